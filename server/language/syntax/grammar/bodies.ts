/** What declarations share: type parameters, the opening of a body, what is no member. */
import type { Parser } from "../parser";
import { unmatchedDelimiter } from "../syntaxDiagnostics";
import { atItem } from "./places";
import { lacksOpening, skipToBrace, skipUntil } from "./recovery";

/** generic_params = "<" WORD { "," WORD } [ "," ] ">" ; */
export function parseGenericParameters(p: Parser): void {
  const mark = p.mark();
  p.take();
  do p.expect("word", "a type parameter");
  while (p.eat(",") && p.at("word"));
  p.expect(">", "'>'");
  p.complete(mark, "genericParameters");
}

/**
 * Takes the `{` of a body, or reports that there is none. The body of a declaration that
 * only lost its brace is parsed all the same.
 */
export function openBody(p: Parser): boolean {
  if (p.eat("{")) return true;
  p.reportExpected("'{'");
  skipToBrace(p);
  if (p.eat("{")) return true;
  if (p.atEnd || p.at("}") || atItem(p)) return false;
  return lacksOpening(p) || !p.at("header");
}

/** A header comment, wherever one may stand. */
export function parseHeader(p: Parser): void {
  const mark = p.mark();
  p.take();
  p.complete(mark, "header");
}

/** Reports what is no member, and skips it up to where one may begin. */
export function parseNoMember(p: Parser, what: string): void {
  if (p.at(")") || p.at("]")) p.report(unmatchedDelimiter(p.aheadText, p.aheadRange));
  else p.reportExpected(what);
  skipUntil(p, () => p.newlineBefore || p.at("}") || p.at("@@") || atItem(p));
}
