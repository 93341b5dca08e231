/** How people lay out their files: indents, blank lines and comments, where they change nothing. */
import type { Chance } from "./chance";

/** `head {`, the lines of the body, `}`. */
export function block(chance: Chance, head: string, body: readonly string[]): readonly string[] {
  const indent = chance.pick(["  ", "    ", "\t"]);
  const inner = body.flatMap((line) => decorated(chance, line));
  const open = chance.pick([`${head} {`, `${head} {`, `${head}{`, `${head}  {`]);
  return [open, ...inner.map((text) => raw(text === "" ? "" : indent + text)), "}"];
}

/** A line of code, with what may stand around it. */
function decorated(chance: Chance, line: string): readonly string[] {
  if (line.startsWith(RAW)) return [line.slice(RAW.length)];
  const before = chance.oneIn(12) ? [chance.pick(["", "// A note.", '// { [ ( " #'])] : [];
  const behind = chance.oneIn(12) ? chance.pick(["  ", " // why", " //", "   // and how"]) : "";
  return [...before, line + behind];
}

/** Marks a line where nothing may be added: it is part of a raw string, or of an array. */
export function raw(text: string): string {
  return RAW + unmarked(text);
}

export function unmarked(line: string): string {
  return line.startsWith(RAW) ? line.slice(RAW.length) : line;
}

const RAW = "\u0000";

/** Items as the text of a file. */
export function fileText(chance: Chance, items: readonly (readonly string[])[]): string {
  const parts = items.flatMap((item) => [...between(chance), ...item]);
  return `${parts.map(unmarked).join("\n")}\n`;
}

function between(chance: Chance): readonly string[] {
  return chance.pick<readonly string[]>([
    [],
    [""],
    ["", ""],
    ["", "// Next."],
    ["", "/// What it is for.", "/// And why."],
  ]);
}
