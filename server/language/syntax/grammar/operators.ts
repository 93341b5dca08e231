/** Operators: which one is ahead, and how tightly it binds. */
import type { Parser } from "../parser";
import type { TokenKind } from "../tokens";
import type { AssignmentOperator, BinaryOperator } from "../views/expressions";

/** The higher binds the tighter. */
export const precedences: Readonly<Partial<Record<TokenKind, number>>> = {
  "*": 10,
  "/": 10,
  "%": 10,
  "+": 9,
  "-": 9,
  "<<": 8,
  ">>": 8,
  "<": 7,
  ">": 7,
  "<=": 7,
  ">=": 7,
  instanceof: 7,
  "==": 6,
  "!=": 6,
  "&": 5,
  "^": 4,
  "|": 3,
  "&&": 2,
  "||": 1,
} satisfies Record<BinaryOperator, number>;

/** Undefined for what is no binary operator. */
export function operatorPrecedence(kind: TokenKind): number | undefined {
  return precedences[kind];
}

const assignments: ReadonlySet<string> = new Set<AssignmentOperator>([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "<<=",
  ">>=",
]);

/** The token ahead, with `>` and what is glued behind it as one; undefined at the end. */
export function operatorAhead(p: Parser): TokenKind | undefined {
  if (p.kind === ">") return operatorFromBracket(p);
  return p.kind === "end" ? undefined : p.kind;
}

function operatorFromBracket(p: Parser): TokenKind {
  const next = p.peekGlued(1);
  if (next === "=") return ">=";
  if (next !== ">") return ">";
  return p.peekGlued(2) === "=" ? ">>=" : ">>";
}

export function assignmentAhead(p: Parser): TokenKind | undefined {
  const operator = operatorAhead(p);
  return operator !== undefined && assignments.has(operator) ? operator : undefined;
}

/** Takes an operator that is ahead, joined into one token. */
export function takeOperator(p: Parser, operator: TokenKind): void {
  if (p.kind === operator) p.take();
  else p.takeUpTo(p.offset + operator.length, operator);
}
