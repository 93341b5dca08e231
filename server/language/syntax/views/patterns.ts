/** Patterns of `match` arms and `catch` clauses. */
import type { TextRange } from "../../../base";
import { childNodes, type SyntaxNode, type Token, tokenIn, tokensIn } from "../tree";
import { StringView } from "./strings";
import { type TypeView, typeIn } from "./types";

export type PatternView =
  | UnionPatternView
  | ParenthesizedPatternView
  | LiteralPatternView
  | VariantPatternView
  | TypedPatternView
  | NamePatternView;

/** `1 | 2` */
export class UnionPatternView {
  readonly kind = "unionPattern";
  constructor(readonly syntax: SyntaxNode) {}

  get members(): readonly PatternView[] {
    return patternsIn(this.syntax);
  }

  /** The members with parenthesised groups opened, however deep. */
  get flatMembers(): readonly PatternView[] {
    return this.members.flatMap(flatPatterns);
  }
}

/** `(1 | 2)` */
export class ParenthesizedPatternView {
  readonly kind = "parenthesizedPattern";
  constructor(readonly syntax: SyntaxNode) {}

  get inner(): PatternView | undefined {
    return patternIn(this.syntax);
  }
}

/** `-1`, `2.5`, `"a"`, `null`, `true` */
export class LiteralPatternView {
  readonly kind = "literalPattern";
  constructor(readonly syntax: SyntaxNode) {}

  get isNegative(): boolean {
    return tokenIn(this.syntax, "-") !== undefined;
  }

  get number(): Token | undefined {
    return tokenIn(this.syntax, "int") ?? tokenIn(this.syntax, "float");
  }

  get string(): StringView | undefined {
    const token = tokenIn(this.syntax, "string") ?? tokenIn(this.syntax, "rawString");
    return token && new StringView(token);
  }

  /** `null`, `true` or `false` */
  get word(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }
}

/** `Status.Active` */
export class VariantPatternView {
  readonly kind = "variantPattern";
  constructor(readonly syntax: SyntaxNode) {}

  get segments(): readonly Token[] {
    return tokensIn(this.syntax, "word");
  }

  /** All but the last segment: `Status`. */
  get enumName(): string {
    return this.segments
      .slice(0, -1)
      .map((segment) => segment.text)
      .join(".");
  }

  /** Undefined when the text ends at the dot. */
  get variant(): Token | undefined {
    const { segments } = this;
    return 1 < segments.length ? segments[segments.length - 1] : undefined;
  }

  get range(): TextRange {
    return this.syntax.range;
  }
}

/** `x: int`; the name `_` binds nothing. */
export class TypedPatternView {
  readonly kind = "typedPattern";
  constructor(readonly syntax: SyntaxNode) {}

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

/** A lone word: a wildcard `_`, a bare type, or a binding; names decide. */
export class NamePatternView {
  readonly kind = "namePattern";
  constructor(readonly syntax: SyntaxNode) {}

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get isWildcard(): boolean {
    return this.name?.text === "_";
  }
}

/** A pattern as the list of what it may match: unions and parentheses are opened. */
export function flatPatterns(pattern: PatternView): readonly PatternView[] {
  switch (pattern.kind) {
    case "unionPattern":
      return pattern.flatMembers;
    case "parenthesizedPattern":
      return pattern.inner ? flatPatterns(pattern.inner) : [];
    default:
      return [pattern];
  }
}

/** The view of a node, when it is a pattern. */
export function patternView(node: SyntaxNode): PatternView | undefined {
  switch (node.kind) {
    case "unionPattern":
      return new UnionPatternView(node);
    case "parenthesizedPattern":
      return new ParenthesizedPatternView(node);
    case "literalPattern":
      return new LiteralPatternView(node);
    case "variantPattern":
      return new VariantPatternView(node);
    case "typedPattern":
      return new TypedPatternView(node);
    case "namePattern":
      return new NamePatternView(node);
    default:
      return undefined;
  }
}

export function patternIn(node: SyntaxNode): PatternView | undefined {
  return patternsIn(node)[0];
}

export function patternsIn(node: SyntaxNode): readonly PatternView[] {
  return childNodes(node).flatMap((child) => patternView(child) ?? []);
}
