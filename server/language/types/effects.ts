/** Effects: what a call can do beside returning. */

export interface Effects {
  /**
   * The facts that may be thrown, sorted: `int`, `Failure`, `Mode.Off`, `unknown`. Empty for
   * a function with a `throws` clause, which takes their place.
   */
  readonly throws: readonly string[];
  /** True when no path returns. */
  readonly diverges: boolean;
}

export const noEffects: Effects = { throws: [], diverges: false };

export function hasEffects(effects: Effects): boolean {
  return effects.diverges || 0 < effects.throws.length;
}

/** Whether all of `others` are among `effects`. */
export function includesEffects(effects: Effects, others: Effects): boolean {
  return (
    (effects.diverges || !others.diverges) &&
    others.throws.every((fact) => effects.throws.includes(fact))
  );
}

export function withEffects(effects: Effects, others: Effects): Effects {
  return {
    throws: [...new Set([...effects.throws, ...others.throws])].sort(),
    diverges: effects.diverges || others.diverges,
  };
}
