/**
 * What a template leaves open: `{{` without `}}`, `{%` without `%}`, `{#` without `#}`.
 * No more of the template's language is known here.
 */
import type { TemplateConstruct } from "./syntaxDiagnostics";

/** The construct that does not end within the text; undefined when all do. */
export function openTemplateConstruct(content: string): TemplateConstruct | undefined {
  for (let at = 0; ; ) {
    const start = content.indexOf("{", at);
    if (start === -1) return undefined;
    const construct = constructs[content.charAt(start + 1)];
    if (!construct) {
      at = start + 1;
      continue;
    }
    const end = endOfConstruct(content, start, construct);
    if (end === -1) return construct;
    at = end;
  }
}

const constructs: Readonly<Record<string, TemplateConstruct>> = {
  "{": "expression",
  "%": "statement",
  "#": "comment",
};

function endOfConstruct(content: string, start: number, construct: TemplateConstruct): number {
  switch (construct) {
    case "expression":
      return endOfExpression(content, start);
    case "statement":
      return endOfStatement(content, start);
    case "comment":
      return behind(content, "#}", start + 2);
  }
}

/** Quoted text may hold braces; when quotes do not pair, as in `it's`, they are no quotes. */
function endOfExpression(content: string, start: number): number {
  const end = endOfNestedBraces(content, start, true);
  return end === -1 ? endOfNestedBraces(content, start, false) : end;
}

/** `{{` and `}}` nest by counting. */
function endOfNestedBraces(content: string, start: number, skipsQuoted: boolean): number {
  let depth = 1;
  for (let at = start + 2; at < content.length; at++) {
    const character = content.charAt(at);
    if (skipsQuoted && (character === '"' || character === "'")) {
      at = endOfQuoted(content, at) - 1;
      if (at < 0) return -1;
    } else if (content.startsWith("{{", at)) {
      depth++;
      at++;
    } else if (content.startsWith("}}", at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** The text of `{% raw %}` up to `{% endraw %}` is no template. */
function endOfStatement(content: string, start: number): number {
  const end = behind(content, "%}", start + 2);
  if (end === -1 || !/^\{%[-+]?\s*raw\s*[-+]?%\}$/.test(content.slice(start, end))) return end;
  const endRaw = content.slice(end).search(/\{%[-+]?\s*endraw\s*[-+]?%\}/);
  return endRaw === -1 ? end : behind(content, "%}", end + endRaw);
}

/** The offset behind the closing quote; -1 when there is none. */
function endOfQuoted(content: string, start: number): number {
  const quote = content.charAt(start);
  for (let at = start + 1; at < content.length; at++) {
    if (content.charAt(at) === "\\") at++;
    else if (content.charAt(at) === quote) return at + 1;
  }
  return -1;
}

function behind(content: string, closing: string, from: number): number {
  const found = content.indexOf(closing, from);
  return found === -1 ? -1 : found + closing.length;
}
