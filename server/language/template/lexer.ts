/**
 * Cuts a template into tokens: text, tags, and what stands inside the tags.
 *
 * Whitespace control happens here, so that text tokens hold what will be printed:
 * `-` strips all whitespace on its side; a block tag or comment alone on its line takes
 * its indentation and its newline with it, unless it says `+`.
 *
 * Invariant: never fails. What cannot be read ends the list as a `bad` token.
 */
import { textRange } from "../../base";
import { scanNumber, scanString } from "./literals";
import type { TagEdge, TemplateToken } from "./tokens";

export function lexTemplate(source: string): TemplateToken[] {
  const lexer = new Lexer(source, withoutLastNewline(source));
  lexer.readTemplate();
  return lexer.tokens;
}

/** For a text that is one expression, without braces around it. */
export function lexExpression(source: string): TemplateToken[] {
  const lexer = new Lexer(source, source.length);
  lexer.readInside(undefined);
  lexer.finish();
  return lexer.tokens;
}

/** What a tag says of the whitespace on one of its sides. */
type WhitespaceControl = "strip" | "keep" | "usual";

class Lexer {
  readonly tokens: TemplateToken[] = [];
  readonly #source: string;
  readonly #end: number;
  #at = 0;
  /** How many brackets are open: inside them `}}` is two braces, not the end of the tag. */
  #openBrackets = 0;
  #failed = false;

  constructor(source: string, end: number) {
    this.#source = source.slice(0, end);
    this.#end = end;
  }

