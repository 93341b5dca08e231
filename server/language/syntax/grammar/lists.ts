/** Lists between brackets, and how they recover. */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import { lambdaExpression } from "../syntaxDiagnostics";
import type { TokenKind } from "../tokens";
import { atExpression } from "./expressions";
import { atItem, atStatementKeyword } from "./places";

export interface ListForm {
  readonly close: TokenKind;
  /** What a reader is told when neither a comma nor the end follows an element. */
  readonly what: string;
  readonly commasAreOptional?: boolean;
  /** Reports and returns false when no element is there. */
  readonly parseElement: () => boolean;
  readonly atElement?: () => boolean;
  /** Reports that a comma is missing; the form's `what` is reported when this is left out. */
  readonly reportMissingComma?: () => void;
}

/** Parses elements and the closing bracket; the opening one was taken. */
export function parseList(p: Parser, form: ListForm): void {
  const atElement = form.atElement ?? (() => atExpression(p));
  while (!p.at(form.close) && !atListEnd(p)) {
    const before = p.index;
    if (!form.parseElement()) skipElement(p, form.close);
    if (p.eat(",") || p.at(form.close)) continue;
    if (form.commasAreOptional && atElement() && before < p.index) continue;
    if (atListEnd(p)) break;
    if (form.reportMissingComma) form.reportMissingComma();
    else reportMissing(p, form.what);
    // A call that was not closed must not swallow the next line.
    const goesOn = atElement() && !(form.close === ")" && p.newlineBefore);
    if (goesOn && before < p.index) continue;
    if (form.close === ")" && p.newlineBefore) break;
    skipElement(p, form.close);
    if (!p.eat(",")) break;
  }
  if (!p.eat(form.close)) reportMissing(p, form.what);
}

function reportMissing(p: Parser, what: string): void {
  if (p.at("=>")) p.report(lambdaExpression(p.aheadRange));
  else p.reportExpected(what);
}

/** Skips what is no element, up to the next comma or the end of the list. */
function skipElement(p: Parser, close: TokenKind): void {
  p.skipWhile(() => !p.at(",") && !p.at(close) && !atListEnd(p));
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
