/** Operators of templates, and what happens when they meet enums (E0076). */
import type { TemplateExpression, TemplateOperator } from "../../../base";
import { nonNull } from "../../types/expand";
import type { Type } from "../../types/type";
import { widened } from "../../types/widening";
import { conditionEffect } from "./conditions";
import { valueType, valueTypeWhen } from "./expressions";
import type { TemplateChecking } from "./templateChecking";
import {
  baseKind,
  bool,
  checkedMembers,
  describe,
  int,
  joinOf,
  numberType,
  ofType,
  type TemplateType,
  text,
  typeOf,
  unchecked,
} from "./templateType";

type Unary = TemplateExpression & { readonly kind: "unary" };
type Binary = TemplateExpression & { readonly kind: "binary" };

export function negationType(c: TemplateChecking, expression: Unary): TemplateType {
  const operand = typeOf(valueType(c, expression.operand));
  if (expression.operator === "not") return bool;
  const members = checkedMembers(c.environment, operand);
  if (members.length === 0) return unchecked;
  if (members.every((member) => isNumber(member))) return arithmeticType(members);
  const written = c.textOf(expression.operand.range);
  const message = `\`${written}\` is \`${describe(widened(operand))}\`, expected a number`;
  c.report({ code: "E0073", range: expression.range, message });
  return unchecked;
}

export function operationType(c: TemplateChecking, expression: Binary): TemplateType {
  const { operator, left, right } = expression;
  const first = typeOf(valueType(c, left));
  if (operator === "and" || operator === "or") return logicalType(c, expression, first);
  const second = typeOf(valueType(c, right));
  checkEnums(c, expression, first, second);
  return resultType(c, operator, first, second);
}

/** The right side is only worked out when the left one did not decide. */
function logicalType(c: TemplateChecking, expression: Binary, first: Type): TemplateType {
  const { operator, left, right } = expression;
  const effect = conditionEffect(c, left);
  const facts = operator === "and" ? effect.whenTrue : effect.whenFalse;
  const second = typeOf(valueTypeWhen(c, facts, right));
  if (first.kind === "bool" && second.kind === "bool") return bool;
  // Which of the two it is hangs on what counts as true.
  return operator === "or" ? ofType(joinOf([nonNull(c.environment, first), second])) : unchecked;
}

function resultType(
  c: TemplateChecking,
  operator: TemplateOperator,
  left: Type,
  right: Type,
): TemplateType {
  const members = [left, right].map((type) => checkedMembers(c.environment, type));
  const isUnknown = members.some((side) => side.length === 0);
  switch (operator) {
    case "~":
      return text;
    case "+":
      if (members.some((side) => side.length > 0 && side.every(isText))) return text;
      return isUnknown ? unchecked : arithmeticType(members.flat());
    case "-":
    case "*":
    case "//":
    case "%":
    case "**":
      return isUnknown ? unchecked : arithmeticType(members.flat());
    case "/":
      return ofType(numberType);
    default:
      return bool;
  }
}

/** Whole numbers stay whole; of anything but numbers nothing is said. */
function arithmeticType(members: readonly Type[]): TemplateType {
  if (!members.every(isNumber)) return unchecked;
  return members.every((member) => baseKind(member) === "int") ? int : ofType(numberType);
}

function isNumber(type: Type): boolean {
  return baseKind(type) === "int" || baseKind(type) === "float";
}

function isText(type: Type): boolean {
  return baseKind(type) === "string";
}

/** An enum goes with itself only, and with none when it may be none. */
function checkEnums(c: TemplateChecking, expression: Binary, left: Type, right: Type): void {
  const [first, second] = [enumIn(c, left), enumIn(c, right)];
  const [found, other] = first ? [first, right] : [second, left];
  if (!found || goesWith(c, found, other)) return;
  if (first && isMembership(expression.operator) && holdsOnly(c, first, right)) return;
  // A list of enum values may be asked for anything.
  if (!first && isMembership(expression.operator)) return;
  const otherEnum = enumIn(c, other)?.name;
  const what = otherEnum === undefined ? `\`${describe(other)}\`` : `enum \`${otherEnum}\``;
  const isComparison = resultType(c, expression.operator, left, right) === bool;
  const message = isComparison
    ? `comparing enum \`${found.name}\` to ${what} is deprecated`
    : `combining enum \`${found.name}\` with ${what} is deprecated`;
  c.report({
    code: "E0076",
    range: expression.range,
    message,
    hint: isComparison
      ? variantHint(c, found.name, other)
      : "Its property `value` is the name of the variant, a string.",
  });
}

interface FoundEnum {
  readonly name: string;
  readonly isNullable: boolean;
}

/** Of a type that is one enum, and maybe null. */
function enumIn(c: TemplateChecking, type: Type): FoundEnum | undefined {
  const members = checkedMembers(c.environment, type);
  const values = members.filter(({ kind }) => kind !== "null");
  const [only] = values;
  if (values.length !== 1 || only?.kind !== "named") return undefined;
  if (c.environment.typeNamed(only.name)?.kind !== "enum") return undefined;
  return { name: only.name, isNullable: values.length < members.length };
}

function goesWith(c: TemplateChecking, found: FoundEnum, other: Type): boolean {
  const members = checkedMembers(c.environment, other);
  if (members.length === 0) return true;
  if (members.every(({ kind }) => kind === "null")) return found.isNullable;
  return members.some((member) => member.kind === "named" && member.name === found.name);
}

function isMembership(operator: TemplateOperator): boolean {
  return operator === "in" || operator === "not in";
}

/** True for a list, or the keys of a map, of this enum. */
function holdsOnly(c: TemplateChecking, found: FoundEnum, type: Type): boolean {
  const held = type.kind === "list" ? type.item : type.kind === "map" ? type.key : undefined;
  return held !== undefined && goesWith(c, found, held);
}

function variantHint(c: TemplateChecking, name: string, other: Type): string {
  const declared = c.environment.typeNamed(name);
  const variants = declared?.kind === "enum" ? declared.variants : [];
  const written =
    other.kind === "literal" ? variants.find((one) => one === other.value) : undefined;
  return written === undefined
    ? `Use its variants, such as \`${name}.${variants[0] ?? "Variant"}\`.`
    : `Use \`${name}.${written}\`.`;
}
