/** Statements that are no expressions: `let`, `return`, `assert`, and the way out of loops. */
import { unreachable } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { isReservedWord, reservedWord } from "../names/reservedWords";
import type { SyntaxNode, Token } from "../syntax/tree";
import type { LetView, ReturnView, StatementView } from "../syntax/views/statements";
import type { Checking } from "./checking";
import { emptyKind, emptyType } from "./emptyContainers";
import { canBeNull } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { diverge, narrow } from "./flow";
import { checkFor, checkWhile } from "./loops";
import { expressionEffect } from "./narrowing";
import { typeMismatch } from "./requirement";
import { boolType, nullType, type Type, voidType } from "./type";
import { widened } from "./widening";
import { lowerChecked } from "./writtenTypes";

export function checkStatement(c: Checking, view: StatementView): void {
  switch (view.kind) {
    case "let":
      checkLet(c, view);
      break;
    case "return":
      checkReturn(c, view);
      break;
    case "assert":
      checkExpression(c, view.condition, { type: boolType });
      // Control only gets past a condition that holds.
      c.flow = narrow(c.flow, expressionEffect(c, view.condition).whenTrue);
      break;
    case "while":
      checkWhile(c, view);
      break;
    case "for":
      checkFor(c, view);
      break;
    case "break":
    case "continue":
      if (c.body.loopDepth === 0) c.report(outsideOfLoop(view.kind, view.syntax));
      c.flow = diverge(c.flow);
      break;
    case "expressionStatement":
      inferExpression(c, view.expression);
      break;
    case "emptyStatement":
    case "header":
      break;
    default:
      unreachable(view, "statement");
  }
}

/** The name can be used only behind its own `let`. */
export function checkLet(c: Checking, view: LetView): void {
  const { name } = view;
  const startsEmpty = view.type ? undefined : emptyKind(view.value);
  const type = typeOfLet(c, view);
  if (!name) return;
  checkLocalName(c, name);
  c.declare(name, {
    kind: "let",
    type: startsEmpty ? emptyType(startsEmpty) : type,
    isWatched: view.isWatched,
    ...(startsEmpty && { startsEmpty }),
  });
}

/** The annotation, against which the value is checked; without one, what the value is. */
export function typeOfLet(c: Checking, view: LetView): Type {
  if (!view.type) {
    const type = widened(inferExpression(c, view.value));
    return type.kind === "void" ? nullType : type;
  }
  const type = lowerChecked(c, view.type);
  checkExpression(c, view.value, { type, annotation: view.type.syntax.range });
  return type;
}

/** Words that are kept for later, such as `async` (V105). */
export function checkLocalName(c: Checking, name: Token): void {
  if (isReservedWord(name.text)) c.report(reservedWord(name));
}

function checkReturn(c: Checking, view: ReturnView): void {
  const { returns } = c.body;
  if (!returns) {
    inferExpression(c, view.value);
  } else if (view.value) {
    checkExpression(c, view.value, returns);
  } else if (!canBeNull(c.environment, returns.type) && returns.type.kind !== voidType.kind) {
    c.report(typeMismatch(c, view.syntax.range, nullType, returns));
  }
  c.body.mayReturn = true;
  c.flow = diverge(c.flow);
}

function outsideOfLoop(word: "break" | "continue", statement: SyntaxNode): Diagnostic {
  return {
    code: "V131",
    severity: "error",
    range: statement.range,
    message: `\`${word}\` cannot be used outside of a loop`,
  };
}
