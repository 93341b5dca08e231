/** Lists between brackets, and how they recover. */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import { lambdaExpression } from "../syntaxDiagnostics";
import type { TokenKind } from "../tokens";
import { atExpression } from "./expressions";
import { atItem, atStatementKeyword } from "./places";
import { skipWhile } from "./recovery";

export interface ListForm {
  readonly close: TokenKind;
  /** What a reader is told when neither a comma nor the end follows an element. */
  readonly what: string;
  readonly commasAreOptional?: boolean;
  /** Reports and returns false when no element is there. */
  readonly parseElement: () => boolean;
  readonly atElement?: () => boolean;
  /** What else shows that the closing bracket is missing. */
  readonly ends?: ReadonlySet<Lookahead>;
  /** Reports that a comma is missing; the form's `what` is reported when this is left out. */
  readonly reportMissingComma?: () => void;
}

/** Parses elements and the closing bracket; the opening one was taken. */
export function parseList(p: Parser, form: ListForm): void {
  const atElement = form.atElement ?? (() => atExpression(p));
  const atEnd = () => atListEnd(p) || form.ends?.has(p.kind) === true;
  const skipElement = () => skipWhile(p, () => !p.at(",") && !p.at(form.close) && !atEnd());
  while (!p.at(form.close) && !atEnd()) {
    const before = p.index;
    if (!form.parseElement()) skipElement();
    if (p.eat(",") || p.at(form.close)) continue;
    if (form.commasAreOptional && atElement() && before < p.index) continue;
    if (atEnd()) break;
    if (form.reportMissingComma) form.reportMissingComma();
    else reportMissing(p, form.what);
    // A call that was not closed must not swallow the next line.
    const goesOn = atElement() && !(form.close === ")" && p.newlineBefore);
    if (goesOn && before < p.index) continue;
    if (form.close === ")" && p.newlineBefore) break;
    skipElement();
    if (!p.eat(",")) break;
  }
  if (!p.eat(form.close)) reportMissing(p, form.what);
}

function reportMissing(p: Parser, what: string): void {
  if (p.at("=>")) p.report(lambdaExpression(p.aheadRange));
  else p.reportExpected(what);
}

/** What no list may hold: it lacks its closing bracket. */
function atListEnd(p: Parser): boolean {
  if (p.atEnd || listEnds.has(p.kind)) return true;
  return p.newlineBefore && (atStatementKeyword(p) || atItem(p));
}

const listEnds: ReadonlySet<Lookahead> = new Set<Lookahead>([
  ";",
  "}",
  ")",
  "]",
  "header",
  "let",
  "@@",
]);
