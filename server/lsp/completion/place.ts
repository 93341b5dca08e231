/**
 * What kind of thing may be written at a cursor: told from the tokens before it and the
 * brackets around it.
 */
import type { ConfigItemKind } from "../../language";
import type { Cursor, PlacedToken } from "../../project";
import { isParameterList, isTypePosition } from "./typePosition";

export type CompletionPlace =
  | { readonly kind: "nothing" }
  | { readonly kind: "topLevel" }
  | { readonly kind: "type" }
  | { readonly kind: "member" }
  | {
      readonly kind: "attribute";
      readonly isBlock: boolean;
      readonly around: "class" | "enum" | "test";
    }
  | { readonly kind: "classMember" }
  | { readonly kind: "functionBody"; readonly isLlm: boolean; readonly isEmpty: boolean }
  | { readonly kind: "client" }
  | { readonly kind: "expression"; readonly isStatement: boolean }
  | { readonly kind: "objectKey"; readonly className: string; readonly given: readonly string[] }
  | { readonly kind: "config"; readonly item: ConfigItemKind };

/** `text` is that of the file: what is on one line matters in config blocks and classes. */
export function placeOf(cursor: Cursor, text: string): CompletionPlace {
  if (cursor.isInComment || isNewName(cursor)) return nothing;
  const { before, open } = cursor;
  const last = before.at(-1);
  if (!last || isFinished(cursor)) return { kind: "topLevel" };
  const attribute = attributePlace(cursor, text);
  if (attribute) return attribute;
  if (last.kind === ".") return isInConfig(cursor) ? nothing : { kind: "member" };
  if (isTypePosition(cursor, text)) return { kind: "type" };
  const first = before[0]!;
  const config = configItems[first.kind];
  if (config)
    return open.length > 0 && !isFirstOpen(cursor, "<")
      ? { kind: "config", item: config }
      : nothing;
  switch (first.kind) {
    case "class":
      return classPlace(cursor, text);
    case "function":
      return functionPlace(cursor, 0);
    case "let":
      return before.some(({ kind }) => kind === "=") ? expressionPlace(cursor) : nothing;
    default:
      return nothing;
  }
}

const nothing: CompletionPlace = { kind: "nothing" };

const configItems: Readonly<Record<string, ConfigItemKind | undefined>> = {
  client: "client",
  generator: "generator",
  retry_policy: "retryPolicy",
  test: "test",
};

/** Behind an item: all that it opened is closed, and its body is there. */
function isFinished({ before, open }: Cursor): boolean {
  const last = before.at(-1)!;
  if (open.length > 0) return false;
  return (
    last.kind === "}" || last.kind === ";" || last.kind === "rawString" || last.kind === "error"
  );
}

const namingKeywords: ReadonlySet<string> = new Set([
  ...["class", "enum", "function", "generator", "test", "retry_policy", "template_string"],
  ...["let", "for"],
]);

/** A name that is made up here: nothing can be offered. */
function isNewName({ before, open }: Cursor): boolean {
  const last = before.at(-1);
  if (!last) return false;
  if (namingKeywords.has(last.kind) && last.kind !== "for") return !isConfigKeyword(before, open);
  if (last.kind === ">" && before[0]!.kind === "client" && open.length === 0) return true;
  if (isParameterList(before, open.at(-1))) return last.kind === "(" || last.kind === ",";
  return false;
}

/** `test` and the like as keys of a block. */
function isConfigKeyword(before: readonly PlacedToken[], open: readonly number[]): boolean {
  return open.length > 0 && configItems[before[0]!.kind] !== undefined;
}

function isInConfig({ before, open }: Cursor): boolean {
  return (
    open.length > 0 && configItems[before[0]!.kind] !== undefined && before.at(-2)?.kind !== "env"
  );
}

function isFirstOpen({ before, open }: Cursor, kind: string): boolean {
  return open[0] !== undefined && before[open[0]]!.kind === kind;
}

