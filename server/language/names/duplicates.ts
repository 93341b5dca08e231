/**
 * Names that are given twice in a project (E0011): all kinds of items share one space,
 * whatever their files. Two tests clash only when they test the same function.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode } from "../syntax/tree";
import { TestView } from "../syntax/views/declarations";
import { type ItemIndex, type NamedItem, type NamedItemKind, nameOf } from "./itemIndex";

/** What is wrong with an item because of others, by its node. */
export type ItemDiagnostics = ReadonlyMap<SyntaxNode, readonly Diagnostic[]>;

export function duplicateNames(index: ItemIndex): ItemDiagnostics {
  const found = new Map<SyntaxNode, Diagnostic[]>();
  const report = (item: SyntaxNode, diagnostic: Diagnostic) => {
    found.set(item, [...(found.get(item) ?? []), diagnostic]);
  };
  for (const name of index.names) {
    const items = index.named(name);
    if (1 < items.length) reportItems(items, report);
  }
  for (const name of index.testNames) reportTests(index.testsNamed(name), report);
  return found;
}

type Report = (item: SyntaxNode, diagnostic: Diagnostic) => void;

/** Every definition after the first is reported, and the first one once. */
function reportItems([first, ...others]: readonly NamedItem[], report: Report): void {
  for (const other of others) report(other.node, duplicateItem(other, first!));
  report(first!.node, duplicateItem(first!, others[0]!));
}

function duplicateItem(item: NamedItem, other: NamedItem): Diagnostic {
  return {
    code: "E0011",
    severity: "error",
    range: nameRange(item.node),
    message: `duplicate ${kindWords[item.kind]} \`${item.name}\``,
    related: [
      {
        range: nameRange(other.node),
        message: `A ${kindWords[other.kind]} of that name`,
        item: other.node,
      },
    ],
  };
}

interface TestedFunction {
  readonly item: NamedItem;
  readonly functionName: string;
  readonly range: TextRange;
}

function reportTests(tests: readonly NamedItem[], report: Report): void {
  const first = new Map<string, TestedFunction>();
  const reported = new Set<TestedFunction>();
  for (const tested of tests.flatMap(testedFunctions)) {
    const earlier = first.get(tested.functionName);
    if (!earlier) {
      first.set(tested.functionName, tested);
      continue;
    }
    report(tested.item.node, duplicateTest(tested, earlier));
    // Within one test, the second mention says it all.
    if (earlier.item.node === tested.item.node || reported.has(earlier)) continue;
    report(earlier.item.node, duplicateTest(earlier, tested));
    reported.add(earlier);
  }
}

function testedFunctions(item: NamedItem): readonly TestedFunction[] {
  const value = new TestView(item.node).block?.item("functions")?.value;
  if (value?.kind !== "configArray") return [];
  return value.elements.flatMap((element) => {
    if (element.kind !== "configWord") return [];
    return { item, functionName: element.text, range: element.range };
  });
}

/** A test is pointed at by its name; one that repeats a function, at the repetition. */
function duplicateTest(tested: TestedFunction, other: TestedFunction): Diagnostic {
  const isSameTest = tested.item.node === other.item.node;
  return {
    code: "E0011",
    severity: "error",
    range: isSameTest ? tested.range : nameRange(tested.item.node),
    message: `duplicate test \`${tested.item.name}\` for function \`${tested.functionName}\``,
    related: [
      {
        range: isSameTest ? other.range : nameRange(other.item.node),
        message: "The same test of the same function",
        item: other.item.node,
      },
    ],
  };
}

function nameRange(item: SyntaxNode): TextRange {
  return nameOf(item)?.range ?? item.range;
}

const kindWords: Readonly<Record<NamedItemKind, string>> = {
  class: "class",
  enum: "enum",
  typeAlias: "type alias",
  function: "function",
  templateString: "template string",
  client: "client",
  retryPolicy: "retry policy",
  generator: "generator",
  test: "test",
  let: "constant",
};
