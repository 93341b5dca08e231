/** Types and attributes. */
import { isToken, nodeIn, type SyntaxElement, type SyntaxNode } from "../syntax/tree";
import { type Doc, group, indent, line, softLine } from "./doc";
import { expression } from "./expressions";
import { type Formatting, partsOf } from "./formatting";
import { bracketsOf, type ListStyle, list } from "./lists";

export const argumentStyle: ListStyle = { padding: softLine, endsWithComma: true };
const typeArgumentStyle: ListStyle = { padding: softLine, endsWithComma: false };

export function type(f: Formatting, node: SyntaxNode): Doc {
  switch (node.kind) {
    case "unionType":
      return unionType(f, node);
    case "attributedType":
      return attributedType(f, node);
    case "functionType":
      return functionType(f, node);
    case "parenthesizedType":
      return list(f, bracketsOf(node, "(", ")"), typeArgumentStyle, (part) =>
        typeParameter(f, part),
      );
    default:
      return partsOf(node).map((part) => simplePart(f, part));
  }
}

/** Names, literals and postfixes, which hold no spaces. */
function simplePart(f: Formatting, part: SyntaxElement): Doc {
  if (isToken(part)) return f.token(part);
  if (part.kind === "typeArguments") return typeArguments(f, part);
  return type(f, part);
}

export function typeArguments(f: Formatting, node: SyntaxNode): Doc {
  return list(f, bracketsOf(node, "<", ">"), typeArgumentStyle, (part) => type(f, part));
}

/** Breaks before each `|`. */
function unionType(f: Formatting, node: SyntaxNode): Doc {
  const [first, ...others] = partsOf(node);
  const docs = others.map((part) => (isToken(part) ? [line, f.token(part), " "] : type(f, part)));
  return group([first ? simplePart(f, first) : [], indent(docs)]);
}

function attributedType(f: Formatting, node: SyntaxNode): Doc {
  const [inner, ...attributes] = partsOf(node);
  return [
    inner ? simplePart(f, inner) : [],
    attributes.map((part) => (isToken(part) ? f.token(part) : [" ", attribute(f, part)])),
  ];
}

function functionType(f: Formatting, node: SyntaxNode): Doc {
  const arrow = node.children.findIndex((part) => isToken(part) && part.kind === "->");
  const behind = node.children.slice(arrow);
  return [
    list(f, bracketsOf(node, "(", ")"), typeArgumentStyle, (part) => typeParameter(f, part)),
    behind.map((part) => [" ", isToken(part) ? f.token(part) : type(f, part)]),
  ];
}

function typeParameter(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (!isToken(part)) return type(f, part);
    return part.kind === ":" ? [f.token(part), " "] : f.token(part);
  });
}

/** A type without the attributes that end it, and those: they are laid out apart. */
export function splitAttributes(
  f: Formatting,
  node: SyntaxNode,
): { readonly type: Doc; readonly attributes: readonly SyntaxNode[] } {
  const last = node.kind === "unionType" ? node.children.at(-1) : node;
  if (!last || isToken(last) || last.kind !== "attributedType") {
    return { type: type(f, node), attributes: [] };
  }
  const attributes = last.children.filter((child) => !isToken(child) && child.kind === "attribute");
  const inner = last.children.find((child) => !attributes.includes(child));
  const innerDoc = inner ? simplePart(f, inner) : [];
  if (last === node) return { type: innerDoc, attributes: attributes as SyntaxNode[] };
  const [first, ...others] = partsOf(node);
  const docs = others.map((part) => {
    if (part === last) return innerDoc;
    return isToken(part) ? [line, f.token(part), " "] : type(f, part);
  });
  return {
    type: group([first ? simplePart(f, first) : [], indent(docs)]),
    attributes: attributes as SyntaxNode[],
  };
}

/** Attributes on the line of what they belong to, else on lines of their own. */
export function attributes(f: Formatting, nodes: readonly SyntaxNode[]): Doc {
  return indent(nodes.map((node) => [line, attribute(f, node)]));
}

export function attribute(f: Formatting, node: SyntaxNode): Doc {
  const list = nodeIn(node, "attributeArguments");
  const name = partsOf(node).flatMap((part) => (isToken(part) ? [f.token(part)] : []));
  return [name, list ? attributeArguments(f, list) : []];
}

function attributeArguments(f: Formatting, node: SyntaxNode): Doc {
  return list(f, bracketsOf(node, "(", ")"), argumentStyle, (part) =>
    partsOf(part).map((inner) => {
      if (isToken(inner)) return f.token(inner);
      return inner.kind.endsWith("Type") ? type(f, inner) : expression(f, inner);
    }),
  );
}
