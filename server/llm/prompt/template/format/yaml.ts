/**
 * Data as YAML, laid out as libyaml does: two spaces a level, lists in maps not indented,
 * texts plain where they can be, then in single quotes, then in double quotes; texts of
 * several lines as blocks.
 */
import { exponentFloat } from "../print";
import { type Data, type DataMap, isDataList, isDataMap } from "./data";

/** Always ends with a line break. */
export function toYaml(data: Data): string {
  const text =
    isDataMap(data) || isDataList(data) ? writeCollection(data, 0) : writeScalar(data, 0);
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Begins on a line of its own, or after a `- `, whose width is the margin's last part. */
function writeCollection(data: readonly Data[] | DataMap, margin: number): string {
  if (isDataList(data)) {
    if (data.length === 0) return "[]";
    return lines(
      data.map((item) => `- ${writeItem(item, margin)}`),
      margin,
    );
  }
  if (data.size === 0) return "{}";
  return lines(
    Array.from(data, ([key, value]) => writeEntry(key, value, margin)),
    margin,
  );
}

/** Parts on lines of their own; a block that ends with a break has begun the next line. */
function lines(parts: readonly string[], margin: number): string {
  const indent = " ".repeat(margin);
  return parts.reduce((text, part) => {
    const isFresh = text === "" || text.endsWith("\n");
    return text === "" ? part : `${text}${isFresh ? "" : "\n"}${indent}${part}`;
  }, "");
}

function writeItem(item: Data, margin: number): string {
  if (isDataList(item) || isDataMap(item)) return writeCollection(item, margin + 2);
  return writeScalar(item, margin);
}

function writeEntry(key: string, value: Data, margin: number): string {
  const isSimple = !key.includes("\n") && key.length <= MAX_SIMPLE_KEY;
  const start = isSimple
    ? `${writeText(key, margin, true)}:`
    : `${withBreak(`? ${writeText(key, margin, false)}`)}${" ".repeat(margin)}:`;
  if (isDataList(value) && value.length > 0) {
    return `${start}\n${" ".repeat(margin)}${writeCollection(value, margin)}`;
  }
  if (isDataMap(value) && value.size > 0) {
    return `${start}\n${" ".repeat(margin + 2)}${writeCollection(value, margin + 2)}`;
  }
  return `${start} ${isDataList(value) || isDataMap(value) ? writeCollection(value, margin) : writeScalar(value, margin)}`;
}

const MAX_SIMPLE_KEY = 128;

function withBreak(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function writeScalar(data: null | boolean | string | bigint | number, margin: number): string {
  if (typeof data === "number") return exponentFloat(data, 1e-5);
  return typeof data === "string" ? writeText(data, margin, false) : String(data);
}

function writeText(text: string, margin: number, isKey: boolean): string {
  const needs = analyze(text);
  if (text.includes("\n") && !isKey && needs.allowsBlock) return writeBlock(text, margin + 2);
  if (needs.allowsPlain && !isTaken(text)) return text;
  return needs.allowsSingle ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

interface Styles {
  readonly allowsPlain: boolean;
  readonly allowsSingle: boolean;
  readonly allowsBlock: boolean;
}

function analyze(text: string): Styles {
  const isSpecial = UNPRINTABLE.test(text) || / [\n\u2028\u2029]/.test(text);
  const hasBreak = /[\n\u2028\u2029]/.test(text);
  const hasEdge = /^ | $/.test(text);
  return {
    allowsPlain: !isSpecial && !hasBreak && !hasEdge && text !== "" && !INDICATORS.test(text),
    allowsSingle: !isSpecial && !hasBreak,
    allowsBlock: !isSpecial && !text.endsWith(" "),
  };
}

/** Tab and carriage return are among them. */
const UNPRINTABLE = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** What would be read as structure: at the start, before and after spaces, at the end. */
const INDICATORS = /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[-?](?= |$)|:(?= |$)|(?<= )#/;

/** True for texts that would be read as null, bools or numbers. */
function isTaken(text: string): boolean {
  if (/^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE)$/.test(text)) return true;
  if (/^[-+]?(?:\.inf|\.Inf|\.INF)$|^(?:\.nan|\.NaN|\.NAN)$/.test(text)) return true;
  if (/^[-+]?0(?:x[\da-fA-F]+|o[0-7]+|b[01]+)$/.test(text)) return true;
  const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
  return isNumber && Number.isFinite(Number(text));
}

function writeBlock(text: string, margin: number): string {
  const hint = /^[ \n]/.test(text) ? "2" : "";
  const end = !text.endsWith("\n") ? "-" : text === "\n" || text.endsWith("\n\n") ? "+" : "";
  const indented = text.replace(/^(?=[^\n])/gm, " ".repeat(margin));
  return `|${hint}${end}\n${indented}`;
}

function doubleQuoted(text: string): string {
  return `"${text.replace(ESCAPED, escapeOf)}"`;
}

const ESCAPED =
  /["\\\u2028\u2029]|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeOf(character: string): string {
  const short = shortEscapes.get(character);
  if (short) return `\\${short}`;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["\0", "0"],
  ["\x07", "a"],
  ["\b", "b"],
  ["\t", "t"],
  ["\n", "n"],
  ["\v", "v"],
  ["\f", "f"],
  ["\r", "r"],
  ["\x1b", "e"],
  ["\x85", "N"],
  ["\u2028", "L"],
  ["\u2029", "P"],
]);
