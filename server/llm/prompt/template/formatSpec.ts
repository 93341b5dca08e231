/** The part of a format field after its colon: `[[fill]align][sign][#][0][width][,][.digits][type]`. */
import { exactDigits, fixedDigits } from "./decimals";
import { invalidOperation } from "./failure";
import { toNumber } from "./numbers";
import { displayText } from "./print";
import { isFloat, type TemplateValue } from "./value";

export interface FormatSpec {
  readonly fill: string;
  readonly align: "<" | ">" | "^" | undefined;
  readonly sign: "+" | " " | "";
  readonly isAlternate: boolean;
  readonly isZeroPadded: boolean;
  readonly width: number;
  readonly grouping: "," | "_" | "";
  readonly digits: number | undefined;
  readonly type: FormatType;
  /** Whether any of fill, plus, width and the like was given: then a bool is a number. */
  readonly hasOptions: boolean;
  readonly offset: number;
}

type FormatType = "" | "b" | "d" | "e" | "E" | "f" | "F" | "g" | "G" | "o" | "s" | "x" | "X";

const typeNames: Readonly<Record<Exclude<FormatType, "">, string>> = {
  b: "binary format ('b')",
  d: "decimal format ('d')",
  e: "scientific notation ('e')",
  E: "scientific notation ('E')",
  f: "fixed-point notation ('f')",
  F: "fixed-point notation ('F')",
  g: "general format ('g')",
  G: "general format ('G')",
  o: "octal format ('o')",
  s: "string format ('s')",
  x: "hex format ('x')",
  X: "hex format ('X')",
};

/** `offset` is behind the colon; `end` is where the spec is over. */
export function parseSpec(
  text: string,
  offset: number,
): { readonly spec: FormatSpec; readonly end: number } {
  const options = /(?:(.)?([<>^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+)?)?/suy;
  options.lastIndex = offset;
  const [written, fill, align, sign, alternate, zero, width, grouping, digits] =
    options.exec(text)!;
  const typeAt = offset + written.length;
  const letter = text[typeAt] ?? "";
  const isClosed = letter === "}";
  if (!isClosed && !isType(letter)) throw badType(letter, typeAt);
  const spec: FormatSpec = {
    fill: fill ?? " ",
    align: align as FormatSpec["align"],
    sign: sign === "+" || sign === " " ? sign : "",
    isAlternate: alternate !== undefined,
    isZeroPadded: zero !== undefined && width !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? "") as FormatSpec["grouping"],
    digits: digits === undefined ? undefined : Number(digits),
    type: isClosed ? "" : (letter as FormatType),
    hasOptions: /[^-, _]/.test(written),
    offset,
  };
  if (spec.width > MAX_WIDTH || (spec.digits ?? 0) > MAX_WIDTH) {
    throw invalidOperation(`invalid integer in the format string at offset ${typeAt}`);
  }
  return { spec, end: isClosed ? typeAt : typeAt + 1 };
}

const MAX_WIDTH = 100_000;

function isType(letter: string): letter is Exclude<FormatType, ""> {
  return Object.hasOwn(typeNames, letter);
}

function badType(letter: string, offset: number): Error {
  return letter === ""
    ? invalidOperation(`incomplete format spec at offset ${offset}; missing conversion type`)
    : invalidOperation(`invalid conversion type '${letter}' in format spec at offset ${offset}`);
}

export function formatWithSpec(value: TemplateValue, spec: FormatSpec | undefined): string {
  const number = toNumber(value);
  if (isFloat(number)) return formatFloat(number.value, spec ?? NO_SPEC);
  if (!spec) return displayText(value);
  if (typeof value === "boolean") {
    if (spec.type === "s") throw unfit("bool", spec);
    return spec.type === "" && !spec.hasOptions ? String(value) : formatInt(value ? 1n : 0n, spec);
  }
  if (number === undefined) return formatPlain(displayText(value), spec);
  return formatInt(BigInt(number), spec);
}

const NO_SPEC: FormatSpec = {
  fill: " ",
  align: undefined,
  sign: "",
  isAlternate: false,
  isZeroPadded: false,
  width: 0,
  grouping: "",
  digits: undefined,
  type: "",
  hasOptions: false,
  offset: 0,
};

function unfit(kind: string, spec: FormatSpec): Error {
  const format = spec.type === "" ? "" : typeNames[spec.type];
  const problem = `invalid format spec at offset ${spec.offset}`;
  return invalidOperation(`${problem}; '${kind}' cannot be formatted in ${format}`);
}

function formatPlain(text: string, spec: FormatSpec): string {
  if (spec.type !== "" && spec.type !== "s") throw unfit("string", spec);
  return padded(spec.digits === undefined ? text : firstBytes(text, spec.digits), spec, "<");
}

