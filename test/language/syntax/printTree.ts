/**
 * Prints a tree, one element a line, so that a person can review what the parser made.
 * Trivia is left out, doc comments aside; problems follow behind a line of their own.
 */
import type { TextRange } from "../../../server/base";
import type { Diagnostic } from "../../../server/language/diagnostics";
import {
  type SyntaxElement,
  SyntaxNode,
  type SyntaxTree,
} from "../../../server/language/syntax/tree";

export function printTree(tree: SyntaxTree): string {
  const items = tree.items.flatMap((item) => printElement(item.node, ""));
  return [...items, ...tree.problems.map((problem) => printProblem(problem, tree.text))].join("\n");
}

/** `E0010 "x" the message`: what is pointed at, and what is said of it. */
export function printProblem(problem: Diagnostic, text: string): string {
  return `${problem.code} ${JSON.stringify(textIn(text, problem.range))} ${problem.message}`;
}

function textIn(text: string, range: TextRange): string {
  return text.slice(range.start, range.end);
}

function printElement(element: SyntaxElement, indentation: string): string[] {
  if (!(element instanceof SyntaxNode)) {
    const isItsOwnKind = element.kind === element.text;
    return [
      `${indentation}${isItsOwnKind ? "" : `${element.kind} `}${JSON.stringify(element.text)}`,
    ];
  }
  return [
    `${indentation}${element.kind}`,
    ...element.children.flatMap((child) => printElement(child, `${indentation}  `)),
  ];
}
