/**
 * Fixtures: BAML text, with marks for the places a test speaks of.
 *
 *     //- types.baml        begins a file; text before the first such line is main.baml
 *     $0                    the cursor, which is taken out of the text
 *     //    ^^^^ E0001      a diagnostic of the line above; what follows the code is its
 *                           message, which may be left out
 *
 * A mark that reaches to the end of its line also stands for a range that goes on.
 */
import assert from "node:assert/strict";
import { LineIndex, type TextRange } from "../../server/base";

export interface Fixture {
  /** By path, in the order of the text. */
  readonly files: ReadonlyMap<string, string>;
  readonly cursor?: { readonly path: string; readonly offset: number };
}

export function fixture(marked: string): Fixture {
  const files = new Map<string, string>();
  let cursor: Fixture["cursor"];
  for (const [path, text] of splitFiles(marked)) {
    const [before, ...after] = text.split("$0");
    if (after.length > 0) cursor = { path, offset: before!.length };
    files.set(path, before + after.join(""));
  }
  return { files, ...(cursor && { cursor }) };
}

/** What a mark, or a diagnostic of the code, looks like. */
export interface Marked {
  readonly code: string;
  readonly message: string;
  readonly range: TextRange;
}

/** Compares the diagnostics of each file with the marks in it; the difference shows as text. */
export function assertMarks(
  { files }: Fixture,
  diagnosticsOf: (path: string) => readonly Marked[],
): void {
  for (const [path, text] of files) {
    const expected = marksIn(text);
    const actual = diagnosticsOf(path).map((diagnostic) => lineMark(text, diagnostic, expected));
    assert.equal(withMarks(text, actual), withMarks(text, expected), `diagnostics of ${path}`);
  }
}

/** The text without its marks. */
export function unmarked(text: string): string {
  return text
    .split("\n")
    .filter((line) => !MARK.test(line))
    .join("\n");
}

interface LineMark {
  /** Counted from 0, in the text with its marks. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MARK = /^(\s*\/\/ *)(\^+) ([A-Za-z][\w-]*)(.*)$/;

function splitFiles(marked: string): [path: string, text: string][] {
  const [main, ...others] = marked.split(/^\/\/- *(\S+) *\n/m);
  const files: [string, string][] = main!.trim() === "" ? [] : [["main.baml", main!]];
  for (let at = 0; at < others.length; at += 2) files.push([others[at]!, others[at + 1]!]);
  return files;
}

function marksIn(text: string): LineMark[] {
  const marks: LineMark[] = [];
  let line = -1;
  for (const [index, content] of text.split("\n").entries()) {
    const match = MARK.exec(content);
    if (!match) {
      line = index;
      continue;
    }
    const start = match[1]!.length;
    const end = start + match[2]!.length;
    marks.push({ line, start, end, text: (match[3]! + match[4]!).trim() });
  }
  return marks;
}

/** A diagnostic as a mark; without its message where the expected mark has none. */
function lineMark(text: string, found: Marked, expected: readonly LineMark[]): LineMark {
  const lines = new LineIndex(text);
  const { line, character: start } = lines.positionAt(found.range.start);
  const last = lines.positionAt(found.range.end);
  const end = last.line === line ? last.character : text.split("\n")[line]!.length;
  const mark = { line, start, end, text: `${found.code} ${found.message}` };
  const isTerse = expected.some((other) => samePlace(other, mark) && other.text === found.code);
  return isTerse ? { ...mark, text: found.code } : mark;
}

function samePlace(left: LineMark, right: LineMark): boolean {
  return left.line === right.line && left.start === right.start && left.end === right.end;
}

/** The code with marks below its lines, in the order of their places. */
function withMarks(text: string, marks: readonly LineMark[]): string {
  return text
    .split("\n")
    .flatMap((content, line) => {
      if (MARK.test(content)) return [];
      const below = marks.filter((mark) => mark.line === line).sort(inOrder);
      return [content, ...below.map(printed)];
    })
    .join("\n");
}

function inOrder(left: LineMark, right: LineMark): number {
  return left.start - right.start || left.end - right.end || (left.text < right.text ? -1 : 1);
}

function printed({ start, end, text }: LineMark): string {
  return `//${" ".repeat(Math.max(0, start - 2))}${"^".repeat(Math.max(1, end - start))} ${text}`;
}
