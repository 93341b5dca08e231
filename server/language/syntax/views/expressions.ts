/** Expressions, blocks among them, and the parts that only expressions have. */
import type { TextRange } from "../../../base";
import { isTrivia, type TokenKind } from "../tokens";
import {
  childNodes,
  isToken,
  nodeIn,
  nodesIn,
  type SyntaxNode,
  type Token,
  tokenIn,
  tokensIn,
} from "../tree";
import { type PatternView, patternIn } from "./patterns";
import { ExpressionStatementView, type StatementView, statementsIn } from "./statements";
import { StringView } from "./strings";
import { type TypeView, typeIn, typesIn } from "./types";

export type ExpressionView =
  | LiteralView
  | NameView
  | PathView
  | EnvReferenceView
  | ParenthesizedView
  | ArrayView
  | MapView
  | BlockView
  | IfView
  | MatchView
  | ThrowView
  | CallView
  | TypeApplicationView
  | IndexView
  | MemberView
  | ObjectView
  | CatchView
  | UnaryView
  | BinaryView
  | AssignmentView;

/** A number, a string, `true`, `false` or `null`. */
export class LiteralView {
  readonly kind = "literal";
  constructor(readonly syntax: SyntaxNode) {}

  get int(): Token | undefined {
    return tokenIn(this.syntax, "int");
  }

  get float(): Token | undefined {
    return tokenIn(this.syntax, "float");
  }

  get string(): StringView | undefined {
    const token = tokenIn(this.syntax, "string") ?? tokenIn(this.syntax, "rawString");
    return token && new StringView(token);
  }

  /** `true`, `false` or `null` */
  get word(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }
}

/** A single word. */
export class NameView {
  readonly kind = "name";
  constructor(readonly syntax: SyntaxNode) {}

  get token(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get name(): string {
    return this.token?.text ?? "";
  }
}

/** `a.b.c` at the start of an expression: fields of a variable, or a name with its namespace. */
export class PathView {
  readonly kind = "path";
  constructor(readonly syntax: SyntaxNode) {}

  /** Two words or more; one when the text ends at a dot. */
  get segments(): readonly Token[] {
    return tokensIn(this.syntax, "word");
  }

  get name(): string {
    return this.segments.map((segment) => segment.text).join(".");
  }

  /** True when a name is missing behind the last dot. */
  get endsInDot(): boolean {
    return tokensIn(this.syntax, ".").length === this.segments.length;
  }
}

/** `env.API_KEY` */
export class EnvReferenceView {
  readonly kind = "envReference";
  constructor(readonly syntax: SyntaxNode) {}

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }
}

export class ParenthesizedView {
  readonly kind = "parenthesized";
  constructor(readonly syntax: SyntaxNode) {}

