/**
 * JSON as it goes over the wire: keys in their order, and whole floats with their point.
 *
 * Plain objects are what builders write; maps are what users wrote, whose keys can be
 * anything and keep their order even when they look like numbers.
 */
import type { FloatValue } from "../../base";

export type BodyJson =
  | null
  | boolean
  | string
  /** Whole or not: written as JavaScript writes it. */
  | number
  | bigint
  | FloatValue
  | readonly BodyJson[]
  | ReadonlyMap<string, BodyJson>
  | BodyObject;

/** Members that are undefined are left out. */
export interface BodyObject {
  readonly [key: string]: BodyJson | undefined;
}

export function bodyText(value: BodyJson): string {
  if (value === null || typeof value === "boolean" || typeof value === "bigint") return `${value}`;
  if (typeof value === "number" || typeof value === "string") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(bodyText).join(",")}]`;
  if (isFloat(value)) return floatText(value.value);
  const members: string[] = [];
  for (const [key, member] of membersOf(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${bodyText(member)}`);
  }
  return `{${members.join(",")}}`;
}

function membersOf(
  value: ReadonlyMap<string, BodyJson> | BodyObject,
): Iterable<readonly [string, BodyJson | undefined]> {
  return value instanceof Map ? value : Object.entries(value);
}

function isList(value: BodyJson): value is readonly BodyJson[] {
  return Array.isArray(value);
}

function isFloat(value: object): value is FloatValue {
  return "kind" in value && value.kind === "float";
}

/** JSON has no infinities; null stands for them, as in `JSON.stringify`. */
function floatText(value: number): string {
  const text = JSON.stringify(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}
