/**
 * A block of text without the indentation that its lines share, without the blank lines
 * it begins with, and without its last line break. Blank lines do not count as indented.
 */
export function dedented(text: string): string {
  const lines = text.split("\n");
  while (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  const indents = lines.filter((line) => line.trim() !== "").map(indentOf);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  const joined = lines.map((line) => (line.trim() === "" ? "" : line.slice(shared))).join("\n");
  return joined.endsWith("\n") ? joined.slice(0, -1) : joined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
