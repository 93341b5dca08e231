/** Prints expressions, types and patterns with all their brackets, to show what binds to what. */
import { isToken, type SyntaxNode, textOf } from "../../../server/language/syntax/tree";

/** `(binary 1 + (call f (arguments 2)))`: a node's kind, its operators and its parts; leaves are their text. */
export function printExpression(node: SyntaxNode): string {
  if (leaves.has(node.kind)) return textOf(node).replace(/\s+/g, "");
  const parts = node.children.flatMap((child) => {
    if (!isToken(child)) return printExpression(child);
    return node.kind !== "typeArguments" && shown.test(child.kind) ? child.text : [];
  });
  return `(${[node.kind, ...parts].join(" ")})`;
}

const leaves: ReadonlySet<string> = new Set([
  "literal",
  "name",
  "path",
  "envReference",
  "namedType",
  "literalType",
  "namePattern",
  "literalPattern",
  "variantPattern",
]);

/** Operators, names and keywords that tell nodes of one kind apart; not brackets or commas. */
const shown = /^(word|accessor|string|catch|catch_all|instanceof|header|error|[-+*/%<>=!&|^~]+)$/;
