/**
 * The syntax tree of one file: every character of its text, and nothing else.
 *
 * Invariant: a tree is a value. It holds no types, no parents and no links to other
 * files, so it can be built, compared and thrown away on its own.
 *
 * Invariant: parsing never fails. Text that fits nowhere stands in an `error` node, and
 * whatever broken text can leave out is undefined in the views.
 *
 * Invariant: offsets inside an item count from the item's own start, and only a
 * `PlacedItem` knows where that is. So an item whose text did not change is the same
 * object after an edit elsewhere, and what is remembered by it stays true.
 */
import { shifted, type TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { isTrivia, type TokenKind } from "./tokens";

export type ItemKind =
  | "class"
  | "enum"
  | "function"
  | "typeAlias"
  | "client"
  | "retryPolicy"
  | "templateString"
  | "test"
  | "generator"
  | "let"
  | "header"
  | "error";

export type DeclarationPartKind =
  | "genericParameters"
  | "field"
  | "variant"
  | "parameters"
  | "parameter"
  | "throws"
  | "llmBody"
  | "clientField"
  | "promptField"
  | "typeBuilder"
  | "dynamic"
  | "attribute"
  | "blockAttribute"
  | "attributeArguments"
  | "attributeArgument";

export type ConfigKind =
  | "configBlock"
  | "configItem"
  | "configArray"
  | "configWord"
  | "configNumber";

export type TypeKind =
  | "unionType"
  | "listType"
  | "optionalType"
  | "attributedType"
  | "namedType"
  | "literalType"
  | "functionType"
  | "parenthesizedType";

export type TypePartKind = "typeArguments" | "functionTypeParameter";

export type StatementPartKind = "forUpdate";

export type StatementKind =
  | "let"
  | "return"
  | "assert"
  | "while"
  | "for"
  | "break"
  | "continue"
  | "expressionStatement"
  | "emptyStatement"
  | "header";

export type ExpressionKind =
  | "literal"
  | "name"
  | "path"
  | "envReference"
  | "parenthesized"
  | "array"
  | "map"
  | "block"
  | "if"
  | "match"
  | "throw"
  | "call"
  | "typeApplication"
  | "index"
  | "member"
  | "object"
  | "catch"
  | "unary"
  | "binary"
  | "assignment";

export type ExpressionPartKind =
  | "mapEntry"
  | "objectField"
  | "spread"
  | "arguments"
  | "matchArm"
  | "catchClause"
  | "catchArm";

export type PatternKind =
  | "unionPattern"
  | "parenthesizedPattern"
  | "literalPattern"
  | "variantPattern"
  | "typedPattern"
  | "namePattern";

export type NodeKind =
  | ItemKind
  | DeclarationPartKind
  | ConfigKind
  | TypeKind
  | TypePartKind
  | StatementKind
  | StatementPartKind
  | ExpressionKind
  | ExpressionPartKind
  | PatternKind;

export type SyntaxElement = SyntaxNode | Token;

/** The text that the offsets of an item count in: a file's, from the item's start. */
export interface ItemText {
  readonly file: string;
  readonly start: number;
}

/** A piece of text that is not divided further. */
export class Token {
  /** The text once it was asked for; until then, where to find it. */
  #text: string | ItemText;

  constructor(
    readonly kind: TokenKind,
    readonly start: number,
    readonly end: number,
    text: ItemText,
  ) {
    this.#text = text;
  }

  get text(): string {
    if (typeof this.#text === "string") return this.#text;
    const { file, start } = this.#text;
    this.#text = file.slice(start + this.start, start + this.end);
    return this.#text;
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }
}

/**
 * A piece of text with its parts. Trivia between the parts is not among them, doc comments
 * aside: `tokensOf` gives all there is.
 */
export class SyntaxNode {
  constructor(
    readonly kind: NodeKind,
    /** The first character of the first child: of the doc comment, where there is one. */
    readonly start: number,
    readonly end: number,
    readonly children: readonly SyntaxElement[],
    readonly source: ItemText,
  ) {}

  /** The place to point at: from the first token that is not trivia, so without a doc comment. */
  get range(): TextRange {
    const first = this.children.find((child) => !(child instanceof Token && isTrivia(child.kind)));
    return { start: first?.start ?? this.start, end: this.end };
  }

  /** The text as it was written, from `start` to `end`. */
  get text(): string {
    const { file, start } = this.source;
    return file.slice(start + this.start, start + this.end);
  }
}

/** An item, and where it stands in its file. */
export interface PlacedItem {
  readonly start: number;
  readonly node: SyntaxNode;
  /** Relative to the item, like every range in it. */
  readonly problems: readonly Diagnostic[];
  /** True when the text behind the item may change where it ends or how it is read. */
  readonly dependsOnRest: boolean;
}

export interface SyntaxTree {
  readonly text: string;
  /** In the order of the text. Headers are items, and so are `error` nodes at the top level. */
  readonly items: readonly PlacedItem[];
  /** The problems of all items, with offsets in the file. */
  readonly problems: readonly Diagnostic[];
}

export function isToken(element: SyntaxElement): element is Token {
  return element instanceof Token;
}

export function tokenIn(node: SyntaxNode, kind: TokenKind): Token | undefined {
  for (const child of node.children) {
    if (child instanceof Token && child.kind === kind) return child;
  }
  return undefined;
}

export function tokensIn(node: SyntaxNode, kind: TokenKind): readonly Token[] {
  return node.children.filter(
    (child): child is Token => child instanceof Token && child.kind === kind,
  );
}

export function nodeIn(node: SyntaxNode, kind: NodeKind): SyntaxNode | undefined {
  for (const child of node.children) {
    if (child instanceof SyntaxNode && child.kind === kind) return child;
  }
  return undefined;
}

export function nodesIn(node: SyntaxNode, kind: NodeKind): readonly SyntaxNode[] {
  return node.children.filter(
    (child): child is SyntaxNode => child instanceof SyntaxNode && child.kind === kind,
  );
}

/** All nodes directly below, of whatever kind. */
export function childNodes(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child): child is SyntaxNode => child instanceof SyntaxNode);
}

/** The text of a node as it was written. */
export function textOf(node: SyntaxNode): string {
  const { file, start } = node.source;
  return file.slice(start + node.start, start + node.end);
}

/** The first token that is not trivia. */
export function firstToken(node: SyntaxNode): Token | undefined {
  for (const child of node.children) {
    const found = child instanceof Token ? child : firstToken(child);
    if (found && !isTrivia(found.kind)) return found;
  }
  return undefined;
}

/** The last token that is not trivia. */
export function lastToken(node: SyntaxNode): Token | undefined {
  for (let at = node.children.length - 1; 0 <= at; at--) {
    const child = node.children[at]!;
    const found = child instanceof Token ? child : lastToken(child);
    if (found && !isTrivia(found.kind)) return found;
  }
  return undefined;
}

/** A range inside an item as a range of its file. */
export function inFile(item: PlacedItem, range: TextRange): TextRange {
  return shifted(range, item.start);
}
