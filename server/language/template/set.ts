/** `set x = e`, `set (a, b) = e`, `set ns.x = e`, and `set x | filter` around a block. */
import type { TemplateExpression, TemplateFilter, TemplateNode, TemplateTarget } from "../../base";
import { parseArguments } from "./arguments";
import { parseExpression } from "./expressions";
import { parseNodes } from "./statements";
import { parseName, parseTarget } from "./targets";
import type { TokenStream } from "./tokenStream";

export function parseSet(stream: TokenStream, start: number): TemplateNode {
  const isTuple = stream.atOperator("(");
  const target = parseSetTarget(stream);
  if (!isTuple && (stream.atTag("%}") || stream.atOperator("|"))) {
    return parseSetBlock(stream, start, target);
  }
  if (!stream.takeOperator("=")) stream.failExpecting("assignment operator");
  const value = parseExpression(stream);
  return { kind: "set", range: stream.rangeFrom(start), target, value };
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
    const tuple = parseTarget(stream);
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
