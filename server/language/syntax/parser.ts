/**
 * The parser's hands: what is ahead, taking tokens, building nodes, reporting problems.
 * The productions of the grammar, in `grammar/`, are functions that use them.
 *
 * A node is built from a mark: all that was taken since becomes its children. No node begins
 * or ends with trivia; only doc comments stand inside what they document.
 *
 * Invariant: every token is put into the tree once, whatever the productions do.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { Lexer, type Lookahead } from "./lexer";
import type { NodeKind } from "./nodeKinds";
import { Reports } from "./reports";
import { expected, tooDeep } from "./syntaxDiagnostics";
import type { TokenKind } from "./tokens";
import { type PlacedItem, SyntaxNode } from "./tree";
import { endAt, ShapeWriter } from "./treeShape";
import { triviaIn } from "./trivia";

/** Where a node begins: the number of elements before it. */
export type Mark = number;

/** How deep productions may nest; generous for people, and far from the stack's end. */
const MAX_DEPTH = 200;

/** How high a tree may grow to the left, as `a + b + c` does, without nesting productions. */
const MAX_HEIGHT = 500;

export class Parser {
  readonly #lexer: Lexer;
  /** The token ahead. */
  #at = 0;
  /** The token taken last, in the file. */
  #lastStart = 0;
  #lastEnd = 0;
  #kind: Lookahead = "end";
  #newlineBefore = false;
  /** The first doc comment directly before the token ahead; -1 when there is none. */
  #docs = -1;
  /** Where the item being parsed starts in the file. */
  #base = 0;
  readonly #writer = new ShapeWriter();
  #reports = new Reports();
  #braceBalance: number | undefined;
  #depth = 0;
  #allowsObjects = true;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.restart(0);
  }

  get text(): string {
    return this.#lexer.text;
  }

  // What is ahead.

  get kind(): Lookahead {
    return this.#kind;
  }

  get newlineBefore(): boolean {
    return this.#newlineBefore;
  }

  at(kind: Lookahead): boolean {
    return this.#kind === kind;
  }

  atWord(text: string): boolean {
    return this.#kind === "word" && this.#lexer.isTextAt(this.#at, text);
  }

  get atEnd(): boolean {
    return this.#kind === "end";
  }

  /** The text of the token ahead; empty at the end. */
  get aheadText(): string {
    return this.#lexer.textAt(this.#at);
  }

  /** The kind of the token that many tokens behind the one ahead. */
  peek(distance: number): Lookahead {
    return this.#lexer.kindAt(this.#at + distance);
  }

  peekText(distance: number): string {
    return this.#lexer.textAt(this.#at + distance);
  }

  /** True when a line ends between the token ahead and the one that many tokens behind it. */
  newlineWithin(distance: number): boolean {
    for (let index = this.#at + 1; index <= this.#at + distance; index++) {
      if (this.#lexer.hasBreakBefore(index)) return true;
    }
    return false;
  }

  /** As `peek`, when nothing stands between the token ahead and that one. */
  peekGlued(distance: number): Lookahead | undefined {
    for (let index = this.#at; index < this.#at + distance; index++) {
      if (this.#lexer.endAt(index) !== this.#lexer.startAt(index + 1)) return undefined;
    }
    return this.peek(distance);
  }

  /** True when no trivia stands before the token ahead. */
  get isGluedBefore(): boolean {
    return this.#lastEnd === this.offset;
  }

  /** The index of the token ahead; with `kindAt` one looks far ahead. */
  get index(): number {
    return this.#at;
  }

  kindAt(index: number): Lookahead {
    return this.#lexer.kindAt(index);
  }

  hasBreakBefore(index: number): boolean {
    return this.#lexer.hasBreakBefore(index);
  }

  isTextAt(index: number, text: string): boolean {
    return this.#lexer.isTextAt(index, text);
  }

  /** True when a line ends, or a comment stands, before the token at an index. */
  isAfterBreakOrComment(index: number): boolean {
    if (this.#lexer.hasBreakBefore(index)) return true;
    const gap = this.text.slice(this.#lexer.endAt(index - 1), this.#lexer.startAt(index));
    return gap.trim() !== "";
  }

  /** The token ahead, within the item. */
  get aheadRange(): TextRange {
    return {
      start: this.#lexer.startAt(this.#at) - this.#base,
      end: this.#lexer.endAt(this.#at) - this.#base,
    };
  }

  /** True when the token ahead goes to the end of the text. */
  get reachesEnd(): boolean {
    return this.#lexer.endAt(this.#at) === this.text.length;
  }

  /** The last character of the text that is not blank: the place for what never ends. */
  get lastCharacterRange(): TextRange {
    const end = Math.max(this.#base + 1, this.text.trimEnd().length) - this.#base;
    return { start: end - 1, end };
  }

  /** Where the token ahead starts, in the file. */
  get offset(): number {
    return this.#lexer.startAt(this.#at);
  }

  /** The column of the token ahead: how many characters stand before it on its line. */
  get column(): number {
    return columnAt(this.text, this.offset);
  }

  /** Where the token ahead ends, in the file. */
  get endOffset(): number {
    return this.#lexer.endAt(this.#at);
  }

  offsetAt(index: number): number {
    return this.#lexer.startAt(index);
  }

  endOffsetAt(index: number): number {
    return this.#lexer.endAt(index);
  }

  // Taking tokens.

  /** Takes the token ahead, as another kind if one is given: a keyword that is a name. */
  take(kind: TokenKind = this.#kind as TokenKind): void {
    this.#pushToken(kind, this.offset, this.endOffset);
    this.#at++;
    this.#advance();
  }

  /** Takes the text from the token ahead up to an offset of the file as one token. */
  takeUpTo(end: number, kind: TokenKind): void {
    this.#pushToken(kind, this.offset, end);
    this.#at = this.#lexer.resume(end);
    this.#advance();
  }

  /** Takes the token ahead when it is of that kind. */
  eat(kind: TokenKind): boolean {
    if (this.#kind !== kind) return false;
    this.take();
    return true;
  }

  /** Takes a token of that kind, or reports that there is none. */
  expect(kind: TokenKind, what = `\`${kind}\``): boolean {
    if (this.eat(kind)) return true;
    this.reportExpected(what);
    return false;
  }

  // Building nodes.

  mark(): Mark {
    return this.#writer.count;
  }

  /** A mark that lets the doc comment before the token ahead belong to the node. */
  markWithDocs(): Mark {
    const mark = this.#writer.count;
    if (this.#docs !== -1) this.#pushDocs();
    return mark;
  }

  /** Makes a node of all that was taken since the mark. */
  complete(mark: Mark, kind: NodeKind): void {
    this.#writer.node(kind, mark, this.offset - this.#base);
  }

  /** The kind of the node that was completed last, if nothing was taken since. */
  get lastNode(): NodeKind | undefined {
    return this.#writer.lastNode;
  }

  /** True when something was taken since the mark. */
  hasTakenSince(mark: Mark): boolean {
    return mark < this.#writer.count;
  }

  /** From the first token since the mark that is not trivia to the last token taken. */
  rangeFrom(mark: Mark): TextRange {
    if (this.hasTakenSince(mark)) return this.#writer.rangeFrom(mark);
    const { start } = this.aheadRange;
    return { start, end: start };
  }

  /**
   * How many braces of the item are not closed; negative when it closes too many. Where one
   * seems to be missing, this says whether it is.
   */
  get braceBalance(): number {
    this.#braceBalance ??= this.#countBraces();
    return this.#braceBalance;
  }

  /** True at a keyword in the first column: whatever was left open, an item begins there. */
  isItemLineAt(index: number): boolean {
    const kind = this.#lexer.kindAt(index);
    if (!itemKeywords.has(kind) || !this.#lexer.hasBreakBefore(index)) return false;
    return columnAt(this.text, this.#lexer.startAt(index)) === 0;
  }

  // Problems.

  /** The number of problems of this item so far. */
  get problemCount(): number {
    return this.#reports.count;
  }

  reportExpected(what: string): void {
    if (this.atEnd) this.report(expected(what, undefined, this.#lastRange()));
    else this.report(expected(what, this.aheadText, this.aheadRange));
  }

  /** Reports, unless there was a problem already since a token was last taken. */
  report(problem: Diagnostic): void {
    this.#reports.addAt(this.#at, problem);
  }

  /** Reports in any case: what is wrong is not what stands here. */
  reportAlso(problem: Diagnostic): void {
    this.#reports.add(problem);
  }

  /** Reports that a limit is reached; what follows in the item would only repeat it. */
  reportTooDeep(): void {
    this.#reports.addLast(tooDeep(this.aheadRange));
  }

  /** Says that what is here was reported, or is not worth it. */
  forgive(): void {
    this.#reports.forgiveAt(this.#at);
  }

  /** Parses without reporting: what is wrong follows from a mistake already reported. */
  muted(parse: () => void): void {
    this.#reports.muted(parse);
  }

  // Limits.

  /** Begins something that nests; false when it would nest too deeply, and nothing began. */
  enter(): boolean {
    if (MAX_DEPTH <= this.#depth) return false;
    this.#depth++;
    return true;
  }

  leave(): void {
    this.#depth--;
  }

  /** True when the node completed last must not become the left end of another. */
  get isTooHigh(): boolean {
    return MAX_HEIGHT <= this.#writer.lastHeight;
  }

  // Readings of the text that depend on the place.

  /** Parses with or without legacy comments, `{// … //}`: expressions have none. */
  withLegacyComments(on: boolean, parse: () => void): void {
    const before = this.#lexer.readsLegacyComments;
    this.#lexer.readLegacyComments(on, this.#at, this.#lastEnd);
    this.#advance();
    parse();
    this.#lexer.readLegacyComments(before, this.#at, this.#lastEnd);
    this.#advance();
  }

  /** The same from behind the token ahead, which stays what it is: a `{`, mostly. */
  withLegacyCommentsBehind(on: boolean, parse: () => void): void {
    const before = this.#lexer.readsLegacyComments;
    this.#lexer.readLegacyComments(on, this.#at + 1, this.endOffset);
    parse();
    this.#lexer.readLegacyComments(before, this.#at, this.#lastEnd);
    this.#advance();
  }

  /** False inside the head of an `if`, `while` or `for` without parentheses. */
  get allowsObjects(): boolean {
    return this.#allowsObjects;
  }

  /** Parses with or without constructors, `Name { … }`; true is what the parser returned. */
  withObjects<T>(on: boolean, parse: () => T): T {
    const before = this.#allowsObjects;
    this.#allowsObjects = on;
    const result = parse();
    this.#allowsObjects = before;
    return result;
  }

  // Items.

  /** Goes to an offset of the file, outside any item. */
  restart(offset: number): void {
    this.#lexer.restart(offset);
    this.#at = 0;
    this.#advance();
  }

  /** Where the next item would start: at its doc comment, if it has one. */
  get itemStart(): number {
    return this.#docs === -1 ? this.offset : this.#docs;
  }

  /** From here on offsets count from the item's start. */
  beginItem(): void {
    const start = this.itemStart;
    this.#base = start;
    this.#reports = new Reports();
    this.#braceBalance = undefined;
    this.#lastEnd = start;
    this.restart(start);
  }

  /** The item's node, which must be all that was taken since it began, and its problems. */
  endItem(): PlacedItem {
    return this.#itemIn(this.text, this.#base);
  }

  /** The same, with a text of its own: the item does not keep the whole file in memory. */
  endOwnItem(): PlacedItem {
    // A slice of a string refers to it; joining and slicing copies.
    const text = ` ${this.text.slice(this.#base, this.#lastEnd)}`.slice(1);
    return this.#itemIn(text, 0);
  }

  #advance(): void {
    const lexer = this.#lexer;
    this.#kind = lexer.kindAt(this.#at);
    this.#newlineBefore = lexer.hasBreakBefore(this.#at);
    this.#docs = lexer.docStartBefore(this.#at);
  }

  #itemIn(text: string, textStart: number): PlacedItem {
    const { lastNode: kind, lastToken } = this.#writer;
    const isClosed = this.#reports.count === 0 && (lastToken === "}" || lastToken === ";");
    const { shape, index } = this.#writer.finish();
    const source = { text, start: textStart, shape };
    return {
      start: this.#base,
      node: new SyntaxNode(kind!, 0, endAt(shape, index), source, index),
      problems: this.#reports.problems,
      dependsOnRest: !isClosed || this.#lexer.sawLegacyComment,
    };
  }

  #countBraces(): number {
    let balance = 0;
    for (let index = 0; ; index++) {
      const kind = this.#lexer.kindAt(index);
      if (kind === "end" || (0 < index && this.isItemLineAt(index))) return balance;
      if (kind === "{") balance++;
      else if (kind === "}") balance--;
    }
  }

  #pushToken(kind: TokenKind, start: number, end: number): void {
    this.#writer.token(kind, start - this.#base, end - this.#base);
    this.#lastStart = start;
    this.#lastEnd = end;
  }

  #pushDocs(): void {
    for (const { kind, start, end } of triviaIn(this.text, this.#docs, this.offset)) {
      if (kind === "docComment") this.#writer.token(kind, start - this.#base, end - this.#base);
    }
    this.#docs = -1;
  }

  /** The token taken last; the token ahead when there is none. */
  #lastRange(): TextRange {
    const base = this.#base;
    if (this.#lastEnd <= base) return this.aheadRange;
    return { start: this.#lastStart - base, end: this.#lastEnd - base };
  }
}

/** The keywords that begin an item, `type` and `let` aside. */
export const itemKeywords: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "class",
  "enum",
  "function",
  "client",
  "generator",
  "test",
  "retry_policy",
  "template_string",
]);

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
