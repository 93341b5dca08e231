/**
 * Looks into JSON from outside, whose form nobody promised: a way that leads nowhere ends
 * in undefined.
 */
export type Step = string | number;

export function jsonAt(json: unknown, ...way: readonly Step[]): unknown {
  let found = json;
  for (const step of way) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, step) ? (found as Record<Step, unknown>)[step] : undefined;
  }
  return found;
}

export function textAt(json: unknown, ...way: readonly Step[]): string | undefined {
  const found = jsonAt(json, ...way);
  return typeof found === "string" ? found : undefined;
}

export function listAt(json: unknown, ...way: readonly Step[]): readonly unknown[] | undefined {
  const found = jsonAt(json, ...way);
  return Array.isArray(found) ? found : undefined;
}

/** Null when nothing, or no number, stands there. */
export function countAt(json: unknown, ...way: readonly Step[]): number | null {
  const found = jsonAt(json, ...way);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** What an answer says is wrong: `{error: {message}}`, `{error: "…"}` or `{message}`. */
export function errorMessageAt(json: unknown): string | undefined {
  const message = textAt(json, "error", "message") ?? textAt(json, "error");
  if (message !== undefined) return message;
  const error = jsonAt(json, "error");
  return error === undefined || error === null ? undefined : JSON.stringify(error);
}
