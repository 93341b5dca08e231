/**
 * Narrowing: what the truth of a condition says about locals (4.9).
 *
 * Invariant: asked after the condition was inferred, and changes nothing itself.
 */

import type { Token } from "../syntax/tree";
import type {
  BinaryView,
  ExpressionView,
  LiteralView,
  MemberView,
  PathView,
} from "../syntax/views/expressions";
import { isAssignable } from "./assignable";
import type { Local } from "./checkedItem";
import type { Checking } from "./checking";
import { expanded, membersOf, nonNull } from "./expand";
import { type Narrowing, noNarrowing } from "./flow";
import { inferLiteral } from "./literals";
import { fieldTypeOf } from "./members";
import { sameType } from "./sameType";
import { nullType, type Type } from "./type";
import { unionOf } from "./unions";

export interface ConditionEffect {
  readonly whenTrue: Narrowing;
  readonly whenFalse: Narrowing;
}

const nothing: ConditionEffect = { whenTrue: noNarrowing, whenFalse: noNarrowing };

export function expressionEffect(c: Checking, view: ExpressionView | undefined): ConditionEffect {
  switch (view?.kind) {
    case "parenthesized":
      return expressionEffect(c, view.inner);
    case "unary":
      return view.operator === "!" ? swapped(expressionEffect(c, view.operand)) : nothing;
    case "name":
      return truthEffect(c, localNamed(c, view.token));
    case "binary":
      return binaryEffect(c, view);
    default:
      return nothing;
  }
}

/** `x` is true: it is not null. */
function truthEffect(c: Checking, local: Local | undefined): ConditionEffect {
  if (!local) return nothing;
  const type = c.typeOfLocal(local);
  const rest = nonNull(c.environment, type);
  return rest === type ? nothing : { whenTrue: only(local, rest), whenFalse: noNarrowing };
}

function binaryEffect(c: Checking, view: BinaryView): ConditionEffect {
  switch (view.operator) {
    case "==":
      return equalityEffect(c, view);
    case "!=":
      return swapped(equalityEffect(c, view));
    case "&&": {
      const [left, right] = [expressionEffect(c, view.left), expressionEffect(c, view.right)];
      return { whenTrue: both(left.whenTrue, right.whenTrue), whenFalse: noNarrowing };
    }
    case "||": {
      const [left, right] = [expressionEffect(c, view.left), expressionEffect(c, view.right)];
      return { whenTrue: noNarrowing, whenFalse: both(left.whenFalse, right.whenFalse) };
    }
    default:
      return nothing;
  }
}

function equalityEffect(c: Checking, view: BinaryView): ConditionEffect {
  const { left, right } = view;
  const literal = literalOf(right) ?? literalOf(left);
  const other = literalOf(right) ? left : right;
  if (!literal || !other) return nothing;
  if (literal.word?.text === "null") return nullEffect(c, other);
  return other.kind === "path" || other.kind === "member"
    ? memberEffect(c, other, inferLiteral(literal))
    : nothing;
}

function nullEffect(c: Checking, view: ExpressionView): ConditionEffect {
  const local = view.kind === "name" ? localNamed(c, view.token) : undefined;
  if (!local) return nothing;
  const rest = nonNull(c.environment, c.typeOfLocal(local));
  return { whenTrue: only(local, nullType), whenFalse: only(local, rest) };
}

/**
 * `x.f == "lit"` of a union of classes that all have `f`. True rules out the members whose
 * `f` cannot be that literal, false those whose `f` can be nothing else.
 */
function memberEffect(c: Checking, view: PathView | MemberView, literal: Type): ConditionEffect {
  const [object, field] = objectAndField(view);
  const local = localNamed(c, object);
  if (!local || !field || literal.kind !== "literal") return nothing;
  const members = membersOf(c.environment, c.typeOfLocal(local));
  const fields = members.map((member) => fieldTypeOf(c, member, field.text));
  if (members.length < 2 || fields.some((type) => type === undefined)) return nothing;
  const canBe = members.filter((_, index) => isAssignable(c.environment, literal, fields[index]!));
  const others = members.filter(
    (_, index) => !sameType(expanded(c.environment, fields[index]!), literal),
  );
  return { whenTrue: only(local, unionOf(canBe)), whenFalse: only(local, unionOf(others)) };
}

function objectAndField(view: PathView | MemberView): readonly [Token?, Token?] {
  if (view.kind === "member") {
    return view.object?.kind === "name" ? [view.object.token, view.name] : [];
  }
  return view.segments.length === 2 ? [view.segments[0], view.segments[1]] : [];
}

function localNamed(c: Checking, word: Token | undefined): Local | undefined {
  const meaning = c.meaningOf(word);
  return meaning?.kind === "local" ? meaning.local : undefined;
}

function literalOf(view: ExpressionView | undefined): LiteralView | undefined {
  if (view?.kind === "parenthesized") return literalOf(view.inner);
  return view?.kind === "literal" ? view : undefined;
}

function only(local: Local, type: Type): Narrowing {
  return new Map([[local, type]]);
}

function both(left: Narrowing, right: Narrowing): Narrowing {
  return new Map([...left, ...right]);
}

function swapped({ whenTrue, whenFalse }: ConditionEffect): ConditionEffect {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}
