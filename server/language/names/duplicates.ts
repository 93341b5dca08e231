/**
 * Names that are given twice in a project (E0011): all kinds of items share one space,
 * whatever their files. Two tests clash only when they test the same function.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode } from "../syntax/tree";
import { TestView } from "../syntax/views/declarations";
import { type ItemIndex, type NamedItem, type NamedItemKind, nameOf } from "./itemIndex";

/** What is wrong with an item because others have its name. */
export function duplicateDiagnostics(index: ItemIndex, item: SyntaxNode): readonly Diagnostic[] {
  const name = nameOf(item)?.text;
  if (name === undefined) return [];
  if (item.kind === "test") return duplicateTests(index.testsNamed(name), item);
  const [first, second, ...others] = index.named(name);
  if (!first || !second) return [];
  // Every definition after the first is reported, and the first one once.
  if (first.node === item) return [duplicateItem(first, second)];
  const own = [second, ...others].find((other) => other.node === item);
  return own ? [duplicateItem(own, first)] : [];
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

function duplicateTests(tests: readonly NamedItem[], item: SyntaxNode): readonly Diagnostic[] {
  const first = new Map<string, TestedFunction>();
  const found: Diagnostic[] = [];
  const reported = new Set<string>();
  for (const tested of tests.flatMap(testedFunctions)) {
    const { functionName } = tested;
    const earlier = first.get(functionName);
    if (!earlier) {
      first.set(functionName, tested);
    } else if (tested.item.node === item) {
      found.push(duplicateTest(tested, earlier));
    } else if (earlier.item.node === item && !reported.has(functionName)) {
      found.push(duplicateTest(earlier, tested));
      reported.add(functionName);
    }
  }
  return found;
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
