/** What every template of a project can name: its enums and its template strings. */
import type { LlmCatalog, Template, TemplateNode } from "../../base";
import { enumObject } from "./arguments";
import { TemplateFailure } from "./template/failure";
import { builtinFunctions } from "./template/functions";
import { MacroObject } from "./template/macro";
import { renderNodes } from "./template/render";
import { Scope } from "./template/scope";
import type { TemplateValue } from "./template/value";

/** A scope of its own for each rendering: what is set in it is seen by template strings too. */
export function projectScope(
  { shapes, templateStrings }: LlmCatalog,
  globals: readonly (readonly [string, TemplateValue])[] = [],
): Scope {
  const enums = Object.keys(shapes.enums).map((name) => [name, enumObject(name, shapes)] as const);
  const scope = new Scope([...builtinFunctions, ...enums, ...globals]).inner();
  for (const { name, params, body } of templateStrings) {
    const macro = { name, params: params.map((param) => ({ name: param.name })), body: body.body };
    // A body that does not parse fails where it is called.
    scope.set(name, new MacroObject(macro, scope, (_, inner) => renderNodes(bodyOf(body), inner)));
  }
  return scope;
}

export function bodyOf(template: Template): readonly TemplateNode[] {
  if (template.error) throw new TemplateFailure(template.error.message);
  return template.body;
}