  get inner(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export class ArrayView {
  readonly kind = "array";
  constructor(readonly syntax: SyntaxNode) {}

  get elements(): readonly ExpressionView[] {
    return expressionsIn(this.syntax);
  }
}

/** `{ "a": 1, b: 2 }` */
export class MapView {
  readonly kind = "map";
  constructor(readonly syntax: SyntaxNode) {}

  get entries(): readonly EntryView[] {
    return nodesIn(this.syntax, "mapEntry").map((node) => new EntryView(node));
  }
}

/** An entry of a map, or a field in a constructor: a key and a value. */
export class EntryView {
  readonly kind = "entry";
  constructor(readonly syntax: SyntaxNode) {}

  /** A word or a string. */
  get keyToken(): Token | undefined {
    return keyTokenOf(this.syntax);
  }

  /** The key's meaning: a string's value, a word's text. */
  get key(): string | undefined {
    return meaningOfKey(this.keyToken);
  }

  get value(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

/** `{ … }` with statements; a function's body, or an expression. */
export class BlockView {
  readonly kind = "block";
  constructor(readonly syntax: SyntaxNode) {}

  get statements(): readonly StatementView[] {
    return statementsIn(this.syntax);
  }

  /** The value of the block: its last statement, when that is an expression without `;`. */
  get tail(): ExpressionView | undefined {
    const last = this.statements.findLast((statement) => statement.kind !== "header");
    if (!(last instanceof ExpressionStatementView) || last.hasSemicolon) return undefined;
    return last.expression;
  }
}

export class IfView {
  readonly kind = "if";
  constructor(readonly syntax: SyntaxNode) {}

  /** With its parentheses, when it has them. */
  get condition(): ExpressionView | undefined {
    const [first] = this.#beforeElse();
    return first && first !== this.thenBlock?.syntax ? expressionView(first) : undefined;
  }

  get thenBlock(): BlockView | undefined {
    const block = this.#beforeElse().findLast((node) => node.kind === "block");
    return block && new BlockView(block);
  }

  /** The block or the `if` behind `else`. */
  get elseBranch(): BlockView | IfView | undefined {
    const keyword = tokenIn(this.syntax, "else");
    const node = keyword && childNodes(this.syntax).find((child) => keyword.end <= child.start);
    const view = node && expressionView(node);
    return view?.kind === "block" || view?.kind === "if" ? view : undefined;
  }

  #beforeElse(): readonly SyntaxNode[] {
    const keyword = tokenIn(this.syntax, "else");
    return childNodes(this.syntax).filter((node) => !keyword || node.end <= keyword.start);
  }
}

export class MatchView {
  readonly kind = "match";
  constructor(readonly syntax: SyntaxNode) {}

  get scrutinee(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  /** The annotation in `match (e: T)`. */
  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  get arms(): readonly MatchArmView[] {
    return nodesIn(this.syntax, "matchArm").map((node) => new MatchArmView(node));
  }
}

export class MatchArmView {
  readonly kind = "matchArm";
  constructor(readonly syntax: SyntaxNode) {}

  get pattern(): PatternView | undefined {
    return patternIn(this.syntax);
  }

  /** What stands behind `if`. */
  get guard(): ExpressionView | undefined {
    if (!tokenIn(this.syntax, "if")) return undefined;
    return expressionsIn(this.syntax).find((view) => !isBehindArrow(this.syntax, view));
  }

  get body(): ExpressionView | undefined {
    return expressionsIn(this.syntax).find((view) => isBehindArrow(this.syntax, view));
  }
}

export class ThrowView {
  readonly kind = "throw";
  constructor(readonly syntax: SyntaxNode) {}

  get value(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export class CallView {
  readonly kind = "call";
  constructor(readonly syntax: SyntaxNode) {}

  get callee(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  /** The parentheses and all between them. */
  get argumentList(): SyntaxNode | undefined {
    return nodeIn(this.syntax, "arguments");
  }

  get arguments(): readonly ExpressionView[] {
    const list = this.argumentList;
    return list ? expressionsIn(list) : [];
  }
}

/** `f<int>` */
export class TypeApplicationView {
  readonly kind = "typeApplication";
  constructor(readonly syntax: SyntaxNode) {}

  get callee(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  get arguments(): readonly TypeView[] {
    const list = nodeIn(this.syntax, "typeArguments");
    return list ? typesIn(list) : [];
  }
}

/** `a[i]` */
export class IndexView {
  readonly kind = "index";
  constructor(readonly syntax: SyntaxNode) {}

  get object(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  get index(): ExpressionView | undefined {
    const bracket = tokenIn(this.syntax, "[");
    return expressionsIn(this.syntax).find((view) => bracket && bracket.end <= view.syntax.start);
  }
}

/** `e.name` where `e` is not a path, and `x.$watch` */
export class MemberView {
  readonly kind = "member";
  constructor(readonly syntax: SyntaxNode) {}

  get object(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  /** Undefined when the text ends at the dot; with its `$` for an accessor. */
  get name(): Token | undefined {
    return tokenIn(this.syntax, "word") ?? tokenIn(this.syntax, "accessor");
  }

  /** True for `.$watch` and the like. */
  get isAccessor(): boolean {
    return this.name?.kind === "accessor";
  }
}

/** `Person { name: "Ann", ...rest }` */
export class ObjectView {
  readonly kind = "object";
  constructor(readonly syntax: SyntaxNode) {}

  /** The class: a name or a path. */
  get type(): NameView | PathView | undefined {
    const view = expressionIn(this.syntax);
    return view?.kind === "name" || view?.kind === "path" ? view : undefined;
  }

  /** Fields and spreads in the order of the text. */
  get entries(): readonly (EntryView | SpreadView)[] {
    return childNodes(this.syntax).flatMap((node) => {
      if (node.kind === "objectField") return new EntryView(node);
      return node.kind === "spread" ? new SpreadView(node) : [];
    });
  }
}

/** `...base` */
export class SpreadView {
  readonly kind = "spread";
  constructor(readonly syntax: SyntaxNode) {}

  get value(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

/** `e catch (x) { … }`, with one clause or more. */
export class CatchView {
  readonly kind = "catch";
  constructor(readonly syntax: SyntaxNode) {}

  get body(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }

  get clauses(): readonly CatchClauseView[] {
    return nodesIn(this.syntax, "catchClause").map((node) => new CatchClauseView(node));
  }
}

export class CatchClauseView {
  readonly kind = "catchClause";
  constructor(readonly syntax: SyntaxNode) {}

  /** True for `catch_all`, which must handle everything. */
  get isCatchAll(): boolean {
    return tokenIn(this.syntax, "catch_all") !== undefined;
  }

  get keyword(): Token | undefined {
    return tokenIn(this.syntax, "catch") ?? tokenIn(this.syntax, "catch_all");
  }

  get binding(): PatternView | undefined {
    return patternIn(this.syntax);
  }

  get arms(): readonly CatchArmView[] {
    return nodesIn(this.syntax, "catchArm").map((node) => new CatchArmView(node));
  }
}

export class CatchArmView {
  readonly kind = "catchArm";
  constructor(readonly syntax: SyntaxNode) {}

  get pattern(): PatternView | undefined {
    return patternIn(this.syntax);
  }

  get body(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export type UnaryOperator = "-" | "!" | "~" | "++" | "--";

export class UnaryView {
  readonly kind = "unary";
  constructor(readonly syntax: SyntaxNode) {}

  get operator(): UnaryOperator {
    return this.operatorToken.kind as UnaryOperator;
  }

  get operatorToken(): Token {
    return operatorTokenOf(this.syntax);
  }

  get operand(): ExpressionView | undefined {
    return expressionIn(this.syntax);
  }
}

export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<<"
  | ">>"
  | "<"
  | ">"
  | "<="
  | ">="
  | "instanceof"
  | "=="
  | "!="
  | "&"
  | "^"
  | "|"
  | "&&"
  | "||";

export class BinaryView {
  readonly kind = "binary";
  constructor(readonly syntax: SyntaxNode) {}

  get operator(): BinaryOperator {
    return this.operatorToken.kind as BinaryOperator;
  }

  get operatorToken(): Token {
    return operatorTokenOf(this.syntax);
  }

  get left(): ExpressionView | undefined {
    return operandBefore(this.syntax);
  }

  get right(): ExpressionView | undefined {
    return operandBehind(this.syntax);
  }

  /** The type in `e instanceof T`. */
  get rightType(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

export type AssignmentOperator =
  | "="
  | "+="
  | "-="
  | "*="
  | "/="
  | "%="
  | "&="
  | "|="
  | "^="
  | "<<="
  | ">>=";

export class AssignmentView {
  readonly kind = "assignment";
  constructor(readonly syntax: SyntaxNode) {}

  get operator(): AssignmentOperator {
    return this.operatorToken.kind as AssignmentOperator;
  }

  get operatorToken(): Token {
    return operatorTokenOf(this.syntax);
  }

  get target(): ExpressionView | undefined {
    return operandBefore(this.syntax);
  }

  get value(): ExpressionView | undefined {
    return operandBehind(this.syntax);
  }
}

/** The view of a node, when it is an expression. */
export function expressionView(node: SyntaxNode): ExpressionView | undefined {
  switch (node.kind) {
    case "literal":
      return new LiteralView(node);
    case "name":
      return new NameView(node);
    case "path":
      return new PathView(node);
    case "envReference":
      return new EnvReferenceView(node);
    case "parenthesized":
      return new ParenthesizedView(node);
    case "array":
      return new ArrayView(node);
    case "map":
      return new MapView(node);
    case "block":
      return new BlockView(node);
    case "if":
      return new IfView(node);
    case "match":
      return new MatchView(node);
    case "throw":
      return new ThrowView(node);
    case "call":
      return new CallView(node);
    case "typeApplication":
      return new TypeApplicationView(node);
    case "index":
      return new IndexView(node);
    case "member":
      return new MemberView(node);
    case "object":
      return new ObjectView(node);
    case "catch":
      return new CatchView(node);
    case "unary":
      return new UnaryView(node);
    case "binary":
      return new BinaryView(node);
    case "assignment":
      return new AssignmentView(node);
    default:
      return undefined;
  }
}

/** The first expression directly below a node. */
export function expressionIn(node: SyntaxNode): ExpressionView | undefined {
  for (const child of node.children) {
    const view = isToken(child) ? undefined : expressionView(child);
    if (view) return view;
  }
  return undefined;
}

export function expressionsIn(node: SyntaxNode): readonly ExpressionView[] {
  return childNodes(node).flatMap((child) => expressionView(child) ?? []);
}

/** The key of an entry: a word or a string before the colon. */
export function keyTokenOf(node: SyntaxNode): Token | undefined {
  const first = node.children.find((child) => isToken(child) && !isTrivia(child.kind));
  return first && isToken(first) && keyKinds.has(first.kind) ? first : undefined;
}

export function meaningOfKey(token: Token | undefined): string | undefined {
  return token && token.kind !== "word" ? new StringView(token).value : token?.text;
}

/** The range of the operator and its operands. */
export function rangeOf(view: ExpressionView): TextRange {
  return view.syntax.range;
}

const keyKinds: ReadonlySet<TokenKind> = new Set<TokenKind>(["word", "string", "rawString"]);

/** An operator node holds no token but its operator and trivia. */
function operatorTokenOf(node: SyntaxNode): Token {
  for (const child of node.children) if (isToken(child) && !isTrivia(child.kind)) return child;
  throw new Error(`a ${node.kind} node without an operator`);
}

function operandBefore(node: SyntaxNode): ExpressionView | undefined {
  const operator = operatorTokenOf(node);
  return expressionsIn(node).find((view) => view.syntax.start < operator.start);
}

function operandBehind(node: SyntaxNode): ExpressionView | undefined {
  const operator = operatorTokenOf(node);
  return expressionsIn(node).find((view) => operator.start < view.syntax.start);
}

function isBehindArrow(arm: SyntaxNode, view: ExpressionView): boolean {
  const arrow = tokenIn(arm, "=>");
  return arrow !== undefined && arrow.start < view.syntax.start;
}
