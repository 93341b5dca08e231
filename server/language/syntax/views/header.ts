/** A header comment, `//## Title`: a section of a file or a block. */
import { type SyntaxNode, tokenIn } from "../tree";

export class HeaderView {
  readonly kind = "header";
  constructor(readonly syntax: SyntaxNode) {}

  /** The number of `#`; 1 is the top. */
  get level(): number {
    return /^\/\/(#*)/.exec(this.#text)![1]!.length;
  }

  /** Empty when the line holds nothing more. */
  get title(): string {
    return this.#text.slice(2 + this.level).trim();
  }

  get #text(): string {
    return tokenIn(this.syntax, "header")!.text;
  }
}
