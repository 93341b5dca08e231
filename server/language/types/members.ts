/** Members: fields and methods of values, and `$watch` (4.9, 4.11, 5.11). */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { Token } from "../syntax/tree";
import type { MemberView } from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { expanded, membersOf, nonNull } from "./expand";
import { inferExpression } from "./expressions";
import { type Builtin, builtinMethod, builtinMethodsOf } from "./library/library";
import { brokenOperand, type Callee, methodCallee, type Operand, valueOperand } from "./operands";
import type { ClassSignature } from "./signature";
import { neverType, recoveryType, type Type } from "./type";
import { typeText } from "./typeText";
import { unionOf } from "./unions";
import { operandOfWatch, watchedOperand } from "./watch";
import { widened } from "./widening";

export function operandOfMember(c: Checking, view: MemberView): Operand {
  const { object, name } = view;
  if (view.isAccessor && name) return operandOfWatch(c, view, name);
  if (object?.kind === "member" && object.isAccessor) return watchedOperand(c, object, name);
  const type = inferExpression(c, object);
  return name ? memberOperand(c, type, name) : brokenOperand;
}

/** The member of a value of a type that a word names; E0007 when there is none. */
export function memberOperand(c: Checking, objectType: Type, word: Token): Operand {
  const type = widened(expanded(c.environment, objectType));
  switch (type.kind) {
    case "recovery":
      return brokenOperand;
    case "never":
      return valueOperand(neverType);
    case "union":
      return fieldOfUnion(c, objectType, type.members, word);
    default:
      return memberOf(c, type, word) ?? missingMember(c, objectType, word);
  }
}

function memberOf(c: Checking, type: Type, word: Token): Operand | undefined {
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  const builtin = builtinMethod(type, word.text);
  if (builtin) return builtinMethodOperand(c, type, builtin, word);
  return declared?.kind === "class" ? memberOfClass(c, declared, word) : undefined;
}

/** A call means the method of a name, any other use the field (4.11). */
function memberOfClass(c: Checking, declared: ClassSignature, word: Token): Operand | undefined {
  const name = word.text;
  const method = declared.methods.find((candidate) => candidate.name === name);
  const field = declared.fields.find((candidate) => candidate.name === name);
  if (method?.hasReceiver) {
    c.recordMeaning(word, { kind: "method", owner: declared.name, name, isStatic: false });
    return methodCallee(word, method, field);
  }
  if (!field) return undefined;
  c.recordMeaning(word, { kind: "field", owner: declared.name, name, type: field.type });
  return valueOperand(field.type);
}

function builtinMethodOperand(c: Checking, type: Type, builtin: Builtin, word: Token): Callee {
  c.recordMeaning(word, { kind: "builtin", path: builtin.path, onReceiver: true });
  return {
    kind: "callee",
    name: word,
    params: builtin.params,
    returns: builtin.returns,
    receiver: type,
    variables: variablesOf(type),
  };
}

function variablesOf(receiver: Type): ReadonlyMap<string, Type> {
  if (receiver.kind === "list") return new Map([["T", receiver.item]]);
  if (receiver.kind !== "map") return new Map();
  return new Map([
    ["K", receiver.key],
    ["V", receiver.value],
  ]);
}

/** Allowed when every member is a class that has the field; methods are not looked for. */
function fieldOfUnion(
  c: Checking,
  objectType: Type,
  members: readonly Type[],
  word: Token,
): Operand {
  const flat = members.flatMap((member) => membersOf(c.environment, member));
  if (flat.some((member) => member.kind === "recovery")) return brokenOperand;
  const types = flat.map((member) => fieldTypeOf(c, member, word.text));
  const known = types.flatMap((type) => type ?? []);
  if (known.length < types.length) return missingMember(c, objectType, word);
  const type = unionOf(known);
  c.recordMeaning(word, { kind: "field", name: word.text, type });
  return valueOperand(type);
}

/** The type of a field of a class; undefined for other types and other names. */
export function fieldTypeOf(c: Checking, type: Type, name: string): Type | undefined {
  const head = expanded(c.environment, type);
  const declared = head.kind === "named" ? c.environment.typeNamed(head.name) : undefined;
  if (declared?.kind !== "class") return undefined;
  return declared.fields.find((field) => field.name === name)?.type;
}

function missingMember(c: Checking, objectType: Type, word: Token): Operand {
  c.report(noSuchField(c, objectType, word));
  return { kind: "value", type: recoveryType };
}

function noSuchField(c: Checking, objectType: Type, word: Token): Diagnostic {
  const suggestions = similarNames(word.text, memberNames(c, objectType));
  const hint =
    hintForNull(c, objectType, word) ?? (suggestions[0] && `Did you mean \`${suggestions[0]}\`?`);
  return {
    code: "E0007",
    severity: "error",
    range: word.range,
    message: `type \`${typeText(widened(objectType))}\` has no field \`${word.text}\``,
    ...(hint && { hint }),
    ...(suggestions.length > 0 && { suggestions }),
  };
}

/** A member that is there once null is ruled out. */
function hintForNull(c: Checking, objectType: Type, word: Token): string | undefined {
  const rest = nonNull(c.environment, objectType);
  if (rest === objectType || !memberNames(c, rest).includes(word.text)) return undefined;
  return "The value can be null: compare it with `null` first.";
}

/** What can stand behind the dot, as words. */
function memberNames(c: Checking, objectType: Type): readonly string[] {
  const type = widened(expanded(c.environment, objectType));
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  const builtins = builtinMethodsOf(type).map(({ path }) => path.slice(path.lastIndexOf(".") + 1));
  if (declared?.kind !== "class") return builtins;
  return [...declared.fields, ...declared.methods].map(({ name }) => name).concat(builtins);
}
