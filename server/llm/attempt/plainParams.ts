/** The options of a body as plain data, which a record can hold and a worker can send. */
import type { BodyJson } from "../request/bodyJson";

export function plainParams(
  params: ReadonlyMap<string, BodyJson>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from(params, ([name, value]) => [name, plain(value)]));
}

function plain(value: BodyJson | undefined): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(plain);
  if (value instanceof Map) return plainParams(value);
  if ("kind" in value && value.kind === "float") return value.value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

function isList(value: object): value is readonly BodyJson[] {
  return Array.isArray(value);
}
