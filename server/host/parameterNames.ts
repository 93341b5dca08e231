/**
 * The names of a function's parameters, read from its source: JavaScript tells them in no
 * other way.
 *
 * Invariant: no full parser. Where a parameter has no single name (a pattern, a rest, code
 * of the platform) the answer has `arg<i>` in its place.
 */

/** The name of the argument at each position, also beyond the declared ones. */
export function argumentNamer(fn: (...args: never[]) => unknown): (index: number) => string {
  const names = declaredNames(fn);
  return (index) => names[index] ?? `arg${index}`;
}

function declaredNames(fn: (...args: never[]) => unknown): readonly (string | undefined)[] {
  const source = Function.prototype.toString.call(fn).replace(COMMENTS, " ").trim();
  const single = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(source);
  if (single) return [single[1]];
  if (source.startsWith("class") || source.includes("[native code]")) return [];
  return partsOf(source.slice(startOfParameters(source))).map(nameOf);
}

/** Behind the first parenthesis; that of a computed method name does not count. */
function startOfParameters(source: string): number {
  let brackets = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === "[") brackets++;
    if (source[at] === "]") brackets--;
    if (source[at] === "(" && brackets === 0) return at + 1;
  }
  return source.length;
}

/** What stands between the commas, up to the closing parenthesis. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (QUOTES.includes(char)) at = endOfString(text, at);
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && depth-- === 0) {
      parts.push(text.slice(from, at));
      break;
    } else if (char === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return parts.filter((part) => part.trim() !== "");
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}

function nameOf(part: string): string | undefined {
  return /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(=|$)/u.exec(part)?.[1];
}

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const QUOTES = ["'", '"', "`"];