/** Behind `@` or `@@`, and what follows of a dotted name. */
function attributePlace({ before, open }: Cursor, text: string): CompletionPlace | undefined {
  let at = before.length - 1;
  while (
    0 < at &&
    (before[at]!.kind === "." || (before[at]!.kind === "word" && before[at + 1]?.kind === "."))
  )
    at--;
  const sign = before[at];
  if (sign?.kind !== "@" && sign?.kind !== "@@") return undefined;
  if (/\s/.test(text.slice(sign.end, before.at(-1)!.end))) return undefined;
  const item = before[0]!.kind;
  const around = item === "enum" || item === "test" ? item : "class";
  return open.length === 0 && item === "class"
    ? undefined
    : { kind: "attribute", isBlock: sign.kind === "@@", around };
}

function classPlace(cursor: Cursor, text: string): CompletionPlace {
  const { before, open } = cursor;
  if (open.length === 0) return nothing;
  const method = before.findLastIndex(
    ({ kind }, at) => kind === "function" && open[0]! < at && depthAt(before, at) === 1,
  );
  const isInMethod = method !== -1 && open.some((at) => method < at);
  if (isInMethod) return functionPlace(cursor, method);
  return open.length === 1 && startsLine(cursor, text) ? { kind: "classMember" } : nothing;
}

/** How many braces are open before the token of an index. */
function depthAt(before: readonly PlacedToken[], end: number): number {
  let depth = 0;
  for (const { kind } of before.slice(0, end)) {
    if (kind === "{") depth++;
    else if (kind === "}") depth--;
  }
  return depth;
}

function functionPlace(cursor: Cursor, start: number): CompletionPlace {
  const { before, open } = cursor;
  const body = open.find((at) => start < at && before[at]!.kind === "{");
  if (body === undefined) return nothing;
  const inside = before.slice(body + 1);
  const isLlm = isLlmBody(inside);
  if (!isLlm && inside.length > 0) return expressionPlace(cursor);
  if (inside.at(-1)?.kind === "client") return { kind: "client" };
  const isValue = inside.at(-1)?.text === "prompt";
  return isValue ? nothing : { kind: "functionBody", isLlm, isEmpty: inside.length === 0 };
}

function isLlmBody([first, second]: readonly PlacedToken[]): boolean {
  if (first?.kind === "client") return true;
  return first?.text === "prompt" && (second === undefined || /string/i.test(second.kind));
}

const statementStarts: ReadonlySet<string> = new Set(["{", "}", ";"]);

function expressionPlace({ before, open }: Cursor): CompletionPlace {
  const last = before.at(-1)!;
  const inner = open.at(-1);
  const name = inner === undefined ? undefined : before[inner - 1];
  if (
    inner !== undefined &&
    before[inner]!.kind === "{" &&
    name?.kind === "word" &&
    isObject(before, inner)
  ) {
    const isKey = last.kind === "{" || last.kind === ",";
    if (isKey) return { kind: "objectKey", className: name.text, given: keysFrom(before, inner) };
  }
  return { kind: "expression", isStatement: statementStarts.has(last.kind) };
}

/** A constructor, and not the body behind a condition, a type or the scrutinee of a match. */
function isObject(before: readonly PlacedToken[], brace: number): boolean {
  const ahead = before[brace - 2]?.kind;
  return (
    ahead !== "->" && ahead !== "throws" && ahead !== "if" && ahead !== "while" && ahead !== "in"
  );
}

function keysFrom(before: readonly PlacedToken[], brace: number): readonly string[] {
  return before.flatMap(({ text, kind }, at) =>
    brace < at && kind === "word" && before[at + 1]?.kind === ":" ? [text] : [],
  );
}

function startsLine({ before, open, word }: Cursor, text: string): boolean {
  return (
    open.at(-1) === before.length - 1 || /[\r\n]/.test(text.slice(before.at(-1)!.end, word.start))
  );
}
