/**
 * Code fences: a line of three backticks and a tag opens one, a line of three backticks
 * alone closes it. What stands before and between blocks is ignored.
 */
import type { Candidate, MarkdownCandidate } from "./candidate";
import { isSpace, part, type RawText, trimmed } from "./rawText";
import { anyOf, placeOf, plainReading, repairedReading, strictReading } from "./reading";

/** Undefined when the text has no fence with a tag, or nothing in any of them can be read. */
export function fencedReadings(text: RawText): Candidate | undefined {
  const { blocks, rest } = scan(text);
  if (blocks.length === 0) return undefined;
  const trailing = isBlank(rest) ? undefined : trailingReading(rest);
  if (blocks.length === 1 && trailing === undefined) {
    return anyOf([{ ...blocks[0]!, complete: false }], text);
  }
  const all: Candidate = { kind: "array", items: blocks, complete: false, ...placeOf(text) };
  return anyOf(trailing ? [...blocks, all, trailing] : [...blocks, all], text);
}

function trailingReading(rest: RawText): Candidate {
  return strictReading(rest) ?? repairedReading(rest) ?? plainReading(rest, false);
}

interface Scan {
  readonly blocks: readonly MarkdownCandidate[];
  /** What follows the last fence. */
  readonly rest: RawText;
}

function scan(text: RawText): Scan {
  const blocks: MarkdownCandidate[] = [];
  const budget = { left: SPARE_CHARACTERS + SPARE_READINGS * (text.end - text.start) };
  let at = text.start;
  for (;;) {
    const opening = findOpening(text, at);
    if (opening === undefined) break;
    const block = readBlock(text, opening, budget);
    if (block.value) {
      const { value, start, end } = block.value;
      blocks.push({ kind: "markdown", tag: opening.tag, value, start, end, complete: true });
    }
    // A block that is not closed may be no block: its text counts as what follows, too.
    if (block.end === undefined) break;
    at = block.end;
  }
  return { blocks, rest: part(text, at, text.end) };
}

interface Opening {
  readonly tag: string;
  /** Where the content begins. */
  readonly end: number;
}

interface Block {
  readonly value?: { readonly value: Candidate; readonly start: number; readonly end: number };
  /** Missing when nothing closes it. */
  readonly end?: number;
}

/**
 * A fence may stand within a string of the block, so that later ones are tried, too. Each
 * try reads the block once more: a text made of fences would cost the square of its length.
 */
interface Budget {
  left: number;
}

const SPARE_CHARACTERS = 64 * 1024;
const SPARE_READINGS = 4;

function readBlock(text: RawText, opening: Opening, budget: Budget): Block {
  let first: number | undefined;
  let at = opening.end;
  while (first === undefined || budget.left > 0) {
    const closing = findClosing(text, at);
    if (closing === undefined) break;
    if (first !== undefined) budget.left -= closing.start - opening.end;
    first ??= closing.end;
    const value = readContent(part(text, opening.end, closing.start));
    if (value) return { value, end: closing.end };
    at = closing.end;
  }
  if (first !== undefined) return { end: first };
  const value = readContent(part(text, opening.end, text.end));
  return value ? { value } : {};
}

function readContent(text: RawText): Block["value"] {
  const content = trimmed(text);
  const value = strictReading(content) ?? repairedReading(content);
  return value && { value, start: content.start, end: content.end };
}

function findOpening(text: RawText, from: number): Opening | undefined {
  let at = from;
  for (;;) {
    const ticks = text.source.indexOf(FENCE, at);
    if (ticks < 0 || ticks + FENCE.length > text.end) return undefined;
    at = ticks + FENCE.length;
    if (!beginsLine(text, ticks)) continue;
    const tagEnd = skipTag(text, at);
    if (tagEnd > at && tagEnd < text.end && text.source[tagEnd] === "\n") {
      return { tag: text.source.slice(at, tagEnd), end: tagEnd + 1 };
    }
  }
}

function skipTag(text: RawText, from: number): number {
  let at = from;
  while (at < text.end && isTagCode(text.source.charCodeAt(at))) at++;
  return at;
}

function isTagCode(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a) || code === 0x20;
}

/** `start` is that of the closing line, `end` that of the next. */
function findClosing(
  text: RawText,
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  let at = from;
  for (;;) {
    const ticks = text.source.indexOf(FENCE, at);
    if (ticks < 0 || ticks + FENCE.length > text.end) return undefined;
    at = ticks + FENCE.length;
    const endsLine = at === text.end || text.source[at] === "\n";
    if (endsLine && beginsLine(text, ticks)) {
      return { start: lineStart(text, ticks), end: Math.min(at + 1, text.end) };
    }
  }
}

/** True when only blanks stand between the start of the line and here. */
function beginsLine(text: RawText, at: number): boolean {
  const start = lineStart(text, at);
  return start === text.start || text.source[start - 1] === "\n";
}

/** Goes back over blanks. */
function lineStart(text: RawText, at: number): number {
  let start = at;
  while (
    start > text.start &&
    (text.source[start - 1] === " " || text.source[start - 1] === "\t")
  ) {
    start--;
  }
  return start;
}

function isBlank(text: RawText): boolean {
  for (let at = text.start; at < text.end; at++) {
    if (!isSpace(text.source.charCodeAt(at))) return false;
  }
  return true;
}

const FENCE = "```";
