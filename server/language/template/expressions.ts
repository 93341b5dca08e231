/**
 * The expressions of templates, from the loosest operator to the tightest:
 *
 *   a if b else c · or · and · not · comparisons · + - · ~ · * / // % · ** · unary -
 *   · .a [b] (c) · filters and tests
 *
 * Binary operators group to the left, all of them. A postfix belongs to the sign before
 * it: `-x.y` is `(-x).y`, as in MiniJinja.
 *
 * Invariant: an expression's range runs from its first token to its last.
 */
import { type TemplateExpression, type TemplateOperator, unreachable } from "../../base";
import { parseArguments } from "./arguments";
import type { TokenStream } from "./tokenStream";
import { describeToken } from "./tokens";

export function parseExpression(stream: TokenStream): TemplateExpression {
  return stream.nested(() => parseConditional(stream));
}

function parseConditional(stream: TokenStream): TemplateExpression {
  const start = stream.current.range.start;
  let expression = parseUnconditional(stream);
  while (stream.takeName("if")) {
    const condition = parseUnconditional(stream);
    const otherwise = stream.takeName("else") ? parseExpression(stream) : undefined;
    const range = stream.rangeFrom(start);
    expression = { kind: "conditional", range, value: expression, condition, otherwise };
  }
  return expression;
}

/** An expression without `if` at its top, as in a keyword argument or after `in`. */
export function parseUnconditional(stream: TokenStream): TemplateExpression {
  return parseBinary(stream, 0);
}

type Level = readonly TemplateOperator[];

const LEVELS: readonly Level[] = [
  ["or"],
  ["and"],
  ["==", "!=", "<", "<=", ">", ">=", "in", "not in"],
  ["+", "-"],
  ["~"],
  ["*", "/", "//", "%"],
  ["**"],
];
const COMPARISONS = 2;

function parseBinary(stream: TokenStream, level: number): TemplateExpression {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(stream);
  if (level === COMPARISONS && stream.atName("not")) return parseNot(stream);
  return parseOperators(stream, operators, level);
}

function parseNot(stream: TokenStream): TemplateExpression {
  const start = stream.next().range.start;
  const operand = stream.nested(() => parseBinary(stream, COMPARISONS));
  return { kind: "unary", range: stream.rangeFrom(start), operator: "not", operand };
}

function parseOperators(stream: TokenStream, operators: Level, level: number): TemplateExpression {
  const start = stream.current.range.start;
  let left = parseBinary(stream, level + 1);
  for (;;) {
    const operator = takeOperator(stream, operators);
    if (!operator) return left;
    const right = parseBinary(stream, level + 1);
    left = { kind: "binary", range: stream.rangeFrom(start), operator, left, right };
  }
}

function takeOperator(stream: TokenStream, operators: Level): TemplateOperator | undefined {
  const token = stream.current;
  if (stream.atEnd) return undefined;
  if (token.kind === "name" && token.name === "not" && operators.includes("not in")) {
    stream.next();
    stream.expectName("in");
    return "not in";
  }
  const text = token.kind === "operator" ? token.operator : token.kind === "name" ? token.name : "";
  const operator = operators.find((candidate) => candidate === text);
  if (operator) stream.next();
  return operator;
}

function parseUnary(stream: TokenStream): TemplateExpression {
  const start = stream.current.range.start;
  const operand = parsePostfix(stream, parseSigned(stream), start);
  return parseFiltersAndTests(stream, operand, start);
}

function parseSigned(stream: TokenStream): TemplateExpression {
  if (!stream.atOperator("-")) return stream.nested(() => parsePrimary(stream));
  const start = stream.next().range.start;
  const operand = stream.nested(() => parseSigned(stream));
  return { kind: "unary", range: stream.rangeFrom(start), operator: "-", operand };
}

function parsePostfix(
  stream: TokenStream,
  object: TemplateExpression,
  start: number,
): TemplateExpression {
  for (;;) {
    if (stream.takeOperator(".")) {
      const { name, range: nameRange } = stream.expectIdentifier();
      object = { kind: "attribute", range: stream.rangeFrom(start), object, name, nameRange };
    } else if (stream.takeOperator("[")) {
      object = parseSubscript(stream, object, start);
    } else if (stream.atOperator("(")) {
      const args = parseArguments(stream);
      object = { kind: "call", range: stream.rangeFrom(start), callee: object, args };
    } else {
      return object;
    }
  }
}

/** The `[` is read. `a[i]`, or a slice: `a[start:stop:step]`, where each part may be missing. */
function parseSubscript(
  stream: TokenStream,
  object: TemplateExpression,
  start: number,
): TemplateExpression {
  const first = stream.atOperator(":") ? undefined : parseExpression(stream);
  if (!stream.takeOperator(":")) {
    stream.expectOperator("]");
    return { kind: "item", range: stream.rangeFrom(start), object, index: first! };
  }
  const stop = stream.atOperator("]", ":") ? undefined : parseExpression(stream);
  const hasStep = stream.takeOperator(":") !== undefined && !stream.atOperator("]");
  const step = hasStep ? parseExpression(stream) : undefined;
  stream.expectOperator("]");
  return { kind: "slice", range: stream.rangeFrom(start), object, start: first, stop, step };
}

