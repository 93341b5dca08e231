/**
 * What the parser tells users: one function a diagnostic.
 *
 * All of them are errors, and all but a few have the code E0010.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";

/** `found` is undefined at the end of the text. */
export function expected(what: string, found: string | undefined, range: TextRange): Diagnostic {
  return syntaxError(range, `expected ${what}, found ${foundText(found)}`);
}

export function unknownItemKeyword(word: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `unknown keyword \`${word}\``,
    `A declaration begins with one of ${itemKeywordList}.`,
  );
}

export function unknownAliasKeyword(word: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `unknown keyword \`${word}\``,
    "Write `type Name = …` for a type alias.",
  );
}

export function notAnItem(found: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `expected top-level declaration, found ${foundText(found)}`,
    `A declaration begins with one of ${itemKeywordList}.`,
  );
}

export function oldFunctionSyntax(name: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `old-style function syntax: \`${name}\` has no parameters`,
    `Write \`function ${name}(text: string) -> string { … }\`.`,
  );
}

export function notInLlmFunction(found: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `an LLM function holds only \`client\` and \`prompt\`, found ${foundText(found)}`,
  );
}

export function repeatedLlmField(field: string, range: TextRange): Diagnostic {
  return syntaxError(range, `an LLM function has one \`${field}\`, this is another`);
}

export function missingLlmField(field: string, range: TextRange): Diagnostic {
  return syntaxError(range, `missing \`${field}\` in this LLM function`);
}

export function headerInLlmFunction(range: TextRange): Diagnostic {
  return syntaxError(range, "a header comment is not allowed in an LLM function");
}

export function testParameters(name: string, range: TextRange): Diagnostic {
  return syntaxError(range, `remove parentheses from test name: \`test ${name}\``);
}

export function variantType(variant: string, range: TextRange): Diagnostic {
  return syntaxError(range, `the enum variant \`${variant}\` takes no type`);
}

export function missingParameterType(name: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `expected type annotation for parameter \`${name}\``,
    `Write \`${name}: string\`, for example.`,
  );
}

export function missingFieldType(name: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `the field \`${name}\` is missing a type annotation`,
    "Write the type behind the name, on the same line.",
  );
}

export function surplusBrackets(count: number, range: TextRange): Diagnostic {
  return syntaxError(range, count === 1 ? "1 surplus `>`" : `${count} surplus \`>\``);
}

export function tupleType(range: TextRange): Diagnostic {
  return syntaxError(range, "tuple types are not supported", "Use a class, or a union.");
}

export function namedTypeInParentheses(range: TextRange): Diagnostic {
  return syntaxError(
    range,
    "only a function type has named parameters",
    "Write `-> Type` behind the parentheses.",
  );
}

export function floatType(text: string, range: TextRange): Diagnostic {
  return syntaxError(range, `float literal values are not supported as types: ${text}`);
}

export function intTooLarge(text: string, range: TextRange): Diagnostic {
  return syntaxError(range, `invalid numeric value: ${text} does not fit in 64 bits`);
}

export function nestedAssignment(range: TextRange): Diagnostic {
  return syntaxError(range, "an assignment is a statement and has no value");
}

export function lambdaExpression(range: TextRange): Diagnostic {
  return syntaxError(
    range,
    "lambda expressions are not supported, found `=>`",
    "Declare a function and use its name.",
  );
}

export function notAnExpression(keyword: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `expected an expression, found \`${keyword}\``,
    `Put the statement in a block: \`{ ${keyword} … }\`.`,
  );
}

export function mapComma(
  kind: "entry" | "field",
  found: string | undefined,
  range: TextRange,
): Diagnostic {
  return syntaxError(range, `expected ',' or '}' after this ${kind}, found ${foundText(found)}`);
}

export function bareWords(found: string, range: TextRange): Diagnostic {
  return syntaxError(
    range,
    `expected identifier or config key, found ${foundText(found)}`,
    "Put quotes around a value that is more than one word.",
  );
}

export function tooDeep(range: TextRange): Diagnostic {
  return syntaxError(range, "this is nested too deeply", "Give a part of it a name.");
}

export function unclosedString(range: TextRange): Diagnostic {
  return syntaxError(range, "unclosed string literal");
}

export function unclosedRawString(delimiter: string, range: TextRange): Diagnostic {
  return syntaxError(range, `unclosed raw string (expected ${delimiter})`);
}

export function unclosedComment(range: TextRange): Diagnostic {
  return syntaxError(range, "unclosed block comment (expected */)");
}

/** What a template may leave open, and what would close it. */
export type TemplateConstruct = "expression" | "statement" | "comment";

export function unclosedTemplate(construct: TemplateConstruct, range: TextRange): Diagnostic {
  const closing = { expression: "}}", statement: "%}", comment: "#}" }[construct];
  return syntaxError(range, `unclosed Jinja ${construct} (expected ${closing})`);
}

export function missingSemicolon(range: TextRange): Diagnostic {
  return {
    code: "E0028",
    severity: "error",
    range,
    message: "statement must end with a semicolon",
    hint: "Add `;` at the end of the statement.",
  };
}

export function missingConditionParentheses(kind: "if" | "while", range: TextRange): Diagnostic {
  return {
    code: "E0030",
    severity: "error",
    range,
    message: `condition in \`${kind}\` must be wrapped in parentheses`,
    hint: `Write \`${kind} (…) { … }\`.`,
  };
}

export function unmatchedDelimiter(delimiter: string, range: TextRange): Diagnostic {
  return { code: "E0031", severity: "error", range, message: `unmatched \`${delimiter}\`` };
}

export function misplacedTypeBuilder(keyword: TextRange): Diagnostic {
  return {
    code: "E0040",
    severity: "error",
    range: keyword,
    message: "only tests may have a `type_builder` block",
  };
}

export function incompleteDynamic(range: TextRange): Diagnostic {
  return {
    code: "E0042",
    severity: "error",
    range,
    message: "incomplete `dynamic`: use 'dynamic class' or 'dynamic enum'",
  };
}

export function notInTypeBuilder(found: string, range: TextRange): Diagnostic {
  return {
    code: "E0043",
    severity: "error",
    range,
    message: `syntax error in type builder block, found ${foundText(found)}`,
    hint: "It holds classes, enums, type aliases, `dynamic class` and `dynamic enum`.",
  };
}

const itemKeywordList =
  "`class`, `enum`, `function`, `type`, `client`, `retry_policy`, `template_string`, `test`, `generator`, `let`";

function syntaxError(range: TextRange, message: string, hint?: string): Diagnostic {
  return { code: "E0010", severity: "error", range, message, ...(hint && { hint }) };
}

/** Long tokens, such as prompts, are cut. */
function foundText(found: string | undefined): string {
  if (found === undefined) return "end of file";
  const line = found.split(/[\r\n]/, 1)[0]!;
  return line.length === found.length && line.length <= 40
    ? `\`${line}\``
    : `\`${line.slice(0, 40)}…\``;
}
