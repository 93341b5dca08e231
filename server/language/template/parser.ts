/**
 * Parses templates: the Jinja dialect of prompts, template strings and constraints.
 *
 * The dialect is MiniJinja 2 without inclusion, inheritance and loop controls. What the
 * released language cannot check (`with`, `filter`, `autoescape`, `call`, `do`) parses
 * to an `unsupported` node. Text is taken as it is: dedenting is the caller's.
 *
 * Invariant: never throws and never reports more than one problem; ranges are offsets
 * into the text that was handed in.
 */
import type { Template, TemplateError, TemplateExpression } from "../../base";
import { parseExpression } from "./expressions";
import { lexExpression, lexTemplate } from "./lexer";
import { parseNodes } from "./statements";
import { TokenStream } from "./tokenStream";

export function parseTemplate(text: string): Template {
  const stream = new TokenStream(lexTemplate(text));
  const body = parseNodes(stream, []);
  return stream.error ? { body: [], error: stream.error } : { body };
}

export type ParsedExpression =
  | { readonly expression: TemplateExpression }
  | { readonly error: TemplateError };

/** For the text between the braces of a constraint. */
export function parseTemplateExpression(text: string): ParsedExpression {
  const stream = new TokenStream(lexExpression(text));
  const expression = parseExpression(stream);
  if (!stream.atEnd) stream.fail("unexpected input after expression");
  return stream.error ? { error: stream.error } : { expression };
}
