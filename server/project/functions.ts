/**
 * The functions and tests of a project, as lenses, outlines and argument prompts see
 * them: where they stand, and what they are called with.
 *
 * Invariant: functions of a snapshot and nothing else; what was run is unknown here.
 */
import type { TextRange } from "../base";
import {
  type ConfigBlockView,
  type ConfigValueView,
  FunctionView,
  type PlacedItem,
  TestView,
} from "../language";
import { type FileRange, placed } from "./places";
import { signatureText } from "./signatureText";
import type { Snapshot } from "./snapshot";

export interface FunctionItem {
  readonly name: string;
  readonly isLlm: boolean;
  readonly hasParameters: boolean;
  /** The whole function, its documentation left out. */
  readonly range: FileRange;
  readonly nameRange: FileRange;
  readonly documentation?: string;
  /** As one would declare it: `function Extract(text: string) -> Resume`. */
  readonly signature: string;
  readonly item: PlacedItem;
}

export interface TestItem {
  readonly name: string;
  readonly range: FileRange;
  readonly nameRange: FileRange;
  /** The functions it names, whether they exist or not. */
  readonly functions: readonly { readonly name: string; readonly range: FileRange }[];
}

/** The functions of a file that can be run by name, in the order of the text. */
export function functionsOf(snapshot: Snapshot, path: string): readonly FunctionItem[] {
  const items = snapshot.files.get(path)?.tree.items ?? [];
  return items.flatMap((item) => functionItem(snapshot, path, item) ?? []);
}

/** The function of a name: of several, the one that counts. */
export function functionNamed(snapshot: Snapshot, name: string): FunctionItem | undefined {
  for (const named of snapshot.analysis.index.named(name)) {
    const item = named.kind === "function" && snapshot.analysis.index.placeOf(named);
    if (item) return functionItem(snapshot, named.path, item);
  }
  return undefined;
}

/** All functions of the project, by file and place. */
export function allFunctions(snapshot: Snapshot): readonly FunctionItem[] {
  return [...snapshot.files.keys()].flatMap((path) => functionsOf(snapshot, path));
}

/** The function whose text holds an offset. */
export function functionAt(
  snapshot: Snapshot,
  path: string,
  offset: number,
): FunctionItem | undefined {
  return functionsOf(snapshot, path).find(
    ({ item }) => item.start <= offset && offset <= item.start + item.node.end,
  );
}

export function testsOf(snapshot: Snapshot, path: string): readonly TestItem[] {
  const items = snapshot.files.get(path)?.tree.items ?? [];
  return items.flatMap((item) => testItem(path, item) ?? []);
}

function functionItem(
  snapshot: Snapshot,
  path: string,
  item: PlacedItem,
): FunctionItem | undefined {
  if (item.node.kind !== "function") return undefined;
  const view = new FunctionView(item.node);
  if (!view.name) return undefined;
  const name = view.name.text;
  return {
    name,
    isLlm: view.isLlm,
    hasParameters: view.parameters.length > 0,
    range: placed(path, item, item.node.range),
    nameRange: placed(path, item, view.name.range),
    documentation: view.documentation,
    signature: signatureOf(snapshot, name),
    item,
  };
}

function signatureOf(snapshot: Snapshot, name: string): string {
  const signature = snapshot.analysis.environment.valueNamed(name);
  return signature?.kind === "function" ? signatureText(signature) : `function ${name}`;
}

function testItem(path: string, item: PlacedItem): TestItem | undefined {
  if (item.node.kind !== "test") return undefined;
  const view = new TestView(item.node);
  if (!view.name) return undefined;
  return {
    name: view.name.text,
    range: placed(path, item, item.node.range),
    nameRange: placed(path, item, view.name.range),
    functions: (view.block ? testedNames(view.block) : []).map(({ name, range }) => ({
      name,
      range: placed(path, item, range),
    })),
  };
}

/** The functions that a test names, with ranges that count from its item. */
export function testedNames(
  block: ConfigBlockView,
): readonly { readonly name: string; readonly range: TextRange }[] {
  return namesIn(block.item("functions")?.value);
}

/** The names of a list, bare or quoted. */
function namesIn(value: ConfigValueView | undefined): { name: string; range: TextRange }[] {
  switch (value?.kind) {
    case "configArray":
      return value.elements.flatMap(namesIn);
    case "configWord":
      return [{ name: value.text, range: value.range }];
    case "literal":
      return value.string ? [{ name: value.string.value, range: value.string.token.range }] : [];
    default:
      return [];
  }
}
