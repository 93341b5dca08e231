/** Expressions: operators and calls in chains, lists between brackets, arms one a line. */

import { operatorPrecedence } from "../syntax/grammar/operators";
import type { TokenKind } from "../syntax/tokens";
import {
  childNodes,
  isToken,
  nodeIn,
  type SyntaxElement,
  type SyntaxNode,
  type Token,
  tokenIn,
} from "../syntax/tree";
import { type Doc, group, indent, line, softLine } from "./doc";
import { type Formatting, partsOf } from "./formatting";
import { body, bracketsOf, type ListStyle, list } from "./lists";
import { pattern } from "./patterns";
import { block, brokenBlock } from "./statements";
import { argumentStyle, type, typeArguments } from "./types";

const braceStyle: ListStyle = { padding: line, endsWithComma: true };

export function expression(f: Formatting, node: SyntaxNode): Doc {
  switch (node.kind) {
    case "parenthesized":
      return parenthesized(f, node);
    case "array":
      return list(f, bracketsOf(node, "[", "]"), argumentStyle, (part) => expression(f, part));
    case "map":
      return list(f, bracketsOf(node, "{", "}"), braceStyle, (part) => entry(f, part));
    case "object":
      return object(f, node);
    case "block":
      return block(f, node);
    case "if":
      return conditional(f, node);
    case "match":
      return match(f, node);
    case "throw":
      return spaced(f, node);
    case "call":
    case "member":
    case "index":
    case "typeApplication":
      return chain(f, node);
    case "catch":
      return catches(f, node);
    case "binary":
      return binary(f, node);
    case "assignment":
      return assignment(f, node);
    case "unary":
      return unary(f, node);
    default:
      return partsOf(node).map((part) => element(f, part));
  }
}

function element(f: Formatting, part: SyntaxElement): Doc {
  return isToken(part) ? f.token(part) : expression(f, part);
}

/** The parts of a node with spaces between them. */
export function spaced(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part, index) => [0 < index ? " " : [], element(f, part)]);
}

/** Keeps signs apart that would be read as one operator: `- -x`. */
function unary(f: Formatting, node: SyntaxNode): Doc {
  const [operator, operand] = partsOf(node) as [Token, SyntaxNode | undefined];
  if (!operand) return f.token(operator);
  const first = operand.kind === "unary" ? partsOf(operand)[0] : undefined;
  const isGlued = first !== undefined && operator.text.at(-1) === (first as Token).text.at(0);
  return [f.token(operator), isGlued ? " " : [], expression(f, operand)];
}

export function parenthesized(f: Formatting, node: SyntaxNode): Doc {
  const { open, inside, close } = bracketsOf(node, "(", ")");
  const closing = f.hasCommentsBefore(close) ? [line, f.beforeClosing(close)] : [];
  const parts = inside.map((part) => element(f, part));
  return group([f.token(open), indent([softLine, parts, closing]), softLine, f.token(close)]);
}

function object(f: Formatting, node: SyntaxNode): Doc {
  const name = childNodes(node)[0]!;
  const fields = list(f, bracketsOf(node, "{", "}"), braceStyle, (part) => entry(f, part));
  return [expression(f, name), " ", fields];
}

/** A field, an entry of a map, or a spread. */
function entry(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (!isToken(part)) return f.indentCommented(part, expression(f, part));
    return part.kind === ":" ? [f.token(part), " "] : f.token(part);
  });
}

/** "if" condition block [ "else" … ] */
function conditional(f: Formatting, node: SyntaxNode): Doc {
  const [keyword, condition, ...rest] = partsOf(node);
  return [
    element(f, keyword!),
    " ",
    element(f, condition!),
    rest.map((part) => [
      " ",
      !isToken(part) && part.kind === "block" ? brokenBlock(f, part) : element(f, part),
    ]),
  ];
}

/** "match" "(" expr [ ":" type ] ")" "{" arms "}" */
function match(f: Formatting, node: SyntaxNode): Doc {
  const keyword = tokenIn(node, "match")!;
  const { open, inside, close } = bracketsOf(node, "(", ")");
  const head = inside.map((part) => {
    if (isToken(part)) return [f.token(part), " "];
    return part.kind.endsWith("Type") ? type(f, part) : expression(f, part);
  });
  return [
    f.token(keyword),
    " ",
    group([f.token(open), indent([softLine, head]), softLine, f.token(close)]),
    " ",
    arms(f, node),
  ];
}

function arms(f: Formatting, node: SyntaxNode): Doc {
  const brackets = bracketsOf(node, "{", "}");
  return body(f, brackets, (part) => (isToken(part) ? f.token(part) : arm(f, part)));
}

/** pattern [ "if" expr ] "=>" body "," */
function arm(f: Formatting, node: SyntaxNode): Doc {
  const comma = tokenIn(node, ",");
  const parts = partsOf(node).filter((part) => part !== comma);
  const docs = parts.map((part, index) => [
    0 < index ? " " : [],
    isToken(part) ? f.token(part) : armPart(f, part),
  ]);
  return [docs, ",", comma ? f.dropped(comma) : []];
}

