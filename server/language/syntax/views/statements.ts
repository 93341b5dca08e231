/** Blocks and the statements in them. */
import { childNodes, nodeIn, type SyntaxNode, type Token, tokenIn } from "../tree";
import { documentationOf } from "./documentation";
import { BlockView, type ExpressionView, expressionIn, expressionsIn } from "./expressions";
import { HeaderView } from "./header";
import { type TypeView, typeIn } from "./types";

export type StatementView =
  | LetView
  | ReturnView
  | AssertView
  | WhileView
  | ForView
  | BreakView
  | ContinueView
  | ExpressionStatementView
  | EmptyStatementView
  | HeaderView;

/** `let x: T = e;`, also with `watch` before it; a constant of the project at the top level. */
export class LetView {
  readonly kind = "let";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get isWatched(): boolean {
    return tokenIn(this.syntax, "watch") !== undefined;
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  get value(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export class ReturnView {
  readonly kind = "return";
  constructor(readonly syntax: SyntaxNode) {}

  get value(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export class AssertView {
  readonly kind = "assert";
  constructor(readonly syntax: SyntaxNode) {}

  get condition(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export class WhileView {
  readonly kind = "while";
  constructor(readonly syntax: SyntaxNode) {}

  /** With its parentheses, when it has them. */
  get condition(): ExpressionView | undefined {
    return conditionOf(this.syntax);
  }

  get body(): BlockView | undefined {
    return bodyOf(this.syntax);
  }
}

/** `for (let x in xs)`, `for x in xs`, or `for (let i = 0; i < n; i += 1)`. */
export class ForView {
  readonly kind = "for";
  constructor(readonly syntax: SyntaxNode) {}

  /** True for the form with `in`; the other one counts. */
  get isIteration(): boolean {
    return tokenIn(this.syntax, "in") !== undefined;
  }

  /** The loop variable of an iteration. */
  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  /** The annotation of the loop variable. */
  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  /** What an iteration goes over. */
  get iterable(): ExpressionView | undefined {
    return this.isIteration ? conditionOf(this.syntax) : undefined;
  }

  /** The `let` of the counting form. */
  get initializer(): LetView | undefined {
    const node = nodeIn(this.syntax, "let");
    return node && new LetView(node);
  }

  /** The condition of the counting form; undefined means for ever. */
  get condition(): ExpressionView | undefined {
    return this.isIteration ? undefined : conditionOf(this.syntax);
  }

  /** What the counting form does after each round, mostly an assignment. */
  get update(): ExpressionView | undefined {
    const node = nodeIn(this.syntax, "forUpdate");
    return node && expressionIn(node);
  }

  get body(): BlockView | undefined {
    return bodyOf(this.syntax);
  }
}

export class BreakView {
  readonly kind = "break";
  constructor(readonly syntax: SyntaxNode) {}
}

export class ContinueView {
  readonly kind = "continue";
  constructor(readonly syntax: SyntaxNode) {}
}

/** An expression in a block, an assignment or a `throw` included. */
export class ExpressionStatementView {
  readonly kind = "expressionStatement";
  constructor(readonly syntax: SyntaxNode) {}

  get expression(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  get hasSemicolon(): boolean {
    return tokenIn(this.syntax, ";") !== undefined;
  }
}

/** A stray `;` */
export class EmptyStatementView {
  readonly kind = "emptyStatement";
  constructor(readonly syntax: SyntaxNode) {}
}

/** The view of a node, when it is a statement. */
export function statementView(node: SyntaxNode): StatementView | undefined {
  switch (node.kind) {
    case "let":
      return new LetView(node);
    case "return":
      return new ReturnView(node);
    case "assert":
      return new AssertView(node);
    case "while":
      return new WhileView(node);
    case "for":
      return new ForView(node);
    case "break":
      return new BreakView(node);
    case "continue":
      return new ContinueView(node);
    case "expressionStatement":
      return new ExpressionStatementView(node);
    case "emptyStatement":
      return new EmptyStatementView(node);
    case "header":
      return new HeaderView(node);
    default:
      return undefined;
  }
}

export function statementsIn(block: SyntaxNode): readonly StatementView[] {
  return childNodes(block).flatMap((child) => statementView(child) ?? []);
}

/** The last block directly below: a condition without parentheses may be a block as well. */
function bodyOf(node: SyntaxNode): BlockView | undefined {
  const last = childNodes(node).findLast((child) => child.kind === "block");
  return last && new BlockView(last);
}

/** The expression of a head, before the body. */
function conditionOf(node: SyntaxNode): ExpressionView | undefined {
  const body = bodyOf(node)?.syntax;
  return expressionsIn(node).find((view) => view.syntax !== body);
}
