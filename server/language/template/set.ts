/** `set x = e`, `set a, b = e`, `set ns.x = e`, and `set x | filter` around a block. */
import type { TemplateExpression, TemplateFilter, TemplateNode, TemplateTarget } from "../../base";
import { parseArguments } from "./arguments";
import { parseExpression } from "./expressions";
import { parseNodes } from "./statements";
import { parseName } from "./targets";
import type { TokenStream } from "./tokenStream";

export function parseSet(stream: TokenStream, start: number): TemplateNode {
  const isInParentheses = stream.atOperator("(");
  const target = parseTargets(stream);
  if (!isInParentheses && (stream.atTag("%}") || stream.atOperator("|"))) {
    return parseSetBlock(stream, start, target);
  }
  if (!stream.takeOperator("=")) stream.failExpecting("assignment operator");
  const value = parseValue(stream);
  return { kind: "set", range: stream.rangeFrom(start), target, value };
}

/** Here, and only here, a tuple needs no parentheses. */
function parseValue(stream: TokenStream): TemplateExpression {
  const first = parseExpression(stream);
  if (!stream.atOperator(",")) return first;
  const items = [first];
  while (stream.takeOperator(",") && !stream.atTag("%}")) items.push(parseExpression(stream));
  return { kind: "list", range: stream.rangeFrom(first.range.start), items };
}

function parseTargets(stream: TokenStream): TemplateTarget {
  const start = stream.current.range.start;
  const first = parseSetTarget(stream);
  if (!stream.atOperator(",")) return first;
  const items = [first];
  while (stream.takeOperator(",")) items.push(parseSetTarget(stream));
  return { kind: "tuple", range: stream.rangeFrom(start), items };
}

function parseSetBlock(stream: TokenStream, start: number, target: TemplateTarget): TemplateNode {
  const filters = stream.takeOperator("|") ? parseFilterChain(stream) : [];
  stream.expectTag("%}");
  const body = parseNodes(stream, ["endset"]);
  stream.next();
  return { kind: "setBlock", range: stream.rangeFrom(start), target, filters, body };
}

function parseSetTarget(stream: TokenStream): TemplateTarget {
  if (stream.takeOperator("(")) {
    const tuple = parseParenthesized(stream);
    stream.expectOperator(")");
    return tuple;
  }
  const name = parseName(stream);
  let target: TemplateTarget = name;
  let object: TemplateExpression = { kind: "name", range: name.range, name: name.name };
  while (stream.takeOperator(".")) {
    const { name: attribute, range: nameRange } = stream.expectIdentifier();
    const range = stream.rangeFrom(name.range.start);
    target = { kind: "attribute", range, object, name: attribute };
    object = { kind: "attribute", range, object, name: attribute, nameRange };
  }
  return target;
}

/** Behind `(`: nothing, or names, the same as without parentheses. */
function parseParenthesized(stream: TokenStream): TemplateTarget {
  const start = stream.current.range.start;
  const items: TemplateTarget[] = [];
  let isTuple = false;
  while (!stream.atEnd && !stream.atOperator(")")) {
    items.push(stream.nested(() => parseSetTarget(stream)));
    if (!stream.takeOperator(",")) break;
    isTuple = true;
  }
  const [only] = items;
  if (only && !isTuple) return only;
  return { kind: "tuple", range: stream.rangeFrom(start), items };
}

/** `upper | indent(2)`: at least one filter, up to the end of the tag. */
export function parseFilterChain(stream: TokenStream): readonly TemplateFilter[] {
  const filters: TemplateFilter[] = [];
  while (!stream.atEnd && !stream.atTag("%}")) {
    if (filters.length > 0) stream.expectOperator("|");
    const { name, range: nameRange } = stream.expectIdentifier();
    const args = stream.atOperator("(") ? parseArguments(stream) : [];
    filters.push({ range: stream.rangeFrom(nameRange.start), name, nameRange, args });
  }
  if (filters.length === 0) stream.fail("expected a filter");
  return filters;
}