function armPart(f: Formatting, node: SyntaxNode): Doc {
  return node.kind.endsWith("Pattern") ? pattern(f, node) : expression(f, node);
}

/** expr { "catch" "(" pattern ")" "{" arms "}" } */
function catches(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (isToken(part)) return f.token(part);
    return part.kind === "catchClause" ? [" ", catchClause(f, part)] : expression(f, part);
  });
}

function catchClause(f: Formatting, node: SyntaxNode): Doc {
  const { open, inside, close } = bracketsOf(node, "(", ")");
  const keyword = partsOf(node)[0] as Token;
  return [
    f.token(keyword),
    " ",
    f.token(open),
    inside.map((part) => (isToken(part) ? f.token(part) : pattern(f, part))),
    f.token(close),
    " ",
    arms(f, node),
  ];
}

function assignment(f: Formatting, node: SyntaxNode): Doc {
  const [target, operator, value] = partsOf(node);
  return [
    element(f, target!),
    " ",
    element(f, operator!),
    value && !isToken(value) ? valueBehind(f, value) : [],
  ];
}

/** What stands behind `=`, one level deeper when a comment comes between. */
export function valueBehind(f: Formatting, value: SyntaxNode): Doc {
  return f.indentCommented(value, [" ", expression(f, value)]);
}

/** Operands of one precedence stay together; when too long, each operator begins a line. */
function binary(f: Formatting, node: SyntaxNode): Doc {
  const links: Doc[] = [];
  let left = node;
  const precedence = precedenceOf(node);
  const chained: SyntaxNode[] = [];
  while (left.kind === "binary" && precedenceOf(left) === precedence) {
    chained.push(left);
    left = childNodes(left)[0]!;
  }
  const first = expression(f, left);
  for (const link of chained.toReversed()) {
    const [, operator, right] = partsOf(link);
    const isType = right && !isToken(right) && right.kind.endsWith("Type");
    // A comment above the operand stands above its operator, which begins the line.
    const above = right && !isToken(right) ? f.hoist(right) : [];
    const operand = !right ? [] : isType ? type(f, right as SyntaxNode) : element(f, right);
    links.push([line, above, element(f, operator!), " ", operand]);
  }
  return group([first, indent(links)]);
}

function precedenceOf(node: SyntaxNode): number | undefined {
  const operator = partsOf(node).find(isToken);
  return operator && operatorPrecedence(operator.kind as TokenKind);
}

/** A chain of calls and members; each `.name(` begins a line when they do not fit on one. */
function chain(f: Formatting, node: SyntaxNode): Doc {
  const { base, links } = unchain(f, node);
  const calls = links.filter((link) => link.isCall).length;
  if (calls < 2) return [base, links.map((link) => link.doc)];
  const docs = links.map((link) => (link.isCall ? [softLine, link.doc] : link.doc));
  return group([base, indent(docs)]);
}

interface Link {
  readonly doc: Doc;
  /** True at a `.name` that is called. */
  readonly isCall: boolean;
}

interface Chain {
  readonly base: Doc;
  readonly links: readonly Link[];
}

/** The innermost operand, and what stands behind it in the order of the text. */
function unchain(f: Formatting, node: SyntaxNode): Chain {
  const postfixes: SyntaxNode[] = [];
  let base = node;
  while (isPostfix(base)) {
    postfixes.push(base);
    base = childNodes(base)[0]!;
  }
  postfixes.reverse();
  const links: Link[] = [];
  const isCalled = (index: number) => postfixes[index]?.kind === "call";
  const start = base.kind === "path" && isCalled(0) ? splitPath(f, base) : undefined;
  if (start) links.push({ doc: start.last, isCall: true });
  for (const [index, postfix] of postfixes.entries()) {
    links.push({
      doc: postfixDoc(f, postfix),
      isCall: postfix.kind === "member" && isCalled(index + 1),
    });
  }
  return { base: start ? start.first : expression(f, base), links };
}

function isPostfix(node: SyntaxNode): boolean {
  return (
    node.kind === "call" ||
    node.kind === "member" ||
    node.kind === "index" ||
    node.kind === "typeApplication"
  );
}

/** `a.b` and `.c` of `a.b.c` */
function splitPath(f: Formatting, path: SyntaxNode): { first: Doc; last: Doc } {
  const parts = partsOf(path) as readonly Token[];
  return {
    first: parts.slice(0, -2).map((token) => f.token(token)),
    last: parts.slice(-2).map((token) => f.token(token)),
  };
}

function postfixDoc(f: Formatting, node: SyntaxNode): Doc {
  const argumentList = nodeIn(node, "arguments");
  if (argumentList) {
    return list(f, bracketsOf(argumentList, "(", ")"), argumentStyle, (part) =>
      expression(f, part),
    );
  }
  const [, ...parts] = partsOf(node);
  return parts.map((part) => {
    if (isToken(part)) return f.token(part);
    return part.kind === "typeArguments" ? typeArguments(f, part) : expression(f, part);
  });
}
