/** What `for` and `set` assign to: names, and tuples of them. */
import type { TemplateTarget } from "../../base";
import type { TokenStream } from "./tokenStream";

const RESERVED = ["true", "True", "false", "False", "none", "None", "loop", "self"];

export function parseTarget(stream: TokenStream): TemplateTarget {
  const start = stream.current.range.start;
  const items: TemplateTarget[] = [];
  let isTuple = false;
  while (!isAtTargetEnd(stream)) {
    items.push(parseTargetItem(stream));
    if (!stream.takeOperator(",")) break;
    isTuple = true;
  }
  const [only] = items;
  if (only && !isTuple) return only;
  if (!only) stream.failExpecting("identifier");
  return { kind: "tuple", range: stream.rangeFrom(start), items };
}

function isAtTargetEnd(stream: TokenStream): boolean {
  return (
    stream.atEnd ||
    stream.atOperator(")") ||
    stream.atTag("%}") ||
    stream.atTag("}}") ||
    stream.atName("in")
  );
}

function parseTargetItem(stream: TokenStream): TemplateTarget {
  if (!stream.takeOperator("(")) return parseName(stream);
  const inner = stream.nested(() => parseTarget(stream));
  stream.expectOperator(")");
  return inner;
}

export function parseName(stream: TokenStream): TemplateTarget & { readonly kind: "name" } {
  const { name, range } = stream.expectIdentifier();
  if (RESERVED.includes(name)) {
    stream.fail(`cannot assign to reserved variable name ${name}`, range);
  }
  return { kind: "name", range, name };
}
