/**
 * The parser's hands: what is ahead, taking tokens, building nodes, reporting problems.
 * The productions of the grammar, in `grammar/`, are functions that use them.
 *
 * A node is built from a mark: all that was taken since becomes its children. Trivia goes
 * into the tree when the token after it is taken, so no node begins or ends with it; only
 * doc comments stand inside what they document.
 *
 * Invariant: every token is put into the tree once, whatever the productions do.
 *
 * Invariant: one mistake, one problem. A problem is dropped when nothing was taken since
 * the last one.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { Lexer, type Lookahead } from "./lexer";
import { expected, tooDeep } from "./syntaxDiagnostics";
import { isTrivia, type TokenKind } from "./tokens";
import {
  lastToken,
  type NodeKind,
  type PlacedItem,
  type SyntaxElement,
  SyntaxNode,
  Token,
} from "./tree";

/** Where a node begins: an index into the elements taken so far. */
export type Mark = number;

/** How deep productions may nest; generous for people, and far from the stack's end. */
const MAX_DEPTH = 200;

/** How high a tree may grow to the left, as `a + b + c` does, without nesting productions. */
const MAX_HEIGHT = 500;

/** An item that was just parsed, wherever it stands. */
export type ParsedItem = Omit<PlacedItem, "start">;

export class Parser {
  readonly #lexer: Lexer;
  /** The token ahead, never trivia. */
  #at = 0;
  /** The first token that is not in the tree yet: trivia, or the token ahead. */
  #untaken = 0;
  #kind: Lookahead = "end";
  #newlineBefore = false;
  /** The first doc comment directly before the token ahead; -1 when there is none. */
  #docs = -1;
  /** The start of the item being parsed. */
  #base = 0;
  readonly #elements: SyntaxElement[] = [];
  readonly #heights: number[] = [];
  #count = 0;
  #problems: Diagnostic[] = [];
  /** The token that was ahead at the last problem. */
  #reportedAt = -1;
  #muted = 0;
  #isCutShort = false;
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
    return this.#kind === "word" && this.aheadText === text;
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
    return this.#lexer.kindAt(this.#indexOf(distance));
  }

  peekText(distance: number): string {
    return this.#lexer.textAt(this.#indexOf(distance));
  }

  /** True when a line ends between the token ahead and the one that many tokens behind it. */
  newlineWithin(distance: number): boolean {
    const last = this.#indexOf(distance);
    for (let index = this.#at; index < last; index++) {
      if (this.#lexer.kindAt(index) === "newline") return true;
    }
    return false;
  }

  /** The kind of the token that many places behind the one ahead, trivia counted. */
  peekGlued(distance: number): Lookahead {
    return this.#lexer.kindAt(this.#at + distance);
  }

  /** True when no trivia stands before the token ahead. */
  get isGluedBefore(): boolean {
    return this.#untaken === this.#at;
  }

  /** The index of the token ahead; with `kindAt` and `indexAfter` one looks far ahead. */
  get index(): number {
    return this.#at;
  }

  kindAt(index: number): Lookahead {
    return this.#lexer.kindAt(index);
  }

  textAt(index: number): string {
    return this.#lexer.textAt(index);
  }

  /** The index of the token behind the one at an index, trivia skipped. */
  indexAfter(index: number): number {
    return this.#skipTrivia(index + 1);
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

  endOffsetAt(index: number): number {
    return this.#lexer.endAt(index);
  }

  get base(): number {
    return this.#base;
  }

  // Taking tokens.

  /** Takes the token ahead, as another kind if one is given: a keyword that is a name. */
  take(kind: TokenKind = this.#kind as TokenKind): void {
    this.#flush();
    const lexer = this.#lexer;
    const at = this.#at;
    this.#push(new Token(kind, lexer.startAt(at) - this.#base, lexer.textAt(at)), 0);
    this.#untaken = at + 1;
    this.#advance();
  }

  /** Takes the text from the token ahead up to an offset of the file as one token. */
  takeUpTo(end: number, kind: TokenKind): void {
    this.#flush();
    const start = this.#lexer.startAt(this.#at);
    this.#push(new Token(kind, start - this.#base, this.text.slice(start, end)), 0);
    this.#untaken = this.#lexer.resume(end);
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
    this.#flush();
    return this.#count;
  }

  /** A mark that lets the doc comment before the token ahead belong to the node. */
  markWithDocs(): Mark {
    if (this.#docs === -1) return this.mark();
    this.#flushUpTo(this.#docs);
    return this.#count;
  }

  /** Makes a node of all that was taken since the mark. */
  complete(mark: Mark, kind: NodeKind): void {
    const children = this.#elements.slice(mark, this.#count);
    let height = 0;
    for (let at = mark; at < this.#count; at++) height = Math.max(height, this.#heights[at]!);
    const start = children[0]?.start ?? this.aheadRange.start;
    const end = children[children.length - 1]?.end ?? start;
    this.#count = mark;
    this.#push(new SyntaxNode(kind, start, end, children), height + 1);
  }

  /** The kind of the node that was completed last, if nothing was taken since. */
  get lastNode(): SyntaxNode | undefined {
    const last = this.#count === 0 ? undefined : this.#elements[this.#count - 1];
    return last instanceof SyntaxNode ? last : undefined;
  }

  /** True when something was taken since the mark. */
  hasTakenSince(mark: Mark): boolean {
    return mark < this.#count;
  }

  /** From the first token since the mark that is not trivia to the last token taken. */
  rangeFrom(mark: Mark): TextRange {
    const here = this.aheadRange.start;
    let first = mark;
    while (first < this.#count && isTriviaElement(this.#elements[first]!)) first++;
    const start = first < this.#count ? startOf(this.#elements[first]!) : here;
    return { start, end: mark < this.#count ? this.#elements[this.#count - 1]!.end : start };
  }

  /** Takes tokens into an `error` node for as long as the test says so; brackets stay whole. */
  skipWhile(goesOn: () => boolean): void {
    if (this.atEnd || !goesOn()) return;
    const mark = this.mark();
    do this.skipOne();
    while (!this.atEnd && goesOn());
    this.complete(mark, "error");
  }

  /** Takes the token ahead, and if it opens a bracket, all up to where that closes. */
  skipOne(): void {
    let depth = opening.has(this.#kind) ? 1 : 0;
    this.take();
    while (!this.atEnd && 0 < depth) {
      // A bracket that never closes must not swallow the items behind it.
      if (itemKeywords.has(this.#kind) && this.#newlineBefore && this.column === 0) return;
      if (opening.has(this.#kind)) depth++;
      else if (closing.has(this.#kind)) depth--;
      this.take();
    }
  }

  // Problems.

  /** The number of problems of this item so far. */
  get problemCount(): number {
    return this.#problems.length;
  }

  reportExpected(what: string): void {
    if (this.atEnd) this.report(expected(what, undefined, this.#lastRange()));
    else this.report(expected(what, this.aheadText, this.aheadRange));
  }

  /** Reports, unless there was a problem already since a token was last taken. */
  report(problem: Diagnostic): void {
    if (this.#reportedAt === this.#at) return;
    this.#reportedAt = this.#at;
    this.reportAlso(problem);
  }

  /** Reports in any case: what is wrong is not what stands here. */
  reportAlso(problem: Diagnostic): void {
    if (this.#muted === 0 && !this.#isCutShort) this.#problems.push(problem);
  }

  /** Reports that a limit is reached; what follows in the item would only repeat it. */
  reportTooDeep(): void {
    this.reportAlso(tooDeep(this.aheadRange));
    this.#isCutShort = true;
  }

  /** Says that what is here was reported, or is not worth it. */
  forgive(): void {
    this.#reportedAt = this.#at;
  }

  /** Parses without reporting: what is wrong follows from a mistake already reported. */
  muted(parse: () => void): void {
    this.#muted++;
    parse();
    this.#muted--;
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
    return 0 < this.#count && MAX_HEIGHT <= this.#heights[this.#count - 1]!;
  }

  // Readings of the text that depend on the place.

  /** Parses with or without legacy comments, `{// … //}`: expressions have none. */
  withLegacyComments(on: boolean, parse: () => void): void {
    const before = this.#lexer.readsLegacyComments;
    this.#readLegacyComments(on);
    parse();
    this.#readLegacyComments(before);
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
    this.#untaken = 0;
    this.#at = 0;
    this.#base = 0;
    this.#advance();
  }

  /** Where the next item would start: at its doc comment, if it has one. */
  get itemStart(): number {
    return this.#lexer.startAt(this.#docs === -1 ? this.#at : this.#docs);
  }

  /** The trivia before the next item, with offsets in the file. */
  takeTriviaBetweenItems(): readonly Token[] {
    this.#base = 0;
    const first = this.#count;
    this.#flushUpTo(this.#docs === -1 ? this.#at : this.#docs);
    return this.#cut(first) as Token[];
  }

  /** From here on offsets count from the item's start. */
  beginItem(): void {
    this.#lexer.restart(this.itemStart);
    this.#untaken = 0;
    this.#at = 0;
    this.#reportedAt = -1;
    this.#base = this.#lexer.startAt(0);
    this.#problems = [];
    this.#isCutShort = false;
    this.#lexer.forgetHowRead();
    this.#advance(true);
  }

  /** The item's node, which must be all that was taken since it began, and its problems. */
  endItem(): ParsedItem {
    const [node, ...rest] = this.#cut(0);
    if (!(node instanceof SyntaxNode) || 0 < rest.length) {
      throw new Error("an item must be one node");
    }
    const last = lastToken(node)?.kind;
    const isClosed = this.#problems.length === 0 && (last === "}" || last === ";");
    return {
      node,
      problems: this.#problems,
      dependsOnRest: !isClosed || this.#lexer.sawLegacyComment,
    };
  }

  #indexOf(distance: number): number {
    let index = this.#at;
    for (let left = distance; 0 < left; left--) index = this.#skipTrivia(index + 1);
    return index;
  }

  #skipTrivia(from: number): number {
    let index = from;
    while (this.#isTriviaAt(index)) index++;
    return index;
  }

  #isTriviaAt(index: number): boolean {
    const kind = this.#lexer.kindAt(index);
    return kind !== "end" && isTrivia(kind);
  }

  /** Moves from the first untaken token to the next one that is not trivia. */
  #advance(atLineStart = this.#lexer.startAt(this.#untaken) === 0): void {
    const lexer = this.#lexer;
    let index = this.#untaken;
    let breaks = 0;
    let hasBreak = false;
    let docs = -1;
    for (; ; index++) {
      const kind = lexer.kindAt(index);
      if (kind === "whitespace") continue;
      if (kind === "newline") {
        hasBreak = true;
        // A blank line parts a doc comment from what follows.
        if (1 < ++breaks) docs = -1;
      } else if (kind === "docComment") {
        if (docs === -1 && (hasBreak || atLineStart)) docs = index;
        breaks = 0;
      } else if (kind === "comment") {
        if (!hasBreak && /[\r\n]/.test(lexer.textAt(index))) hasBreak = true;
        breaks = 0;
      } else {
        this.#kind = kind;
        break;
      }
    }
    this.#at = index;
    this.#newlineBefore = hasBreak;
    this.#docs = docs;
  }

  #flush(): void {
    if (this.#untaken < this.#at) this.#flushUpTo(this.#at);
  }

  #flushUpTo(index: number): void {
    const lexer = this.#lexer;
    for (let at = this.#untaken; at < index; at++) {
      const token = new Token(
        lexer.kindAt(at) as TokenKind,
        lexer.startAt(at) - this.#base,
        lexer.textAt(at),
      );
      this.#push(token, 0);
    }
    this.#untaken = index;
  }

  #push(element: SyntaxElement, height: number): void {
    this.#elements[this.#count] = element;
    this.#heights[this.#count] = height;
    this.#count++;
  }

  /** Removes and returns what was taken from an index on. */
  #cut(from: number): readonly SyntaxElement[] {
    const cut = this.#elements.slice(from, this.#count);
    this.#count = from;
    return cut;
  }

  /** The token taken last, trivia aside; the token ahead when there is none. */
  #lastRange(): TextRange {
    for (let index = this.#untaken - 1; 0 <= index; index--) {
      if (this.#isTriviaAt(index)) continue;
      const start = this.#lexer.startAt(index) - this.#base;
      return { start, end: this.#lexer.endAt(index) - this.#base };
    }
    return this.aheadRange;
  }

  #readLegacyComments(on: boolean): void {
    this.#lexer.readLegacyComments(on, this.#untaken);
    this.#advance();
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

const opening: ReadonlySet<Lookahead> = new Set<Lookahead>(["{", "(", "["]);
const closing: ReadonlySet<Lookahead> = new Set<Lookahead>(["}", ")", "]"]);

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

function isTriviaElement(element: SyntaxElement): boolean {
  return element instanceof Token && isTrivia(element.kind);
}

function startOf(element: SyntaxElement): number {
  return element instanceof SyntaxNode ? element.range.start : element.start;
}
