/** Effects: what a call can do beside returning. */

export interface Effects {
  /** The facts that may be thrown, sorted: `int`, `Failure`, `Mode.Off`, `unknown`. */
  readonly throws: readonly string[];
  /** True when no path returns. */
  readonly diverges: boolean;
}

export const noEffects: Effects = { throws: [], diverges: false };
