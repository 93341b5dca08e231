/**
 * From an index into a function's code to a place in the user's text.
 *
 * Code counts places from the start of its item, so that it survives when the item
 * moves; these add where the item stands now.
 */
import type { LinePosition, LineRange, SourceSpan, TextRange } from "../base";
import { Op, shapes } from "./instruction";
import type { FunctionCode, Placement, Program, ProgramFile } from "./program";

/** The text that the instruction at `pc` was made of, counted from the item's start. */
export function placeAt(code: FunctionCode, pc: number): TextRange {
  const { places } = code;
  let low = 0;
  let high = places.length / 3 - 1;
  if (high < 0 || places[0]! > pc) return code.nameRange;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle * 3]! <= pc) low = middle;
    else high = middle - 1;
  }
  return { start: places[low * 3 + 1]!, end: places[low * 3 + 2]! };
}

/** An item-relative range, as lines and columns of the file. */
export function lineRangeOf(program: Program, placement: Placement, range: TextRange): SourceSpan {
  const file = program.files[placement.file]!;
  const start = positionAt(file, placement.itemStart + range.start);
  const end = positionAt(file, placement.itemStart + range.end);
  const lines: LineRange = [start.line, start.character, end.line, end.character];
  return { uri: file.uri, range: lines };
}

/** The calls of a function, as code index and place of the call expression, in code order. */
export function callPlaces(
  code: FunctionCode,
): { readonly pc: number; readonly range: TextRange }[] {
  const calls: { pc: number; range: TextRange }[] = [];
  for (let pc = 0; pc < code.code.length; ) {
    const op = code.code[pc] as Op;
    if (op === Op.Call || op === Op.CallIndirect) calls.push({ pc, range: placeAt(code, pc) });
    pc += 1 + shapes[op].operands.length;
  }
  return calls;
}

function positionAt(file: ProgramFile, offset: number): LinePosition {
  const { lineStarts } = file;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lineStarts[low] ?? 0) };
}
