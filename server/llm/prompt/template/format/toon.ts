/**
 * Data as TOON: keys in alphabetical order, lists of flat maps as tables.
 *
 * A list inside a list is written when it is flat, and left out when it is not, as the
 * released language does.
 */
import { compareTexts } from "../compare";
import { plainFloat } from "../print";
import { type Data, type DataMap, isDataList, isDataMap } from "./data";

export interface ToonStyle {
  /** Spaces a level. */
  readonly indent: number;
  readonly delimiter: "," | "\t" | "|";
  /** Written before the length of a list. */
  readonly lengthMarker: string;
}

export function toToon(data: Data, style: ToonStyle): string {
  return new ToonWriter(style).document(data);
}

class ToonWriter {
  readonly #style: ToonStyle;
  readonly #lines: string[] = [];

  constructor(style: ToonStyle) {
    this.#style = style;
  }

  document(data: Data): string {
    if (isDataMap(data)) this.#writeMap(data, 0);
    else if (isDataList(data)) this.#writeList("", data, 0);
    else return this.#scalar(data);
    return this.#lines.join("\n");
  }

  #line(depth: number, text: string): void {
    this.#lines.push(" ".repeat(depth * this.#style.indent) + text);
  }

  #writeMap(map: DataMap, depth: number): void {
    for (const [key, value] of sortedEntries(map)) this.#writeEntry(key, value, depth);
  }

  #writeEntry(key: string, value: Data, depth: number): void {
    const name = quotedKey(key);
    if (isDataList(value)) this.#writeList(name, value, depth);
    else if (isDataMap(value)) {
      this.#line(depth, `${name}:`);
      this.#writeMap(value, depth + 1);
    } else {
      this.#line(depth, `${name}: ${this.#scalar(value)}`);
    }
  }

  /** `name` stands before the header: a key, or nothing. */
  #writeList(name: string, list: readonly Data[], depth: number): void {
    const columns = tableColumns(list);
    if (list.every(isScalar)) this.#line(depth, name + this.#flatList(list));
    else if (columns) this.#writeTable(name, list, columns, depth, depth + 1);
    else {
      this.#line(depth, `${name}${this.#header(list)}:`);
      for (const item of list) this.#writeItem(item, depth + 1);
    }
  }

  #writeTable(
    start: string,
    list: readonly Data[],
    columns: readonly string[],
    depth: number,
    rowDepth: number,
  ): void {
    const { delimiter } = this.#style;
    const keys = columns.map(quotedKey).join(delimiter);
    this.#line(depth, `${start}${this.#header(list)}{${keys}}:`);
    for (const row of list) {
      const cells = columns.map((column) => this.#scalar(isDataMap(row) ? row.get(column)! : row));
      this.#line(rowDepth, cells.join(delimiter));
    }
  }

  #writeItem(item: Data, depth: number): void {
    if (isDataMap(item)) this.#writeMapItem(item, depth);
    else if (!isDataList(item)) this.#line(depth, `- ${this.#scalar(item)}`);
    else if (item.every(isScalar)) this.#line(depth, `- ${this.#flatList(item)}`);
  }

  /** The first entry stands behind the dash, the others below it. */
  #writeMapItem(map: DataMap, depth: number): void {
    const [[key, value] = ["", null], ...rest] = sortedEntries(map);
    const start = `- ${quotedKey(key)}`;
    if (isDataMap(value)) {
      this.#line(depth, `${start}:`);
      this.#writeMap(value, depth + 2);
    } else if (isDataList(value)) {
      this.#writeListBehindDash(start, value, depth);
    } else {
      this.#line(depth, `${start}: ${this.#scalar(value)}`);
    }
    for (const [name, member] of rest) this.#writeEntry(name, member, depth + 1);
  }

  #writeListBehindDash(start: string, list: readonly Data[], depth: number): void {
    const columns = tableColumns(list);
    if (list.every(isScalar)) this.#line(depth, start + this.#flatList(list));
    else if (columns) this.#writeTable(start, list, columns, depth, depth + 1);
    else {
      this.#line(depth, `${start}${this.#header(list)}:`);
      if (list.every(isDataMap)) for (const item of list) this.#writeItem(item, depth + 1);
      else this.#writeList("", list, depth + 1);
    }
  }

  #flatList(list: readonly Data[]): string {
    const items = list.map((item) => this.#scalar(item)).join(this.#style.delimiter);
    return `${this.#header(list)}:${items === "" && list.length === 0 ? "" : ` ${items}`}`;
  }

  #header(list: readonly Data[]): string {
    const { delimiter, lengthMarker } = this.#style;
    return `[${lengthMarker}${list.length}${delimiter === "," ? "" : delimiter}]`;
  }

  #scalar(data: Data): string {
    if (typeof data === "number") return plainFloat(data).replace(/\.0$/, "");
    if (typeof data !== "string") return String(data);
    return needsQuotes(data, this.#style.delimiter) ? quoted(data) : data;
  }
}

function isScalar(data: Data): boolean {
  return !isDataList(data) && !isDataMap(data);
}

function sortedEntries(map: DataMap): (readonly [string, Data])[] {
  return [...map].sort(([a], [b]) => compareTexts(a, b));
}

/** The keys of all rows, when all are flat maps with the same keys. */
function tableColumns(list: readonly Data[]): readonly string[] | undefined {
  const [first] = list;
  if (first === undefined || !isDataMap(first) || first.size === 0) return undefined;
  const fits = list.every(
    (row) =>
      isDataMap(row) &&
      row.size === first.size &&
      Array.from(row).every(([key, value]) => first.has(key) && isScalar(value)),
  );
  return fits ? sortedEntries(first).map(([key]) => key) : undefined;
}

function quotedKey(key: string): string {
  return /^[A-Za-z_][\w.]*$/.test(key) ? key : quoted(key);
}

function needsQuotes(text: string, delimiter: string): boolean {
  return (
    text === "" ||
    /^\p{White_Space}|\p{White_Space}$/u.test(text) ||
    /^(?:true|false|null|- .*|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)$/s.test(text) ||
    /[:"\\[\]{}\n\r\t]/.test(text) ||
    text.includes(delimiter)
  );
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (character) => escapes.get(character) ?? character)}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);
