/**
 * What the parser of templates reads from: tokens, one after the other.
 *
 * The first problem ends the parse: from then on the stream is at its end, so every
 * production comes to its own end, and what it made is thrown away.
 *
 * Invariant: only the first problem is kept.
 */
import { type TemplateError, type TextRange, textRange } from "../../base";
import { describeToken, type TagEdge, type TemplateToken } from "./tokens";

export class TokenStream {
  readonly #tokens: readonly TemplateToken[];
  #index = 0;
  #lastEnd = 0;
  #depth = 0;
  #error: TemplateError | undefined;

  constructor(tokens: readonly TemplateToken[]) {
    this.#tokens = tokens;
  }

  get error(): TemplateError | undefined {
    return this.#error;
  }

  /** A bad token is a problem once somebody looks at it: what stands before it comes first. */
  get current(): TemplateToken {
    const token = this.#tokens[this.#index]!;
    if (token.kind === "bad") this.#stop(token.message, token.range);
    return token;
  }

  get atEnd(): boolean {
    return this.current.kind === "end" || this.#error !== undefined;
  }

  /** From `start` to the end of the token that was read last. */
  rangeFrom(start: number): TextRange {
    return textRange(start, Math.max(start, this.#lastEnd));
  }

  next(): TemplateToken {
    const token = this.current;
    if (this.atEnd) return token;
    this.#lastEnd = token.range.end;
    this.#index++;
    return token;
  }

  atOperator(...operators: readonly string[]): boolean {
    const token = this.current;
    return !this.atEnd && token.kind === "operator" && operators.includes(token.operator);
  }

  atName(...names: readonly string[]): boolean {
    const token = this.current;
    return !this.atEnd && token.kind === "name" && names.includes(token.name);
  }

  atTag(tag: TagEdge): boolean {
    const token = this.current;
    return !this.atEnd && token.kind === "tag" && token.tag === tag;
  }

  takeOperator(...operators: readonly string[]): string | undefined {
    if (!this.atOperator(...operators)) return undefined;
    const token = this.next();
    return token.kind === "operator" ? token.operator : undefined;
  }

  takeName(name: string): boolean {
    return this.atName(name) && this.next() !== undefined;
  }

  expectOperator(operator: string): void {
    if (!this.takeOperator(operator)) this.failExpecting(`\`${operator}\``);
  }

  expectName(name: string): void {
    if (!this.takeName(name)) this.failExpecting(name);
  }

  expectTag(tag: TagEdge): void {
    if (this.atTag(tag)) this.next();
    else this.failExpecting(tag === "}}" ? "end of variable block" : "end of block");
  }

  /** Any name; after a failure, an empty one. */
  expectIdentifier(): { readonly name: string; readonly range: TextRange } {
    const token = this.current;
    if (!this.atEnd && token.kind === "name") {
      this.next();
      return { name: token.name, range: token.range };
    }
    this.failExpecting("identifier");
    return { name: "", range: token.range };
  }

  failExpecting(expected: string): void {
    this.fail(`unexpected ${describeToken(this.current)}, expected ${expected}`);
  }

  fail(message: string, range: TextRange = this.#place): void {
    this.#stop(`syntax error: ${message}`, range);
  }

  /** The token ahead; at the end, where nothing stands, the tag or the word before it. */
  get #place(): TextRange {
    const { kind, range } = this.#tokens[this.#index]!;
    const behind = kind === "end" ? this.#tokens.slice(0, this.#index) : [];
    const last = behind.findLast((token) => token.kind !== "text");
    if (!last) return range;
    const isTagEnd = last.kind === "tag" && (last.tag === "}}" || last.tag === "%}");
    const opening = behind.findLast(
      (token) => token.kind === "tag" && (token.tag === "{{" || token.tag === "{%"),
    );
    const first = isTagEnd && opening ? opening : last;
    return textRange(first.range.start, last.range.end);
  }

  /** Runs a production that can hold itself, up to the depth that MiniJinja allows. */
  nested<T>(production: () => T): T {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) this.fail("template exceeds maximum recursion limits");
    const result = production();
    this.#depth--;
    return result;
  }

  #stop(message: string, range: TextRange): void {
    this.#error ??= { message, range };
    this.#index = this.#tokens.length - 1;
  }
}

const MAX_DEPTH = 150;
