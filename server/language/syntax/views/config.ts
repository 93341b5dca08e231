/**
 * Config blocks: the bodies of clients, retry policies, generators and tests, and the
 * blocks, arrays and values in them. Strings, `env.X` and `"a" + env.X` are expressions.
 */
import type { TextRange } from "../../../base";
import { childNodes, isToken, nodesIn, type SyntaxNode, type Token, tokenIn } from "../tree";
import { type AttributeView, attributesIn, blockAttributesIn } from "./attributes";
import { TypeBuilderView } from "./declarations";
import { BinaryView, EnvReferenceView, keyTokenOf, LiteralView, meaningOfKey } from "./expressions";

export type ConfigValueView =
  | ConfigBlockView
  | ConfigArrayView
  | ConfigWordView
  | ConfigNumberView
  /** A string, always. */
  | LiteralView
  | EnvReferenceView
  /** Strings and environment variables joined with `+`. */
  | BinaryView;

export class ConfigBlockView {
  readonly kind = "configBlock";
  constructor(readonly syntax: SyntaxNode) {}

  get items(): readonly ConfigItemView[] {
    return nodesIn(this.syntax, "configItem").map((node) => new ConfigItemView(node));
  }

  /** The last item of that name: later ones win. */
  item(key: string): ConfigItemView | undefined {
    return this.items.findLast((item) => item.key === key);
  }

  /** The `@@…` of the block. */
  get attributes(): readonly AttributeView[] {
    return blockAttributesIn(this.syntax);
  }

  get typeBuilders(): readonly TypeBuilderView[] {
    return nodesIn(this.syntax, "typeBuilder").map((node) => new TypeBuilderView(node));
  }
}

export class ConfigItemView {
  readonly kind = "configItem";
  constructor(readonly syntax: SyntaxNode) {}

  /** A word or a string. */
  get keyToken(): Token | undefined {
    return keyTokenOf(this.syntax);
  }

  get key(): string | undefined {
    return meaningOfKey(this.keyToken);
  }

  get value(): ConfigValueView | undefined {
    return configValuesIn(this.syntax)[0];
  }

  get attributes(): readonly AttributeView[] {
    return attributesIn(this.syntax);
  }
}

export class ConfigArrayView {
  readonly kind = "configArray";
  constructor(readonly syntax: SyntaxNode) {}

  get elements(): readonly ConfigValueView[] {
    return configValuesIn(this.syntax);
  }
}

/** An unquoted value: text, `true`, `false`, `null`, or the name of an item. */
export class ConfigWordView {
  readonly kind = "configWord";
  constructor(readonly syntax: SyntaxNode) {}

  get token(): Token {
    return (tokenIn(this.syntax, "word") ?? tokenIn(this.syntax, "bareText"))!;
  }

  get text(): string {
    return this.token.text;
  }

  /** Undefined for any other word than `true` and `false`. */
  get bool(): boolean | undefined {
    return this.text === "true" ? true : this.text === "false" ? false : undefined;
  }

  get range(): TextRange {
    return this.token.range;
  }
}

export class ConfigNumberView {
  readonly kind = "configNumber";
  constructor(readonly syntax: SyntaxNode) {}

  /** As written, with the sign and without blanks: `-0.5`. */
  get text(): string {
    const tokens = this.syntax.children.filter(isToken);
    return tokens.flatMap(({ kind, text }) => (kind === "whitespace" ? [] : text)).join("");
  }

  get isFloat(): boolean {
    return tokenIn(this.syntax, "float") !== undefined;
  }

  /** The nearest JavaScript number. */
  get number(): number {
    return Number(this.text);
  }
}

/** The view of a node, when it is a config value. */
export function configValueView(node: SyntaxNode): ConfigValueView | undefined {
  switch (node.kind) {
    case "configBlock":
      return new ConfigBlockView(node);
    case "configArray":
      return new ConfigArrayView(node);
    case "configWord":
      return new ConfigWordView(node);
    case "configNumber":
      return new ConfigNumberView(node);
    case "literal":
      return new LiteralView(node);
    case "envReference":
      return new EnvReferenceView(node);
    case "binary":
      return new BinaryView(node);
    default:
      return undefined;
  }
}

export function configValuesIn(node: SyntaxNode): readonly ConfigValueView[] {
  return childNodes(node).flatMap((child) => configValueView(child) ?? []);
}
