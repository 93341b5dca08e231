/** What `for` and `set` assign to: names come to mean what they are given (E0086). */
import type { TemplateTarget } from "../../../base";
import type { Type } from "../../types/type";
import { valueType } from "./expressions";
import type { TemplateChecking } from "./templateChecking";
import {
  baseKind,
  checkedMembers,
  describe,
  joinOf,
  ofType,
  type TemplateType,
  typeOf,
  unchecked,
} from "./templateType";

export function assign(c: TemplateChecking, target: TemplateTarget, value: TemplateType): void {
  switch (target.kind) {
    case "name":
      c.declare(target.name, value);
      break;
    case "tuple":
      unpack(c, target, value);
      break;
    case "attribute": {
      const object = valueType(c, target.object);
      const type = typeOf(object);
      const isKnown = object.kind !== "value" || checkedMembers(c.environment, type).length > 0;
      if (isKnown) reportTarget(c, target, "only what `namespace()` gives can be assigned to");
      break;
    }
    default:
      target satisfies never;
  }
}

function unpack(
  c: TemplateChecking,
  target: TemplateTarget & { readonly kind: "tuple" },
  value: TemplateType,
): void {
  const parts = partsOf(c, value, target.items.length);
  if (typeof parts === "string") reportTarget(c, target, parts);
  for (const [index, item] of target.items.entries()) {
    assign(c, item, typeof parts === "string" ? unchecked : (parts[index] ?? unchecked));
  }
}

/** One part for each of `count` targets, or why there cannot be. */
function partsOf(
  c: TemplateChecking,
  value: TemplateType,
  count: number,
): readonly TemplateType[] | string {
  if (value.kind === "row") {
    if (value.columns.length === count) return value.columns.map(ofType);
    return `cannot unpack ${value.columns.length} values into ${count} names`;
  }
  const members = checkedMembers(c.environment, typeOf(value));
  const scalar = members.find((member) => isScalar(c, member));
  if (scalar) return `cannot unpack \`${describe(scalar)}\`: it is no list`;
  const items = members.map((member) => (member.kind === "list" ? member.item : undefined));
  if (items.length === 0 || items.includes(undefined)) return [];
  const item = joinOf(items.filter((type) => type !== undefined));
  return Array.from({ length: count }, () => ofType(item));
}

/** The members of maps and classes can be unpacked, although only their keys. */
function isScalar(c: TemplateChecking, type: Type): boolean {
  if (type.kind !== "named") return !["list", "map"].includes(baseKind(type));
  return c.environment.typeNamed(type.name)?.kind === "enum";
}

function reportTarget(c: TemplateChecking, { range }: TemplateTarget, message: string): void {
  c.report({ code: "E0086", range, message });
}
