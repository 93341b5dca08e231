/** Blocks and statements: one a line, with the semicolons they need. */
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
import { expression, valueBehind } from "./expressions";
import { type Formatting, partsOf } from "./formatting";
import { body, bracketsOf } from "./lists";
import { type } from "./types";

/** A block; an empty one stays on its line. */
export function block(f: Formatting, node: SyntaxNode): Doc {
  const brackets = bracketsOf(node, "{", "}");
  const isEmpty = brackets.inside.length === 0 && !f.hasCommentsBefore(brackets.close);
  return isEmpty ? [f.token(brackets.open), f.token(brackets.close)] : brokenBlock(f, node);
}

/** A body, whose braces never share a line. */
export function brokenBlock(f: Formatting, node: SyntaxNode): Doc {
  const brackets = bracketsOf(node, "{", "}");
  const tail = brackets.inside.findLast((part) => part.kind !== "header");
  return body(f, brackets, (part) => statement(f, part, part === tail));
}

export function statement(f: Formatting, part: SyntaxElement, isLast: boolean): Doc {
  if (isToken(part)) return f.token(part);
  switch (part.kind) {
    case "let":
      return letStatement(f, part);
    case "return":
    case "assert":
      return keywordStatement(f, part);
    case "break":
    case "continue":
      return keywordStatement(f, part);
    case "while":
      return whileLoop(f, part);
    case "for":
      return forLoop(f, part);
    case "expressionStatement":
      return expressionStatement(f, part, isLast);
    default:
      return partsOf(part).map((child) => (isToken(child) ? f.token(child) : []));
  }
}

/** [ "watch" ] "let" WORD [ ":" type ] "=" expr ";" */
export function letStatement(f: Formatting, node: SyntaxNode): Doc {
  const docs = partsOf(node).map((part): Doc => {
    if (!isToken(part)) {
      return part.kind.endsWith("Type") ? [" ", type(f, part)] : valueBehind(f, part);
    }
    switch (part.kind) {
      case ":":
      case ";":
        return f.token(part);
      case "watch":
        return [f.token(part), " "];
      case "let":
        return f.token(part);
      default:
        return [" ", f.token(part)];
    }
  });
  return [docs, tokenIn(node, ";") ? [] : ";"];
}

/** A keyword, perhaps a value, and a semicolon. */
function keywordStatement(f: Formatting, node: SyntaxNode): Doc {
  const docs = partsOf(node).map((part) => (isToken(part) ? f.token(part) : valueBehind(f, part)));
  return [docs, tokenIn(node, ";") ? [] : ";"];
}

/**
 * Blocks, `if` and `match` end themselves; all other expressions but the last one of their
 * block end with a semicolon.
 */
function expressionStatement(f: Formatting, node: SyntaxNode, isLast: boolean): Doc {
  const docs = partsOf(node).map((part) => (isToken(part) ? f.token(part) : expression(f, part)));
  const value = childNodes(node)[0];
  const endsItself = value !== undefined && blockLike.has(value.kind);
  return [docs, isLast || endsItself || tokenIn(node, ";") ? [] : ";"];
}

const blockLike: ReadonlySet<string> = new Set(["if", "match", "block"]);

function whileLoop(f: Formatting, node: SyntaxNode): Doc {
  const [keyword, condition, loopBody] = partsOf(node) as [Token, SyntaxNode, SyntaxNode];
  return [f.token(keyword), " ", expression(f, condition), " ", brokenBlock(f, loopBody)];
}

function forLoop(f: Formatting, node: SyntaxNode): Doc {
  const parts = partsOf(node);
  const loopBody = parts.at(-1) as SyntaxNode;
  const keyword = parts[0] as Token;
  const isBare = tokenIn(node, "(") === undefined;
  const head = isBare ? spacedHead(f, parts.slice(1, -1)) : parenthesizedHead(f, node);
  return [f.token(keyword), " ", head, " ", brokenBlock(f, loopBody)];
}

function parenthesizedHead(f: Formatting, node: SyntaxNode): Doc {
  const { open, inside, close } = bracketsOf(node, "(", ")");
  const isIteration = tokenIn(node, "in") !== undefined;
  const head = isIteration ? spacedHead(f, inside) : countingHead(f, node, inside);
  return group([f.token(open), indent([softLine, head]), softLine, f.token(close)]);
}

/** `let x: T in xs` */
function spacedHead(f: Formatting, parts: readonly SyntaxElement[]): Doc {
  return parts.map((part, index) => {
    const isColon = isToken(part) && part.kind === ":";
    return [0 < index && !isColon ? " " : [], headPart(f, part)];
  });
}

/** `let i = 0; i < n; i += 1`; the second semicolon is put where it was left out. */
function countingHead(f: Formatting, node: SyntaxNode, inside: readonly SyntaxElement[]): Doc {
  const update = nodeIn(node, "forUpdate");
  const semicolons = inside.filter((part) => isToken(part) && part.kind === ";").length;
  const hasLet = nodeIn(node, "let") !== undefined;
  const lacksSecond = update !== undefined && semicolons + (hasLet ? 1 : 0) < 2;
  return inside.map((part, index) => {
    const isSemicolon = isToken(part) && part.kind === ";";
    const before = lacksSecond && part === update ? ";" : [];
    return [before, 0 < index && !isSemicolon ? line : [], headPart(f, part)];
  });
}

function headPart(f: Formatting, part: SyntaxElement): Doc {
  if (isToken(part)) return f.token(part);
  if (part.kind === "let") return letStatement(f, part);
  if (part.kind === "forUpdate") return childNodes(part).map((child) => expression(f, child));
  return part.kind.endsWith("Type") ? type(f, part) : expression(f, part);
}
