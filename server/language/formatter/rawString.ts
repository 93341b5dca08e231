/**
 * Moves the lines of a raw string with the line that it begins on.
 *
 * Invariant: what the string means, its dedented and trimmed text, stays the same.
 */

/** The text of a raw string with its lines moved to the right, or to the left. */
export function moveRawString(text: string, by: number): string {
  const lines = text.split(/\r?\n/);
  const [first, ...others] = lines;
  const last = others.pop();
  if (first === undefined || last === undefined) return text;
  // Text behind the delimiter has no indentation, so the other lines keep theirs.
  if (first.slice(first.indexOf('"') + 1).trim() !== "") return lines.join("\n");
  const isLastBlank = /^\s*"#*$/.test(last);
  const moved = moveLines(isLastBlank ? others : [...others, last], by);
  const end = isLastBlank ? [moveClosing(last, by)] : [];
  return [first, ...moved, ...end].join("\n");
}

/** Moves lines so far that none loses text, and all that hold text as far as each other. */
function moveLines(lines: readonly string[], by: number): readonly string[] {
  const indentations = lines.filter((line) => line.trim() !== "").map(indentationOf);
  const smallest = Math.min(...indentations);
  const distance = Math.max(by, -smallest);
  return lines.map((line) => {
    if (line.trim() !== "" || smallest < line.length) return moveLine(line, distance);
    // A blank line that is shorter than the indentation stays within it.
    return line.slice(0, Math.max(0, smallest + distance));
  });
}

function moveClosing(line: string, by: number): string {
  return moveLine(line, Math.max(by, -indentationOf(line)));
}

function moveLine(line: string, by: number): string {
  return by < 0 ? line.slice(-by) : " ".repeat(by) + line;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
