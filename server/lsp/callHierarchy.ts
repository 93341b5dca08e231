/**
 * Call hierarchy: who calls a function, and whom it calls, prompts included. The detail of
 * an item says how its last call went.
 */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from "vscode-languageserver-types";
import { itemView, type Meaning, type PlacedItem } from "../language";
import {
  type Definition,
  definitionOf,
  type FileOffset,
  type FileRange,
  itemsNaming,
  meaningAt,
  placed,
  type Snapshot,
  wordsOf,
} from "../project";
import { type ProjectView, toLocation, toRange } from "./places";

/** What is said beside the name of a function. */
export type DetailOf = (name: string) => string | undefined;

export function callHierarchyAt(
  project: ProjectView,
  at: FileOffset,
  detailOf: DetailOf,
): CallHierarchyItem[] {
  const place = meaningAt(project.snapshot, at);
  const name = place && calledName(place.meaning);
  const found = place && definitionOf(project.snapshot, place);
  return found && name !== undefined ? [toItem(project, name, found, detailOf)] : [];
}

/** `at` is the name of the function, as in the item that was answered for it. */
export function incomingCalls(
  project: ProjectView,
  at: FileOffset,
  detailOf: DetailOf,
): CallHierarchyIncomingCall[] {
  const place = meaningAt(project.snapshot, at);
  const name = place && calledName(place.meaning);
  if (name === undefined) return [];
  const callers = new Map<string, { from: CallHierarchyItem; fromRanges: Range[] }>();
  const word = name.slice(name.lastIndexOf(".") + 1);
  const calls = itemsNaming(project.snapshot, word).flatMap(({ path, item }) =>
    callsIn(project.snapshot, path, item),
  );
  for (const call of calls) {
    if (call.name !== name) continue;
    const { caller } = call;
    const known = callers.get(caller.name);
    const from = known?.from ?? toItem(project, caller.name, caller.definition, detailOf);
    const fromRanges = [...(known?.fromRanges ?? []), toRange(project.snapshot, call.range)];
    callers.set(caller.name, { from, fromRanges });
  }
  return [...callers.values()];
}

export function outgoingCalls(
  project: ProjectView,
  at: FileOffset,
  detailOf: DetailOf,
): CallHierarchyOutgoingCall[] {
  const { snapshot } = project;
  const place = meaningAt(snapshot, at);
  const name = place && calledName(place.meaning);
  if (!place || name === undefined) return [];
  const callees = new Map<string, { to: CallHierarchyItem; fromRanges: Range[] }>();
  const home = definitionOf(snapshot, place)?.range;
  for (const call of home ? callsIn(snapshot, home.path, placedItem(snapshot, home)) : []) {
    if (call.caller.name !== name) continue;
    const known = callees.get(call.name);
    const to = known?.to ?? toItem(project, call.name, call.definition, detailOf);
    const fromRanges = [...(known?.fromRanges ?? []), toRange(snapshot, call.range)];
    callees.set(call.name, { to, fromRanges });
  }
  return [...callees.values()];
}

interface Caller {
  readonly name: string;
  readonly definition: Definition;
}

interface Call {
  /** Who is called. */
  readonly name: string;
  readonly definition: Definition;
  readonly caller: Caller;
  /** The word that names the callee. */
  readonly range: FileRange;
}

function placedItem(snapshot: Snapshot, { path, start }: FileRange): PlacedItem {
  const { items } = snapshot.files.get(path)!.tree;
  return items.findLast((item) => item.start <= start)!;
}

function callsIn(snapshot: Snapshot, path: string, item: PlacedItem): readonly Call[] {
  const callers = callersIn(path, item);
  return wordsOf(snapshot, item).flatMap(({ range: word, meaning }) => {
    const name = calledName(meaning);
    if (name === undefined) return [];
    const range = placed(path, item, word);
    const caller = callers.find(({ definition }) => isWithin(range, definition.range));
    const isDeclaration = range.start === caller?.definition.nameRange.start;
    const definition = definitionOf(snapshot, { meaning, item, range });
    return caller && definition && !isDeclaration ? { name, definition, caller, range } : [];
  });
}

/** The functions, methods and template strings that an item is or holds. */
function callersIn(path: string, item: PlacedItem): readonly Caller[] {
  const view = itemView(item.node);
  const owner = view?.kind === "class" ? `${view.name?.text}.` : "";
  const views =
    view?.kind === "class"
      ? view.methods
      : view?.kind === "function" || view?.kind === "templateString"
        ? [view]
        : [];
  return views.flatMap(({ name, syntax }) => {
    if (!name) return [];
    const range = placed(path, item, syntax.range);
    const nameRange = placed(path, item, name.range);
    return { name: owner + name.text, definition: { range, nameRange } };
  });
}

function isWithin(inner: FileRange, outer: FileRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** `Extract`, `Person.greet`; undefined for what cannot be called. */
function calledName(meaning: Meaning): string | undefined {
  switch (meaning.kind) {
    case "function":
    case "templateString":
      return meaning.name;
    case "method":
      return `${meaning.owner}.${meaning.name}`;
    case "derived":
      return meaning.functionName;
    default:
      return undefined;
  }
}

function toItem(
  project: ProjectView,
  name: string,
  { range, nameRange }: Definition,
  detailOf: DetailOf,
): CallHierarchyItem {
  const detail = detailOf(name);
  return {
    name,
    kind: name.includes(".") ? SymbolKind.Method : SymbolKind.Function,
    ...toLocation(project, range),
    selectionRange: toRange(project.snapshot, nameRange),
    ...(detail !== undefined && { detail }),
  };
}
