/** Types as written: whether their names mean something, and whether they may stand there. */
import type { TextRange } from "../../base";
import { unreachable } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { Token } from "../syntax/tree";
import type { NamedTypeView, TypeView } from "../syntax/views/types";
import type { Checking } from "./checking";
import { membersOf } from "./expand";
import { builtinRoot, isNamespace } from "./library/library";
import { lowerType } from "./lowerType";
import type { Type } from "./type";
import { builtinType, builtinTypeNames } from "./typeNames";
import { typeText } from "./typeText";

/** Checks a written type and answers what it means. */
export function lowerChecked(c: Checking, view: TypeView): Type {
  checkType(c, view);
  return lowerType(view, c.typeParameters);
}

export function checkType(c: Checking, view: TypeView | undefined): void {
  visitNames(view, (named) => checkNamedType(c, named));
}

/** Only notes what the names mean: the type is part of a mistake that was reported. */
export function recordTypeNames(c: Checking, view: TypeView): void {
  visitNames(view, (named) => recordTypeName(c, named.segments, named.name));
}

function visitNames(view: TypeView | undefined, visit: (named: NamedTypeView) => void): void {
  const inside = (inner: TypeView | undefined) => visitNames(inner, visit);
  switch (view?.kind) {
    case undefined:
    case "literalType":
      break;
    case "unionType":
    case "parenthesizedType":
      view.members.forEach(inside);
      break;
    case "listType":
      inside(view.element);
      break;
    case "optionalType":
    case "attributedType":
      inside(view.inner);
      break;
    case "functionType":
      for (const parameter of view.parameters) inside(parameter.type);
      inside(view.result);
      break;
    case "namedType":
      visit(view);
      view.arguments.forEach(inside);
      break;
    default:
      unreachable(view, "written type");
  }
}

function checkNamedType(c: Checking, view: NamedTypeView): void {
  const { name, segments } = view;
  if (name === "") return;
  if (name === "map") checkMap(c, view);
  if (recordTypeName(c, segments, name)) checkArguments(c, view);
  else c.report(unknownType(c, segments, name));
}

/** Notes what the words of a type name mean; answers whether they mean anything. */
export function recordTypeName(c: Checking, words: readonly Token[], name: string): boolean {
  const last = words.at(-1)!;
  if (name === "map" || builtinType(name) || c.typeParameters.has(name)) {
    c.recordMeaning(last, { kind: "builtinType", name });
    return true;
  }
  const declared = c.environment.typeNamed(name);
  if (!declared) return false;
  if (words.length === 1) {
    c.recordMeaning(last, { kind: declared.kind, name });
  } else {
    c.recordMeaning(last, { kind: "builtinType", name });
    recordNamespaces(c, words);
  }
  return true;
}

function recordNamespaces(c: Checking, words: readonly Token[]): void {
  let path = builtinRoot(words[0]!.text) ?? "";
  for (const [index, word] of words.slice(0, -1).entries()) {
    if (index > 0) path = `${path}.${word.text}`;
    if (isNamespace(path)) c.recordMeaning(word, { kind: "namespace", path });
  }
}

function checkMap(c: Checking, view: NamedTypeView): void {
  const args = view.arguments;
  if (args.length !== 2) {
    c.report(mapArity(view.syntax.range, args.length));
    return;
  }
  const key = lowerType(args[0], c.typeParameters);
  if (!isMapKey(c, key)) c.report(invalidMapKey(view.syntax.range, key));
}

/** Strings, string literals, enums, and unions of those (4.15). */
function isMapKey(c: Checking, key: Type): boolean {
  return membersOf(c.environment, key).every((member) => {
    switch (member.kind) {
      case "string":
      case "recovery":
        return true;
      case "literal":
        return typeof member.value === "string";
      case "named":
        return c.environment.typeNamed(member.name)?.kind === "enum";
      case "unknown":
        return c.typeParameters.size > 0;
      default:
        return false;
    }
  });
}

/** Classes of users take no arguments; those that declared parameters ignore them (4.11). */
function checkArguments(c: Checking, view: NamedTypeView): void {
  const declared = c.environment.typeNamed(view.name);
  if (view.arguments.length === 0 || view.name === "map") return;
  if (declared?.kind === "class" && declared.isGeneric) c.report(ignoredArguments(view));
  else c.report(noGenerics(view));
}

export function unknownType(c: Checking, words: readonly Token[], name: string): Diagnostic {
  const candidates = [...c.environment.namesOf("types"), ...builtinTypeNames()];
  const suggestions = similarNames(name, candidates);
  const [suggestion] = suggestions;
  const hint =
    name === "any"
      ? "`unknown` accepts every value."
      : suggestion && `Did you mean \`${suggestion}\`?`;
  return {
    code: "E0002",
    severity: "error",
    range: { start: words[0]!.start, end: words.at(-1)!.end },
    message: `unknown type \`${name}\``,
    ...(hint && { hint }),
    ...(suggestion && { suggestions }),
  };
}

function mapArity(range: TextRange, found: number): Diagnostic {
  return {
    code: "E0039",
    severity: "error",
    range,
    message: `map<K, V> requires exactly 2 type parameters, found ${found}`,
    hint: "Write `map<string, int>`, for example.",
  };
}

function invalidMapKey(range: TextRange, key: Type): Diagnostic {
  return {
    code: "E0067",
    severity: "error",
    range,
    message: `invalid type \`${typeText(key)}\` for map key`,
    hint: "Keys are strings, enums, or string literals.",
  };
}

function ignoredArguments(view: NamedTypeView): Diagnostic {
  return {
    code: "generic-arguments",
    severity: "warning",
    range: view.syntax.range,
    message: `the type arguments of \`${view.name}\` are ignored`,
    hint: "Type parameters of classes stand for `unknown`.",
  };
}

/** A generic application of what is not generic names a type that does not exist. */
function noGenerics(view: NamedTypeView): Diagnostic {
  return {
    code: "E0002",
    severity: "error",
    range: view.nameRange,
    message: `unknown type \`${view.name}<…>\``,
    hint: `\`${view.name}\` takes no type arguments.`,
  };
}