  readTemplate(): void {
    while (!this.#failed && this.#at < this.#end) this.#readTextAndTag();
    this.finish();
  }

  finish(): void {
    if (!this.#failed) {
      this.tokens.push({ kind: "end", range: textRange(this.#end, this.#end) });
    }
  }

  #readTextAndTag(): void {
    const marker = findMarker(this.#source, this.#at);
    if (marker === undefined) {
      this.#pushText(this.#source.slice(this.#at), this.#at);
      this.#at = this.#end;
      return;
    }
    const isOutput = this.#source[marker + 1] === "{";
    const control = controlAt(this.#source, marker + 2);
    const before = isOutput && control === "usual" ? "keep" : control;
    const text = this.#source.slice(this.#at, marker);
    this.#pushText(stripEnd(text, before, this.#source[this.#at - 1]), this.#at);
    const inside = marker + (control === "usual" ? 2 : 3);
    if (isOutput) this.#readTag("{{", "}}", marker, inside);
    else if (this.#source[marker + 1] === "#") this.#skipComment(inside);
    else this.#readBlockTag(marker, inside);
  }

  #readBlockTag(marker: number, inside: number): void {
    const raw = matchAt(RAW_TAG, this.#source, inside);
    if (raw) this.#readRaw(inside + raw[0].length, controlOf(raw[1]));
    else this.#readTag("{%", "%}", marker, inside);
  }

  #readTag(open: TagEdge, close: TagEdge, marker: number, inside: number): void {
    this.tokens.push({ kind: "tag", tag: open, range: textRange(marker, inside) });
    this.#at = inside;
    this.#openBrackets = 0;
    this.readInside(close);
  }

  /** Reads up to `close`, or to the end of the text when there is none. */
  readInside(close: TagEdge | undefined): void {
    while (!this.#failed) {
      this.#at += matchAt(BLANKS, this.#source, this.#at)?.[0].length ?? 0;
      const canEnd = close && this.#openBrackets <= 0;
      if (this.#at >= this.#end || (canEnd && this.#takeTagEnd(close))) return;
      this.#readToken();
    }
  }

  #takeTagEnd(close: TagEdge): boolean {
    const control = controlAt(this.#source, this.#at);
    const closeAt = control === "usual" ? this.#at : this.#at + 1;
    if (!this.#source.startsWith(close, closeAt)) return false;
    this.tokens.push({ kind: "tag", tag: close, range: textRange(this.#at, closeAt + 2) });
    this.#at = closeAt + 2;
    this.#stripAfter(close === "}}" && control === "usual" ? "keep" : control);
    return true;
  }

  #readToken(): void {
    const first = this.#source[this.#at]!;
    if (first === '"' || first === "'") this.#readLiteral(scanString(this.#source, this.#at));
    else if (isDigit(first)) this.#readLiteral(scanNumber(this.#source, this.#at));
    else this.#readOperatorOrName();
  }

  #readOperatorOrName(): void {
    const start = this.#at;
    const operator = matchAt(OPERATOR, this.#source, start)?.[0];
    const name = matchAt(NAME, this.#source, start)?.[0];
    this.#at += (operator ?? name ?? "").length;
    const range = textRange(start, this.#at);
    if (operator && OPENING.includes(operator)) this.#openBrackets++;
    if (operator && CLOSING.includes(operator)) this.#openBrackets--;
    if (operator) this.tokens.push({ kind: "operator", operator, range });
    else if (name) this.tokens.push({ kind: "name", name, range });
    else this.#fail("syntax error: unexpected character", start, start + 1);
  }

  #readLiteral(token: TemplateToken): void {
    this.tokens.push(token);
    this.#at = token.range.end;
    this.#failed = token.kind === "bad";
  }

  #skipComment(inside: number): void {
    const close = this.#source.indexOf("#}", inside);
    if (close < 0) {
      this.#fail("syntax error: unexpected end of comment", inside - 2, this.#end);
    } else {
      this.#at = close + 2;
      this.#stripAfter(close > inside ? controlAt(this.#source, close - 1) : "usual");
    }
  }

  /** Takes everything up to `{% endraw %}` as text. */
  #readRaw(start: number, controlAfterStart: WhitespaceControl): void {
    const tag = findEndRaw(this.#source, start);
    if (!tag) {
      this.#fail("syntax error: unexpected end of raw block", start, this.#end);
      return;
    }
    this.#at = start;
    this.#stripAfter(controlAfterStart);
    const text = this.#source.slice(this.#at, tag.start);
    this.#pushText(stripEnd(text, tag.before, undefined), this.#at);
    this.#at = tag.end;
    this.#stripAfter(tag.after);
  }

  #pushText(text: string, start: number): void {
    if (text === "") return;
    this.tokens.push({ kind: "text", text, range: textRange(start, start + text.length) });
  }

  #stripAfter(control: WhitespaceControl): void {
    if (control === "keep") return;
    const pattern = control === "strip" ? ALL_SPACE : ONE_NEWLINE;
    this.#at += matchAt(pattern, this.#source, this.#at)?.[0].length ?? 0;
  }

  #fail(message: string, start: number, end: number): void {
    this.#failed = true;
    this.tokens.push({ kind: "bad", message, range: textRange(start, end) });
  }
}

const RAW_TAG = /[ \t\n\f\r]*raw[ \t\n\f\r]*([-+]?)%\}/y;
const END_RAW_TAG = /\{%([-+]?)[ \t\n\f\r]*endraw[ \t\n\f\r]*([-+]?)%\}/g;
const BLANKS = /[ \t\n\f\r]*/y;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+*/%.,:~|=><()[\]{}]/y;
const OPENING = ["(", "[", "{"];
const CLOSING = [")", "]", "}"];
const NAME = /[_\p{XIDS}][_\p{XIDC}]*/uy;
const ALL_SPACE = /\p{White_Space}*/uy;
const ONE_NEWLINE = /\r?\n?/y;
const SPACE = /\p{White_Space}/u;
const BLANK = /(?![\r\n])\p{White_Space}/u;

/** MiniJinja drops the newline that ends a template. */
function withoutLastNewline(source: string): number {
  return source.length - /(\r?\n|\r)?$/.exec(source)![0].length;
}

function findMarker(source: string, from: number): number | undefined {
  for (let at = source.indexOf("{", from); at >= 0; at = source.indexOf("{", at + 1)) {
    const next = source[at + 1];
    if (next === "{" || next === "%" || next === "#") return at;
  }
  return undefined;
}

function controlAt(source: string, at: number): WhitespaceControl {
  return controlOf(source[at]);
}

function controlOf(sign: string | undefined): WhitespaceControl {
  return sign === "-" ? "strip" : sign === "+" ? "keep" : "usual";
}

/** Strips blanks only from a line that holds nothing else; `before` is the character before the text. */
function stripEnd(text: string, control: WhitespaceControl, before: string | undefined): string {
  if (control === "keep") return text;
  if (control === "strip") return withoutEnd(text, SPACE);
  const kept = withoutEnd(text, BLANK);
  const last = kept === "" ? before : kept.at(-1);
  return last === undefined || last === "\n" ? kept : text;
}

function withoutEnd(text: string, dropped: RegExp): string {
  let end = text.length;
  while (end > 0 && dropped.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

interface EndRaw {
  readonly start: number;
  readonly end: number;
  readonly before: WhitespaceControl;
  readonly after: WhitespaceControl;
}

function findEndRaw(source: string, from: number): EndRaw | undefined {
  END_RAW_TAG.lastIndex = from;
  const tag = END_RAW_TAG.exec(source);
  if (!tag) return undefined;
  const end = tag.index + tag[0].length;
  return { start: tag.index, end, before: controlOf(tag[1]), after: controlOf(tag[2]) };
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
