/** Doc comments: the `///` lines at the head of an item, a member or a statement. */
import { isToken, type SyntaxNode } from "../tree";

/** Their text without the slashes and one blank behind them; undefined when there are none. */
export function documentationOf(node: SyntaxNode): string | undefined {
  const lines: string[] = [];
  for (const child of node.children) {
    if (!isToken(child)) break;
    if (child.kind === "docComment") lines.push(child.text.replace(/^\/\/\/ ?/, "").trimEnd());
    else if (child.kind !== "newline" && child.kind !== "whitespace") break;
  }
  return lines.length === 0 ? undefined : lines.join("\n");
}
