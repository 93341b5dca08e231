/** Whether a type is what may be written at a cursor. */
import type { Cursor, PlacedToken } from "../../project";

/** Behind `:` of a declaration, `->`, `throws`, the name of a field, or within such a type. */
export function isTypePosition(cursor: Cursor, text: string): boolean {
  const { before, open } = cursor;
  const start = typeStart(before);
  if (start === undefined) return false;
  const sign = before[start];
  switch (sign?.kind) {
    case "->":
    case "throws":
      return true;
    case ":":
      return isDeclarationColon(before, open, start);
    case "=":
      return before[0]!.text === "type" && start === 2;
    case "word":
      return isFieldName(cursor, start, text);
    default:
      return false;
  }
}

const typeWords: ReadonlySet<string> = new Set(["word", "string", "int", "|", ".", "?", "]", "["]);

/**
 * The token that a type begins behind, when what follows it is a type that goes on at the
 * cursor: the last token itself, or one before `A |`, `map<` and `map<string,`.
 */
function typeStart(before: readonly PlacedToken[]): number | undefined {
  const end = before.length - 1;
  const last = before[end]!;
  const goesOn = last.kind === "|" || last.kind === "<" || last.kind === ",";
  if (!goesOn) return end;
  let isInsideAngles = last.kind !== ",";
  let closedAngles = 0;
  for (let at = end; 0 <= at; at--) {
    const { kind } = before[at]!;
    if (kind === ">") closedAngles++;
    else if (kind === "<") {
      if (0 < closedAngles) closedAngles--;
      else isInsideAngles = true;
    } else if (kind === ",") {
      if (closedAngles === 0) isInsideAngles = false;
    } else if (kind === "word" && isNameOfField(before, at)) return isInsideAngles ? at : undefined;
    else if (!typeWords.has(kind)) return isInsideAngles ? at : undefined;
  }
  return undefined;
}

/** A word right before another one: `name string`. */
function isNameOfField(before: readonly PlacedToken[], at: number): boolean {
  const next = before[at + 1]?.kind;
  return before[0]!.kind === "class" && (next === "word" || next === "string" || next === "int");
}

function isDeclarationColon(
  before: readonly PlacedToken[],
  open: readonly number[],
  colon: number,
): boolean {
  const inner = open.findLast((at) => at < colon);
  if (isParameterList(before, inner)) return true;
  if (before[colon - 2]?.kind === "let") return true;
  if (inner === undefined) return false;
  if (before[0]!.kind === "class" && open.length === 1) return true;
  return isArmsBrace(before, inner) || isScrutinee(before, inner);
}

/** The brace behind `match (…)` or `catch (…)`. */
function isArmsBrace(before: readonly PlacedToken[], brace: number): boolean {
  if (before[brace]!.kind !== "{" || before[brace - 1]?.kind !== ")") return false;
  const keyword = before[matchingOpen(before, brace - 1) - 1]?.kind;
  return keyword === "match" || keyword === "catch" || keyword === "catch_all";
}

function isScrutinee(before: readonly PlacedToken[], parenthesis: number): boolean {
  const keyword = before[parenthesis - 1]?.kind;
  return before[parenthesis]!.kind === "(" && (keyword === "match" || keyword === "catch");
}

function matchingOpen(before: readonly PlacedToken[], close: number): number {
  let depth = 0;
  for (let at = close; 0 <= at; at--) {
    if (before[at]!.kind === ")") depth++;
    else if (before[at]!.kind === "(" && --depth === 0) return at;
  }
  return 0;
}

/** The first word of a line in a class, with the cursor behind it on that line. */
function isFieldName({ before, open, word }: Cursor, at: number, text: string): boolean {
  if (before[0]!.kind !== "class" || open.length !== 1 || open[0]! >= at) return false;
  const isFirst =
    open[0] === at - 1 || /[\r\n,]/.test(text.slice(before[at - 1]!.end, before[at]!.start));
  const end = at === before.length - 1 ? word.start : before[at + 1]!.start;
  return isFirst && !/[\r\n]/.test(text.slice(before[at]!.end, end));
}

/** The parentheses behind the name of a function or template string. */
export function isParameterList(before: readonly PlacedToken[], at: number | undefined): boolean {
  if (at === undefined || before[at]!.kind !== "(") return false;
  const keyword = before[at - 2]?.kind;
  return keyword === "function" || keyword === "template_string";
}
