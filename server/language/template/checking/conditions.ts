/**
 * Narrowing: what the truth of a condition says about the names and paths in it.
 *
 * Invariant: asked after the condition was visited, and changes nothing itself.
 */
import type { TemplateExpression } from "../../../base";
import { isAssignable } from "../../types/assignable";
import { expanded } from "../../types/expand";
import { sameType } from "../../types/sameType";
import type { Type } from "../../types/type";
import { fieldTypeIn } from "./properties";
import { type Facts, noFacts, type TemplateChecking } from "./templateChecking";
import { baseKind, checkedMembers, joinOf, typeOf } from "./templateType";

export interface ConditionEffect {
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

const nothing: ConditionEffect = { whenTrue: noFacts, whenFalse: noFacts };

/** `pet.owner` for an attribute of a name; undefined for what is worked out. */
export function pathOf(expression: TemplateExpression): string | undefined {
  let behind = "";
  let object = expression;
  while (object.kind === "attribute") {
    behind = `.${object.name}${behind}`;
    object = object.object;
  }
  return object.kind === "name" ? object.name + behind : undefined;
}

export function conditionEffect(
  c: TemplateChecking,
  expression: TemplateExpression,
): ConditionEffect {
  if (!c.wasVisited(expression)) return nothing;
  const known = c.effects.get(expression);
  if (known) return known;
  const effect = effectOf(c, expression);
  c.effects.set(expression, effect);
  return effect;
}

function effectOf(c: TemplateChecking, expression: TemplateExpression): ConditionEffect {
  switch (expression.kind) {
    case "name":
    case "attribute":
      return truthEffect(c, expression);
    case "unary":
      return expression.operator === "not"
        ? swapped(conditionEffect(c, expression.operand))
        : nothing;
    case "binary":
      return binaryEffect(c, expression);
    case "test": {
      const effect = testEffect(c, expression);
      return expression.negated ? swapped(effect) : effect;
    }
    default:
      return nothing;
  }
}

type Binary = TemplateExpression & { readonly kind: "binary" };
type Test = TemplateExpression & { readonly kind: "test" };

function binaryEffect(c: TemplateChecking, expression: Binary): ConditionEffect {
  const { left, right } = expression;
  switch (expression.operator) {
    case "and": {
      const [first, second] = [conditionEffect(c, left), conditionEffect(c, right)];
      return {
        whenTrue: both(first.whenTrue, second.whenTrue),
        whenFalse: either(first.whenFalse, second.whenFalse),
      };
    }
    case "or": {
      const [first, second] = [conditionEffect(c, left), conditionEffect(c, right)];
      return {
        whenTrue: either(first.whenTrue, second.whenTrue),
        whenFalse: both(first.whenFalse, second.whenFalse),
      };
    }
    case "==":
      return equalityEffect(c, left, right);
    case "!=":
      return swapped(equalityEffect(c, left, right));
    default:
      return nothing;
  }
}

/** `x` alone: it is not none; when it is false, it can only be what may be false. */
function truthEffect(c: TemplateChecking, expression: TemplateExpression): ConditionEffect {
  const isTrue = (member: Type) => member.kind !== "null";
  const isFalse = (member: Type) => member.kind !== "named";
  return {
    whenTrue: narrowed(c, expression, isTrue),
    whenFalse: narrowed(c, expression, isFalse),
  };
}

function equalityEffect(
  c: TemplateChecking,
  left: TemplateExpression,
  right: TemplateExpression,
): ConditionEffect {
  const path = pathOf(left) === undefined ? right : left;
  const other = path === left ? right : left;
  const type = typeOf(c.typeAt(other));
  if (type.kind === "null") return nullEffect(c, path);
  const given = type.kind === "literal" ? memberEffect(c, path, type) : nothing;
  const possible = checkedMembers(c.environment, type);
  if (possible.length === 0 || possible.some(({ kind }) => kind === "null")) return given;
  const whenTrue = both(
    narrowed(c, path, ({ kind }) => kind !== "null"),
    given.whenTrue,
  );
  return { ...given, whenTrue };
}

function nullEffect(c: TemplateChecking, path: TemplateExpression): ConditionEffect {
  return {
    whenTrue: narrowed(c, path, ({ kind }) => kind === "null"),
    whenFalse: narrowed(c, path, ({ kind }) => kind !== "null"),
  };
}

/**
 * `x.f == "lit"` of a union of classes. True rules out the members whose `f` cannot be that
 * literal, or that have none; false those whose `f` can be nothing else.
 */
function memberEffect(
  c: TemplateChecking,
  expression: TemplateExpression,
  literal: Type,
): ConditionEffect {
  const { environment } = c;
  if (expression.kind !== "attribute") return nothing;
  const { object, name } = expression;
  const canBe = (member: Type) => {
    const field = fieldTypeIn(c, member, name);
    return field !== undefined && isAssignable(environment, literal, field);
  };
  const canDiffer = (member: Type) => {
    const field = fieldTypeIn(c, member, name);
    return field === undefined || !sameType(expanded(environment, field), literal);
  };
  return { whenTrue: narrowed(c, object, canBe), whenFalse: narrowed(c, object, canDiffer) };
}

function testEffect(c: TemplateChecking, { input, name }: Test): ConditionEffect {
  const holds = kindTests.get(name);
  if (!holds) return nothing;
  return {
    whenTrue: narrowed(c, input, holds),
    whenFalse: narrowed(c, input, (member) => !holds(member)),
  };
}

/** The tests that only look at what kind of value they are given. */
const kindTests: ReadonlyMap<string, (member: Type) => boolean> = new Map([
  ["none", isOf("null")],
  ["string", isOf("string")],
  ["number", isOf("int", "float")],
  ["boolean", isOf("bool")],
  ["sequence", isOf("list")],
  ["mapping", (member: Type) => member.kind === "map" || member.kind === "named"],
]);

function isOf(...kinds: readonly Type["kind"][]): (member: Type) => boolean {
  return (member) => kinds.includes(baseKind(member));
}

/** What is left of the type of a name or path; nothing when all of it is, or none. */
function narrowed(
  c: TemplateChecking,
  expression: TemplateExpression,
  stays: (member: Type) => boolean,
): Facts {
  const path = pathOf(expression);
  const type = typeOf(c.typeAt(expression));
  const members = checkedMembers(c.environment, type);
  const rest = members.filter(stays);
  if (path === undefined || rest.length === 0 || rest.length === members.length) return noFacts;
  return new Map([[path, joinOf(rest)]]);
}

function both(first: Facts, second: Facts): Facts {
  return second.size === 0 ? first : new Map([...first, ...second]);
}

/** What is known whichever of two holds. */
function either(first: Facts, second: Facts): Facts {
  const known = new Map<string, Type>();
  for (const [path, type] of first) {
    const other = second.get(path);
    if (other) known.set(path, joinOf([type, other]));
  }
  return known;
}

function swapped({ whenTrue, whenFalse }: ConditionEffect): ConditionEffect {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}
