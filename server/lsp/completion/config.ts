/** Config blocks: keys, values that are chosen from a list, and the names that they hold. */
import { CompletionItemKind } from "vscode-languageserver-types";
import {
  type ConfigItemKind,
  type ConfigPlace,
  configChoices,
  configKeys,
  type Type,
} from "../../language";
import type { Cursor, PlacedToken, Snapshot } from "../../project";
import { type Candidate, choices, properties } from "./candidate";
import { namedCandidates } from "./types";

export function configCandidates(
  snapshot: Snapshot,
  cursor: Cursor,
  item: ConfigItemKind,
  text: string,
): readonly Candidate[] {
  const { before, open } = cursor;
  const inner = open.at(-1)!;
  const path = open.slice(1).map((at) => keyBefore(before, at));
  if (before[inner]!.kind === "[")
    return valueCandidates(snapshot, cursor, item, path.slice(0, -1), path.at(-1)!);
  if (before[inner]!.kind !== "{") return [];
  const key = keyOfValue(cursor, text);
  return key === undefined
    ? keyCandidates(snapshot, cursor, item, path)
    : valueCandidates(snapshot, cursor, item, path, key);
}

/** The key that a block or an array belongs to. */
function keyBefore(before: readonly PlacedToken[], bracket: number): string {
  const at = before[bracket - 1]?.kind === ":" ? bracket - 2 : bracket - 1;
  return plain(before[at]?.text ?? "");
}

function plain(key: string): string {
  return key.replace(/^"(.*)"$/, "$1");
}

/** The key on the line of the cursor whose value is not there yet. */
function keyOfValue({ before, open, word }: Cursor, text: string): string | undefined {
  const colon = before.at(-1)?.kind === ":" ? 1 : 0;
  const at = before.length - 1 - colon;
  const key = before[at];
  if (!key || at <= open.at(-1)! || /[\r\n]/.test(text.slice(key.end, word.start)))
    return undefined;
  if (!/^(?:\w+|"[^"]*")$/.test(key.text)) return undefined;
  const previous = before[at - 1]!;
  const isFirst =
    at - 1 === open.at(-1) ||
    previous.kind === "," ||
    /[\r\n]/.test(text.slice(previous.end, key.start));
  return isFirst || previous.kind === "}" || previous.kind === "]" ? plain(key.text) : undefined;
}

function keyCandidates(
  snapshot: Snapshot,
  cursor: Cursor,
  item: ConfigItemKind,
  path: readonly string[],
): readonly Candidate[] {
  if (item === "test" && path[0] === "args")
    return argumentCandidates(snapshot, cursor, path.slice(1));
  return properties(configKeys(placeOf(cursor, item, path)));
}

function placeOf({ before }: Cursor, item: ConfigItemKind, path: readonly string[]): ConfigPlace {
  const at = item === "client" ? before.findIndex(({ text }) => text === "provider") : -1;
  const value = before[at + 1]?.kind === ":" ? before[at + 2] : before[at + 1];
  const provider = at === -1 || !value ? undefined : plain(value.text);
  return {
    item,
    path,
    ...(provider !== undefined && { provider: providerText(before, at, provider) }),
  };
}

/** A bare `openai-generic` is several tokens. */
function providerText(before: readonly PlacedToken[], key: number, first: string): string {
  let text = first;
  for (let at = key + 2; before[at]?.kind === "-" && before[at + 1]; at += 2)
    text += `-${before[at + 1]!.text}`;
  return text;
}

function valueCandidates(
  snapshot: Snapshot,
  cursor: Cursor,
  item: ConfigItemKind,
  path: readonly string[],
  key: string,
): readonly Candidate[] {
  const place = [item, ...path, key].join(".");
  switch (place) {
    case "client.retry_policy":
      return namedCandidates(snapshot, { retryPolicy: CompletionItemKind.Interface });
    case "client.options.strategy":
      return namedCandidates(snapshot, { client: CompletionItemKind.Interface });
    case "test.functions":
      return namedCandidates(snapshot, { function: CompletionItemKind.Function });
    default: {
      if (item !== "test" || path[0] !== "args") {
        return choices(configChoices(placeOf(cursor, item, path), key));
      }
      const type = argumentType(snapshot, cursor, [...path.slice(1), key]);
      return type ? literalCandidates(snapshot, type) : [];
    }
  }
}

/** The parameters of the functions that are tested, or the fields of one of them. */
function argumentCandidates(
  snapshot: Snapshot,
  cursor: Cursor,
  path: readonly string[],
): readonly Candidate[] {
  const names =
    path.length === 0
      ? parametersOf(snapshot, cursor).map(({ name }) => name)
      : fieldsOf(snapshot, argumentType(snapshot, cursor, path)).map(({ name }) => name);
  return properties(names);
}

interface Typed {
  readonly name: string;
  readonly type: Type;
}

function parametersOf({ analysis }: Snapshot, { before }: Cursor): readonly Typed[] {
  const at = before.findIndex(({ text }) => text === "functions");
  const end = before.findIndex(({ kind }, index) => at < index && kind === "]");
  return before.slice(at + 1, end === -1 ? undefined : end).flatMap(({ text }) => {
    const declared = analysis.environment.valueNamed(plain(text));
    if (declared?.kind !== "function") return [];
    return declared.params.flatMap(({ name, type }) =>
      name === undefined ? [] : [{ name, type }],
    );
  });
}

function argumentType(
  snapshot: Snapshot,
  cursor: Cursor,
  path: readonly string[],
): Type | undefined {
  const [first, ...rest] = path;
  let type = parametersOf(snapshot, cursor).find(({ name }) => name === first)?.type;
  for (const key of rest) type = fieldsOf(snapshot, type).find(({ name }) => name === key)?.type;
  return type;
}

/** The fields of a class, also of one that may be missing. */
function fieldsOf(snapshot: Snapshot, type: Type | undefined): readonly Typed[] {
  if (type?.kind === "optional") return fieldsOf(snapshot, type.inner);
  if (type?.kind !== "named") return [];
  const declared = snapshot.analysis.environment.typeNamed(type.name);
  return declared?.kind === "class" ? declared.fields : [];
}

function literalCandidates({ analysis }: Snapshot, type: Type): readonly Candidate[] {
  if (type.kind === "bool") return choices(["true", "false"]);
  const declared = type.kind === "named" ? analysis.environment.typeNamed(type.name) : undefined;
  return declared?.kind === "enum" ? choices(declared.variants) : [];
}
