/** Patterns stay on one line. */
import { isToken, type SyntaxNode } from "../syntax/tree";
import type { Doc } from "./doc";
import { type Formatting, partsOf } from "./formatting";
import { type } from "./types";

export function pattern(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (!isToken(part)) return part.kind.endsWith("Pattern") ? pattern(f, part) : type(f, part);
    if (part.kind === "|") return [" ", f.token(part), " "];
    return part.kind === ":" ? [f.token(part), " "] : f.token(part);
  });
}
