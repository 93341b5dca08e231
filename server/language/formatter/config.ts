/** Config blocks: `key: value,`, one a line. */
import { isToken, type SyntaxElement, type SyntaxNode, tokenIn } from "../syntax/tree";
import type { Doc } from "./doc";
import { expression } from "./expressions";
import { type Formatting, partsOf } from "./formatting";
import { typeBuilder } from "./items";
import { body, bracketsOf, list } from "./lists";
import { argumentStyle, attribute } from "./types";

/** The block of an item: its braces never share a line. */
export function configBody(f: Formatting, node: SyntaxNode): Doc {
  const { open, inside, close } = bracketsOf(node, "{", "}");
  const commas = new Map(
    inside.flatMap((part, index) => {
      const next = inside[index + 1];
      return next && isToken(next) && next.kind === "," ? [[part, next] as const] : [];
    }),
  );
  const members = inside.filter((part) => !isToken(part) || part.kind !== ",");
  return body(f, { open, inside: members, close }, (part) => {
    const comma = commas.get(part);
    return [member(f, part), comma ? f.dropped(comma) : []];
  });
}

function member(f: Formatting, part: SyntaxElement): Doc {
  if (isToken(part)) return f.token(part);
  switch (part.kind) {
    case "configItem":
      return item(f, part);
    case "typeBuilder":
      return typeBuilder(f, part);
    case "blockAttribute":
      return attribute(f, part);
    default:
      return partsOf(part).map((child) => (isToken(child) ? f.token(child) : []));
  }
}

/** config_key ":" config_value { field_attr } "," */
function item(f: Formatting, node: SyntaxNode): Doc {
  const colon = tokenIn(node, ":");
  const [key, ...others] = partsOf(node);
  const docs = others.flatMap((part): Doc[] => {
    if (part === colon) return [];
    if (isToken(part)) return [" ", f.token(part)];
    return [" ", part.kind === "attribute" ? attribute(f, part) : configValue(f, part)];
  });
  return [isToken(key!) ? f.token(key) : [], colon ? f.token(colon) : ":", docs, ","];
}

function configValue(f: Formatting, node: SyntaxNode): Doc {
  switch (node.kind) {
    case "configBlock":
      return configBlock(f, node);
    case "configArray":
      return list(f, bracketsOf(node, "[", "]"), argumentStyle, (part) => configValue(f, part));
    default:
      return expression(f, node);
  }
}

/** A nested block; an empty one stays on its line. */
function configBlock(f: Formatting, node: SyntaxNode): Doc {
  const { open, inside, close } = bracketsOf(node, "{", "}");
  const isEmpty = inside.length === 0 && !f.hasCommentsBefore(close);
  return isEmpty ? [f.token(open), f.token(close)] : configBody(f, node);
}
