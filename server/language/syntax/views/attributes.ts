/** Attributes: `@alias("x")` behind a field, a variant or a type, `@@dynamic` in a block. */
import type { TextRange } from "../../../base";
import { nodeIn, nodesIn, type SyntaxNode, type Token, tokenIn, tokensIn } from "../tree";
import { type ExpressionView, expressionIn } from "./expressions";
import { JinjaView, type StringView } from "./strings";
import { type TypeView, typeIn } from "./types";

export class AttributeView {
  readonly kind = "attribute";

  constructor(readonly syntax: SyntaxNode) {}

  /** True for `@@name`. */
  get isBlock(): boolean {
    return this.syntax.kind === "blockAttribute";
  }

  /** The words of the name: two for `@stream.done`. */
  get segments(): readonly Token[] {
    return tokensIn(this.syntax, "word");
  }

  /** `stream.done`; empty when the name is missing. */
  get name(): string {
    return this.segments.map((segment) => segment.text).join(".");
  }

  /** The name without the `@`; the whole attribute when the name is missing. */
  get nameRange(): TextRange {
    const { segments } = this;
    const [first] = segments;
    if (!first) return this.syntax.range;
    return { start: first.start, end: segments[segments.length - 1]!.end };
  }

  /** The parentheses and all between them; undefined for an attribute without any. */
  get argumentList(): SyntaxNode | undefined {
    return nodeIn(this.syntax, "attributeArguments");
  }

  get arguments(): readonly AttributeArgumentView[] {
    const list = this.argumentList;
    if (!list) return [];
    return nodesIn(list, "attributeArgument").map((node) => new AttributeArgumentView(node));
  }
}

/** One argument; exactly one of its getters answers, none for text that is not an argument. */
export class AttributeArgumentView {
  readonly kind = "attributeArgument";

  constructor(readonly syntax: SyntaxNode) {}

  get range(): TextRange {
    return this.syntax.range;
  }

  get jinja(): JinjaView | undefined {
    const token = tokenIn(this.syntax, "jinja");
    return token && new JinjaView(token);
  }

  get string(): StringView | undefined {
    const { expression } = this;
    return expression?.kind === "literal" ? expression.string : undefined;
  }

  /** A bare word: a label, or text without quotes. */
  get word(): Token | undefined {
    const { expression } = this;
    if (expression?.kind === "name") return expression.token;
    return expression?.kind === "literal" ? expression.word : undefined;
  }

  /** Any expression; a string or a word is one too. */
  get expression(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  /** The type in `@stream.type(T)`. */
  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

export function attributesIn(node: SyntaxNode): readonly AttributeView[] {
  return nodesIn(node, "attribute").map((attribute) => new AttributeView(attribute));
}

export function blockAttributesIn(node: SyntaxNode): readonly AttributeView[] {
  return nodesIn(node, "blockAttribute").map((attribute) => new AttributeView(attribute));
}