function formatInt(value: bigint, spec: FormatSpec): string {
  const size = value < 0n ? -value : value;
  switch (spec.type) {
    case "s":
      throw unfit("integer", spec);
    case "":
    case "d":
      return formatNumber(String(size), value < 0n, spec);
    case "b":
    case "o":
    case "x":
    case "X":
      return formatRadix(size, value < 0n, spec, spec.type);
    default:
      return formatFloat(Number(value), spec);
  }
}

function formatRadix(
  size: bigint,
  isNegative: boolean,
  spec: FormatSpec,
  type: "b" | "o" | "x" | "X",
): string {
  if (spec.grouping === ",") {
    const problem = `invalid format spec at offset ${spec.offset}`;
    throw invalidOperation(`${problem}; ',' cannot be specified with ${typeNames[type]}`);
  }
  const digits = size.toString({ b: 2, o: 8, x: 16, X: 16 }[type]);
  return formatNumber(type === "X" ? digits.toUpperCase() : digits, isNegative, spec, `0${type}`);
}

function formatFloat(value: number, spec: FormatSpec): string {
  if (spec.type === "s" || ["b", "d", "o", "x", "X"].includes(spec.type)) {
    throw unfit("float", spec);
  }
  const isNegative = value < 0 || Object.is(value, -0);
  const text = Number.isFinite(value) ? floatDigits(Math.abs(value), spec) : special(value);
  const cased = /[EFG]/.test(spec.type) ? text.toUpperCase() : text;
  return formatNumber(cased, isNegative, Number.isNaN(value) ? { ...spec, sign: "" } : spec);
}

function special(value: number): string {
  return Number.isNaN(value) ? "nan" : "inf";
}

function floatDigits(size: number, spec: FormatSpec): string {
  const digits = spec.digits ?? 6;
  switch (spec.type) {
    case "f":
    case "F":
      return digits === 0 && spec.isAlternate
        ? `${fixedDigits(size, 0)}.`
        : fixedDigits(size, digits);
    case "e":
    case "E":
      return scientific(size, digits, spec.isAlternate);
    case "g":
    case "G":
      return general(size, digits, spec.isAlternate);
    default: {
      if (size === 0) return "0";
      const text = general(size, digits, spec.isAlternate);
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
  }
}

/** At least two digits of exponent, as in C. */
function scientific(size: number, digits: number, keepsPoint: boolean): string {
  const { mantissa, exponent } = exactDigits(size, digits + 1);
  const point = digits > 0 || keepsPoint ? "." : "";
  const sign = exponent < 0 ? "-" : "+";
  const shown = String(Math.abs(exponent)).padStart(2, "0");
  return `${mantissa[0]}${point}${mantissa.slice(1)}e${sign}${shown}`;
}

/** `digits` significant ones, with an exponent when it is small or reaches them; no zeros at the end. */
function general(size: number, digits: number, keepsZeros: boolean): string {
  const significant = Math.max(digits, 1);
  const { exponent } = exactDigits(size, significant);
  const isScientific = exponent < -4 || exponent >= significant;
  const text = isScientific
    ? scientific(size, significant - 1, keepsZeros)
    : fixedDigits(size, significant - 1 - exponent);
  if (keepsZeros) return text.includes(".") ? text : `${text}.`;
  return text.replace(/\.?0+(?=e|$)/, (zeros) => (text.includes(".") ? "" : zeros));
}

function formatNumber(digits: string, isNegative: boolean, spec: FormatSpec, prefix = ""): string {
  const sign = isNegative ? "-" : spec.sign;
  const start = sign + (spec.isAlternate ? prefix : "");
  if (!spec.isZeroPadded) return padded(start + grouped(digits, spec), spec, ">");
  let filled = digits;
  while (start.length + grouped(filled, spec).length < spec.width) filled = `0${filled}`;
  return start + grouped(filled, spec);
}

/** Thousands with `,` and `_`; groups of four in other bases. */
function grouped(digits: string, spec: FormatSpec): string {
  if (spec.grouping === "" || !/^[\da-fA-F]/.test(digits)) return digits;
  const size = ["b", "o", "x", "X"].includes(spec.type) ? 4 : 3;
  const [whole] = /^[\da-f]+(?![\da-f])|^\d+/i.exec(digits)!;
  const integer = size === 3 ? /^\d+/.exec(whole)![0] : whole;
  const groups = integer.replace(new RegExp(`\\B(?=(?:.{${size}})+$)`, "g"), spec.grouping);
  return groups + digits.slice(integer.length);
}

function padded(text: string, spec: FormatSpec, usual: "<" | ">"): string {
  const missing = spec.width - byteLength(text);
  if (missing <= 0) return text;
  const align = spec.align ?? usual;
  const left = align === "<" ? 0 : align === ">" ? missing : Math.floor(missing / 2);
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

/** Widths count UTF-8 bytes, as in MiniJinja. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As many whole characters as fit. */
function firstBytes(text: string, bytes: number): string {
  let kept = "";
  let left = bytes;
  for (const character of text) {
    left -= byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
