/** What stands behind an operand: calls, members, indices, type arguments, constructors. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { parseObject } from "./braces";
import { parseCatchable, parseExpression } from "./expressions";
import { parseList } from "./lists";
import { isKeyword } from "./names";
import { skipWhile } from "./recovery";
import { parseTypeArguments } from "./types";

export function parsePostfixes(p: Parser, mark: Mark): void {
  for (;;) {
    if (p.isTooHigh) {
      if (postfixStarts.has(p.kind)) p.reportTooDeep();
      skipWhile(p, () => postfixStarts.has(p.kind) || p.at("word"));
      return;
    }
    switch (p.kind) {
      case "(":
        parseArguments(p);
        p.complete(mark, "call");
        break;
      case "[":
        parseIndex(p, mark);
        break;
      case ".":
        parseMember(p, mark);
        break;
      case "<":
        if (!atTypeArguments(p)) return;
        parseTypeArguments(p);
        p.complete(mark, "typeApplication");
        break;
      case "{":
        if (!atObject(p)) return;
        parseObject(p, mark);
        break;
      default:
        return;
    }
  }
}

const postfixStarts: ReadonlySet<Lookahead> = new Set<Lookahead>(["(", "[", "."]);

function parseArguments(p: Parser): void {
  const mark = p.mark();
  p.take();
  p.withObjects(true, () =>
    parseList(p, { close: ")", what: "',' or ')'", parseElement: () => parseExpression(p) }),
  );
  p.complete(mark, "arguments");
}

function parseIndex(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () => parseCatchable(p, "an expression"));
  p.expect("]", "']'");
  p.complete(mark, "index");
}

function parseMember(p: Parser, mark: Mark): void {
  p.take();
  if (!eatMemberName(p) && !p.eat("accessor")) p.reportExpected("a name");
  p.complete(mark, "member");
}

/** A word, or a keyword that stands right behind its dot: a field may be called `client`. */
export function eatMemberName(p: Parser): boolean {
  if (p.eat("word")) return true;
  if (!isKeyword(p.kind) || !p.isGluedBefore) return false;
  p.take("word");
  return true;
}

/**
 * `<` begins type arguments when a word and then `>`, `,` or `<` follow, and when the
 * bracket closes: `f(a < b, c)` is a comparison.
 */
function atTypeArguments(p: Parser): boolean {
  if (p.peek(1) !== "word") return false;
  const after = p.peek(2);
  if (after !== ">" && after !== "," && after !== "<") return false;
  let depth = 0;
  for (let index = p.index; ; index++) {
    const kind = p.kindAt(index);
    if (kind === "<") depth++;
    else if (kind === ">" && --depth === 0) return true;
    else if (!typeArgumentKinds.has(kind)) return false;
  }
}

const typeArgumentKinds: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "word",
  ".",
  ",",
  ">",
  "[",
  "]",
  "?",
  "|",
  "string",
  "int",
]);

/** Only a name or a path is constructed, and not what looks like a block of statements. */
function atObject(p: Parser): boolean {
  const operand = p.lastNode;
  if ((operand !== "name" && operand !== "path") || !p.allowsObjects) return false;
  const next = p.peek(1);
  if (next === "word") return !notBehindKey.has(p.peek(2));
  return objectStarts.has(next) || (isKeyword(next) && p.peek(2) === ":");
}

const objectStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "}",
  "...",
  "string",
  "rawString",
  "end",
]);

const notBehindKey: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  ";",
  "(",
  ".",
  "[",
]);