function parseFiltersAndTests(
  stream: TokenStream,
  input: TemplateExpression,
  start: number,
): TemplateExpression {
  for (;;) {
    if (stream.takeOperator("|")) {
      const { name, range: nameRange } = stream.expectIdentifier();
      const args = stream.atOperator("(") ? parseArguments(stream) : [];
      input = { kind: "filter", range: stream.rangeFrom(start), input, name, nameRange, args };
    } else if (stream.takeName("is")) {
      input = parseTest(stream, input, start);
    } else {
      return input;
    }
  }
}

/** The `is` is read. A test takes one argument without parentheses: `x is divisibleby 3`. */
function parseTest(
  stream: TokenStream,
  input: TemplateExpression,
  start: number,
): TemplateExpression {
  const negated = stream.takeName("not");
  const { name, range: nameRange } = stream.expectIdentifier();
  const args = stream.atOperator("(")
    ? parseArguments(stream)
    : isAtBareArgument(stream)
      ? [{ value: parsePostfix(stream, parseSigned(stream), stream.current.range.start) }]
      : [];
  return { kind: "test", range: stream.rangeFrom(start), input, name, nameRange, args, negated };
}

function isAtBareArgument(stream: TokenStream): boolean {
  switch (stream.current.kind) {
    case "string":
    case "int":
    case "float":
      return !stream.atEnd;
    case "name":
      return !stream.atEnd && !stream.atName("and", "or", "else", "is");
    default:
      return stream.atOperator("+", "-", "[", "{");
  }
}

function parsePrimary(stream: TokenStream): TemplateExpression {
  const token = stream.current;
  const { range } = token;
  if (stream.atEnd) {
    stream.failExpecting("expression");
    return { kind: "literal", range, value: null };
  }
  stream.next();
  switch (token.kind) {
    case "name":
      return toNameOrConstant(token.name, range);
    case "string":
      return parseStrings(stream, token.text, range.start);
    case "int":
      return { kind: "literal", range, value: token.value };
    case "float":
      return { kind: "literal", range, value: { float: token.value } };
    case "operator":
      if (token.operator === "(") return parseTuple(stream, range.start);
      if (token.operator === "[") return parseList(stream, range.start);
      if (token.operator === "{") return parseDict(stream, range.start);
      break;
    case "text":
    case "tag":
    case "bad":
    case "end":
      break;
    default:
      unreachable(token, "token");
  }
  stream.fail(`unexpected ${describeToken(token)}`, range);
  return { kind: "literal", range, value: null };
}

function toNameOrConstant(name: string, range: TemplateExpression["range"]): TemplateExpression {
  const value = constants.get(name);
  return value === undefined ? { kind: "name", range, name } : { kind: "literal", range, value };
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

/** Strings that stand side by side are one string. */
function parseStrings(stream: TokenStream, first: string, start: number): TemplateExpression {
  let value = first;
  for (let token = stream.current; token.kind === "string"; token = stream.current) {
    value += token.text;
    stream.next();
  }
  return { kind: "literal", range: stream.rangeFrom(start), value };
}

/** The `(` is read. A tuple is a list; parentheses around one expression are not kept. */
function parseTuple(stream: TokenStream, start: number): TemplateExpression {
  if (stream.takeOperator(")")) return { kind: "list", range: stream.rangeFrom(start), items: [] };
  const first = parseExpression(stream);
  if (!stream.atOperator(",")) {
    stream.expectOperator(")");
    return first;
  }
  const items = [first];
  parseSeparated(stream, ")", () => items.push(parseExpression(stream)), items.length);
  return { kind: "list", range: stream.rangeFrom(start), items };
}

function parseList(stream: TokenStream, start: number): TemplateExpression {
  const items: TemplateExpression[] = [];
  parseSeparated(stream, "]", () => items.push(parseExpression(stream)));
  return { kind: "list", range: stream.rangeFrom(start), items };
}

function parseDict(stream: TokenStream, start: number): TemplateExpression {
  const entries: { key: TemplateExpression; value: TemplateExpression }[] = [];
  parseSeparated(stream, "}", () => {
    const key = parseExpression(stream);
    stream.expectOperator(":");
    entries.push({ key, value: parseExpression(stream) });
  });
  return { kind: "dict", range: stream.rangeFrom(start), entries };
}

/** Items with commas between them, and perhaps one after the last, up to `close`. */
export function parseSeparated(
  stream: TokenStream,
  close: string,
  parseItem: () => void,
  alreadyRead = 0,
): void {
  for (let count = alreadyRead; !stream.takeOperator(close); count++) {
    if (count > 0) {
      stream.expectOperator(",");
      if (stream.takeOperator(close)) return;
    }
    parseItem();
    if (stream.error) return;
  }
}
