/** Answers without secrets: what leaves for the editor passes through here. */
import type { Redactor } from "../events";

/** The same answer, with the value of every known secret as `$NAME`, however deep it stands. */
export function masked<T>(answer: T, redactor: Redactor): T {
  return redactor.hasSecrets ? (maskedValue(answer, redactor) as T) : answer;
}

function maskedValue(value: unknown, redactor: Redactor): unknown {
  if (typeof value === "string") return redactor.named(value);
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, redactor));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, maskedValue(item, redactor)]),
  );
}
