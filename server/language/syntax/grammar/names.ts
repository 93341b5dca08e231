/** Names, numbers and strings: the tokens that productions share. */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import {
  intTooLarge,
  unclosedRawString,
  unclosedString,
  unclosedTemplate,
} from "../syntaxDiagnostics";
import { openTemplateConstruct } from "../templateConstructs";
import { type Keyword, keywords } from "../tokens";
import { isClosedString } from "../views/strings";
import { skipWhile } from "./recovery";

const keywordSet: ReadonlySet<string> = new Set(keywords);

export function isKeyword(kind: Lookahead): kind is Keyword {
  return keywordSet.has(kind);
}

/**
 * Takes a name, or reports that there is none. A keyword on the same line was meant as a
 * name, so it is taken as one, and so is the word behind a number.
 */
export function expectName(p: Parser, what: string): boolean {
  if (p.eat("word")) return true;
  p.reportExpected(what);
  if (p.newlineBefore) return false;
  if (isKeyword(p.kind)) {
    p.take("word");
    return true;
  }
  skipWhile(p, () => !p.newlineBefore && misnomers.has(p.kind));
  if (p.newlineBefore) return false;
  return p.eat("word");
}

const misnomers: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "int",
  "float",
  "string",
  "error",
  "accessor",
  "$",
  "-",
]);

export function atString(p: Parser): boolean {
  return p.at("string") || p.at("rawString");
}

/** Takes a string that is there, and reports when it never ends. */
export function takeString(p: Parser): void {
  const text = p.aheadText;
  const place = p.reachesEnd ? p.lastCharacterRange : p.aheadRange;
  const isRaw = p.at("rawString");
  p.take();
  if (isClosedString(text)) return;
  const delimiter = `"${text.slice(0, text.indexOf('"'))}`;
  p.reportAlso(isRaw ? unclosedRawString(delimiter, place) : unclosedString(place));
  p.forgive();
}

/** Takes a string whose text is a template, and reports what the template leaves open. */
export function takeTemplate(p: Parser): void {
  const text = p.aheadText;
  const { end } = p.aheadRange;
  takeString(p);
  if (!isClosedString(text)) return;
  const delimiter = text.indexOf('"') + 1;
  const open = openTemplateConstruct(text.slice(delimiter, text.length - delimiter));
  if (open) p.reportAlso(unclosedTemplate(open, { start: end - delimiter, end }));
}

/** Takes an integer; its sign, if it has one, was taken before. */
export function takeInt(p: Parser, isNegative = false): void {
  const text = p.aheadText;
  // 18 digits always fit; longer ones are rare enough to be read exactly.
  if (18 < text.length) {
    const limit = isNegative ? 2n ** 63n : 2n ** 63n - 1n;
    if (limit < BigInt(text)) p.reportAlso(intTooLarge(text, p.aheadRange));
  }
  p.take();
}
