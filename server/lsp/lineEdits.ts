/**
 * The few edits that turn one text into another, line by line: a formatter that hands back
 * a whole file would move cursors, folds and marks that it need not touch.
 *
 * Invariant: line breaks are the document's own business. Lines that differ in their break
 * alone are the same, and new lines end as the document's first one does.
 */
import { diffArrays } from "diff";
import type { TextEdit } from "../language";

export function lineEdits(text: string, wanted: string): TextEdit[] {
  const before = linesOf(text);
  const after = linesOf(wanted);
  const lineBreak = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  return hunksOf(before.map(contentOf), after.map(contentOf)).map((hunk) => {
    const range = {
      start: before[hunk.before[0]]?.start ?? text.length,
      end: before[hunk.before[1]]?.start ?? text.length,
    };
    const added = after
      .slice(...hunk.after)
      .map(contentOf)
      .join("");
    return trimmed(text, { range, text: added.replaceAll("\n", lineBreak) });
  });
}

interface Line {
  /** With its line break, if it has one, as `\n`. */
  readonly content: string;
  readonly start: number;
}

/** Lines of one text, from `start` up to `end`, that others take the place of. */
interface Hunk {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g)].map((found) => ({
    content: found[0].replace(/\r\n?/, "\n"),
    start: found.index,
  }));
}

function contentOf({ content }: Line): string {
  return content;
}

/** Without what both texts begin and end with. A character of two code units is not cut. */
function trimmed(text: string, { range, text: added }: TextEdit): TextEdit {
  const removed = text.slice(range.start, range.end);
  const longest = Math.min(removed.length, added.length);
  let head = 0;
  while (head < longest && removed[head] === added[head]) head++;
  if (isInsideCharacter(removed, head) || isInsideCharacter(added, head)) head--;
  let tail = 0;
  while (tail < longest - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail++;
  if (
    isInsideCharacter(removed, removed.length - tail) ||
    isInsideCharacter(added, added.length - tail)
  ) {
    tail--;
  }
  return {
    range: { start: range.start + head, end: range.end - tail },
    text: added.slice(head, added.length - tail),
  };
}

/** Between the halves of a surrogate pair, or of a line break. */
function isInsideCharacter(text: string, at: number): boolean {
  return /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

/** Beyond so many differing lines, replacing all of them is cheaper than comparing. */
const MOST_DIFFERENCES = 1000;

function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: MOST_DIFFERENCES });
  if (!changes) return [{ before: [0, before.length], after: [0, after.length] }];
  const hunks: Hunk[] = [];
  let left = 0;
  let right = 0;
  for (const { added, removed, count } of changes) {
    const hunk: Hunk = {
      before: [left, added ? left : left + count],
      after: [right, removed ? right : right + count],
    };
    [left, right] = [hunk.before[1], hunk.after[1]];
    if (added || removed) hunks.push(hunk);
  }
  return joined(hunks);
}

/** Lines that go and lines that come at one place are one hunk. */
function joined(hunks: readonly Hunk[]): Hunk[] {
  const result: Hunk[] = [];
  for (const hunk of hunks) {
    const last = result.at(-1);
    if (last && last.before[1] === hunk.before[0] && last.after[1] === hunk.after[0]) {
      const before = [last.before[0], hunk.before[1]] as const;
      result[result.length - 1] = { before, after: [last.after[0], hunk.after[1]] };
    } else result.push(hunk);
  }
  return result;
}
