/**
 * Signature help: the function whose parentheses the cursor is in, and which of its
 * parameters is being written; in bodies and inside the braces of templates.
 */
import { MarkupKind, type SignatureHelp } from "vscode-languageserver-types";
import type { ParamType, Type } from "../language";
import {
  type Cursor,
  cursorAt,
  type FileOffset,
  meaningAt,
  type PlacedToken,
  type Snapshot,
} from "../project";
import { type Callable, callableOf, callableText, paramText } from "./callable";

export function signatureHelp(snapshot: Snapshot, at: FileOffset): SignatureHelp | undefined {
  const cursor = cursorAt(snapshot, at);
  if (!cursor || cursor.isInComment) return undefined;
  const call = cursor.string ? templateCall(snapshot, at, cursor) : bodyCall(snapshot, at, cursor);
  return call && toHelp(call);
}

interface Call {
  readonly callable: Callable;
  /** The index of the argument at the cursor. */
  readonly argument: number;
  /** Of an argument that is given by name. */
  readonly keyword?: string;
}

function bodyCall(snapshot: Snapshot, { path }: FileOffset, cursor: Cursor): Call | undefined {
  const { before, open } = cursor;
  for (const at of open.toReversed()) {
    const { kind } = before[at]!;
    if (kind === "{") return undefined;
    if (kind !== "(") continue;
    const callee = calleeBefore(before, at);
    const place = callee && meaningAt(snapshot, { path, offset: callee.start });
    const callable = place && callableOf(snapshot, place.meaning);
    if (callable && !isDeclaration(before, at)) {
      return { callable, argument: argumentIndex(before, at) };
    }
  }
  return undefined;
}

/** The word before the parenthesis, type arguments aside. */
function calleeBefore(
  before: readonly PlacedToken[],
  parenthesis: number,
): PlacedToken | undefined {
  let at = parenthesis - 1;
  if (before[at]?.kind === ">") {
    at = before.findLastIndex(({ kind }, index) => index < at && kind === "<") - 1;
  }
  const callee = before[at];
  return callee && /^\w+$/.test(callee.text) ? callee : undefined;
}

function isDeclaration(before: readonly PlacedToken[], parenthesis: number): boolean {
  const keyword = before[parenthesis - 2]?.kind;
  return keyword === "function" || keyword === "template_string";
}

/** The commas since the parenthesis that stand in no bracket of their own. */
function argumentIndex(before: readonly PlacedToken[], parenthesis: number): number {
  let depth = 0;
  let count = 0;
  for (const { kind } of before.slice(parenthesis + 1)) {
    if (kind === "(" || kind === "[" || kind === "{") depth++;
    else if (kind === ")" || kind === "]" || kind === "}") depth--;
    else if (kind === "," && depth === 0) count++;
  }
  return count;
}

/** Templates are read backwards from the cursor: they have no tree while they are broken. */
function templateCall(
  snapshot: Snapshot,
  { path, offset }: FileOffset,
  cursor: Cursor,
): Call | undefined {
  const { text } = snapshot.files.get(path)!;
  const before = text.slice(cursor.string!.start, offset);
  const tag = before.slice(Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%"), 0));
  if (/\}\}|%\}/.test(tag) || tag === before) return undefined;
  const call = openCall(tag);
  const callable = call && templateCallable(snapshot, call.name);
  if (!callable) return undefined;
  const keyword = /(\w+)\s*=[^=]*$/.exec(call.arguments.at(-1)!)?.[1];
  return {
    callable,
    argument: call.arguments.length - 1,
    ...(keyword !== undefined && { keyword }),
  };
}

function templateCallable(snapshot: Snapshot, name: string): Callable | undefined {
  if (name === "_.role" || name === "_.chat") return { name, params: [roleParam] };
  if (name === "ctx.output_format") return { name, params: outputFormatParams };
  const declared = snapshot.analysis.environment.valueNamed(name);
  if (!declared || declared.kind === "constant") return undefined;
  return callableOf(snapshot, { kind: declared.kind, name });
}

const listOfText: Type = { kind: "list", item: { kind: "string" } };

const roleParam: ParamType = { name: "role", type: { kind: "string" } };

/** What can be said of how the schema is written. */
const outputFormatParams: readonly ParamType[] = [
  optional("prefix", { kind: "string" }),
  optional("or_splitter", { kind: "string" }),
  optional("enum_value_prefix", { kind: "string" }),
  optional("always_hoist_enums", { kind: "bool" }),
  optional("hoist_classes", {
    kind: "union",
    members: [{ kind: "literal", value: "auto" }, { kind: "bool" }, listOfText],
  }),
  optional("hoisted_class_prefix", { kind: "string" }),
  optional("map_style", {
    kind: "union",
    members: [
      { kind: "literal", value: "angle" },
      { kind: "literal", value: "object" },
    ],
  }),
  optional("quote_class_fields", { kind: "bool" }),
  optional("render_null_as", { kind: "string" }),
];

function optional(name: string, type: Type): ParamType {
  return { name, type, optional: true };
}

interface OpenCall {
  readonly name: string;
  /** The texts of the arguments so far; the last one ends at the cursor. */
  readonly arguments: readonly string[];
}

/** The innermost call in a tag that is not closed; brackets in quotes are text. */
function openCall(tag: string): OpenCall | undefined {
  const bare = tag.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/g, (text) =>
    "s".repeat(text.length),
  );
  const open: { at: number; commas: number[] }[] = [];
  for (const { 0: mark, index } of bare.matchAll(/[([{,)\]}]/g)) {
    if (mark === ",") open.at(-1)?.commas.push(index);
    else if (/[([{]/.test(mark)) open.push({ at: index, commas: [] });
    else open.pop();
  }
  for (const { at, commas } of open.reverse()) {
    const name = /([A-Za-z_][\w.]*)\s*$/.exec(bare.slice(0, at))?.[1];
    if (bare.charAt(at) !== "(" || name === undefined) continue;
    const starts = [at, ...commas];
    const parts = starts.map((start, index) => bare.slice(start + 1, starts[index + 1]));
    return { name, arguments: parts };
  }
  return undefined;
}

function toHelp({ callable, argument, keyword }: Call): SignatureHelp {
  const label = callableText(callable);
  let at = callable.name.length + 1;
  const parameters = callable.params.map((param) => {
    const start = at;
    const end = start + paramText(param).length;
    at = end + 2;
    return { label: [start, end] as [number, number] };
  });
  const named = callable.params.findIndex(({ name }) => keyword !== undefined && name === keyword);
  const { documentation } = callable;
  return {
    signatures: [
      {
        label,
        parameters,
        ...(documentation !== undefined && {
          documentation: { kind: MarkupKind.Markdown, value: documentation },
        }),
      },
    ],
    activeSignature: 0,
    activeParameter: named === -1 ? argument : named,
  };
}
