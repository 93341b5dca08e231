/** Constructors, `Person { name: "Ann", ...rest }` (4.5). */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { Token } from "../syntax/tree";
import type { EntryView, NameView, ObjectView, PathView } from "../syntax/views/expressions";
import { isAssignable } from "./assignable";
import type { Checking } from "./checking";
import { canBeNull, expanded } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { builtinRoot, builtinTypeAt } from "./library/library";
import { typeMismatch } from "./requirement";
import type { ClassSignature } from "./signature";
import { namedType, recoveryType, type Type } from "./type";
import { recordTypeName, unknownType } from "./writtenTypes";

export function inferObject(c: Checking, view: ObjectView): Type {
  const declared = view.type && classNamed(c, view.type);
  if (!declared) {
    for (const entry of view.entries) inferExpression(c, entry.value);
    return recoveryType;
  }
  const given = new Map<string, Token>();
  let isComplete = false;
  for (const entry of view.entries) {
    if (entry.kind === "entry") {
      checkField(c, declared, entry, given);
    } else {
      checkSpread(c, declared, entry.value);
      isComplete = true;
    }
  }
  if (!isComplete) reportMissing(c, declared, view.type!, given);
  return namedType(declared.name);
}

/** The class a constructor names, through aliases; anything else is reported. */
function classNamed(c: Checking, view: NameView | PathView): ClassSignature | undefined {
  const words = view.kind === "path" ? view.segments : view.token ? [view.token] : [];
  const [first] = words;
  if (!first || (view.kind === "path" && view.endsInDot)) return undefined;
  const name = canonicalName(words);
  const type = expanded(c.environment, namedType(name));
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  recordTypeName(c, words, name);
  if (declared?.kind === "class" && !declared.isOpaque) return declared;
  const isCycle = type.kind === "recovery" && c.environment.typeNamed(name) !== undefined;
  if (!isCycle) c.report(declared ? notConstructible(c, view, name) : unknownType(c, words, name));
  return undefined;
}

/** `baaaml.http.Request` is `baml.http.Request`. */
function canonicalName(words: readonly Token[]): string {
  const texts = words.map((word) => word.text);
  const root = 1 < texts.length ? builtinRoot(texts[0]!) : undefined;
  return (root ? [root, ...texts.slice(1)] : texts).join(".");
}

function checkField(
  c: Checking,
  declared: ClassSignature,
  entry: EntryView,
  given: Map<string, Token>,
): void {
  const { key, keyToken } = entry;
  const field = declared.fields.find(({ name }) => name === key);
  if (key === undefined || !keyToken || !field) {
    inferExpression(c, entry.value);
    if (key !== undefined && keyToken) c.report(unknownField(declared, keyToken, key));
    return;
  }
  const first = given.get(key);
  if (first) c.report(repeatedField(declared, keyToken, first));
  else given.set(key, keyToken);
  const { name, type } = field;
  c.recordMeaning(keyToken, { kind: "field", owner: declared.name, name, type });
  checkExpression(c, entry.value, { type });
}

function checkSpread(c: Checking, declared: ClassSignature, value: EntryView["value"]): void {
  const found = inferExpression(c, value);
  const required = { type: namedType(declared.name) };
  if (!value || isAssignable(c.environment, found, required.type)) return;
  c.report(typeMismatch(c, value.syntax.range, found, required));
}

function reportMissing(
  c: Checking,
  declared: ClassSignature,
  name: NameView | PathView,
  given: ReadonlyMap<string, Token>,
): void {
  const missing = declared.fields.filter(
    (field) => !given.has(field.name) && !canBeNull(c.environment, field.type),
  );
  if (missing.length === 0) return;
  c.report({
    code: "E0007",
    severity: "error",
    range: name.syntax.range,
    message: `class \`${declared.name}\` is missing fields: ${missing.map((field) => field.name).join(", ")}`,
  });
}

function unknownField(declared: ClassSignature, word: Token, key: string): Diagnostic {
  const names = declared.fields.map((field) => field.name);
  const suggestions = similarNames(key, names);
  return {
    code: "E0007",
    severity: "error",
    range: word.range,
    message: `type \`${declared.name}\` has no field \`${key}\``,
    ...(suggestions[0] && { hint: `Did you mean \`${suggestions[0]}\`?`, suggestions }),
  };
}

function repeatedField(declared: ClassSignature, word: Token, first: Token): Diagnostic {
  return {
    code: "E0012",
    severity: "error",
    range: word.range,
    message: `duplicate field \`${word.text}\` in constructor of \`${declared.name}\``,
    related: [{ range: first.range, message: "First given here" }],
  };
}

function notConstructible(c: Checking, view: NameView | PathView, name: string): Diagnostic {
  const declared = builtinTypeAt(name) ?? c.environment.typeNamed(name);
  const isEnum = declared?.kind === "enum";
  return {
    code: "E0006",
    severity: "error",
    range: view.syntax.range,
    message: `\`${name}\` has no constructor`,
    hint: isEnum
      ? `\`${name}\` is an enum: name one of its variants.`
      : "Only classes of the project, and few of the library, can be written out.",
  };
}
