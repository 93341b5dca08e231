/**
 * Renders a template string by itself, as expressions call it: to text, without a client,
 * an output format or roles.
 */
import type { LlmCatalog, Value } from "../../base";
import { toTemplateValue } from "./arguments";
import { bodyOf, projectScope } from "./projectScope";
import { TemplateFailure } from "./template/failure";
import { renderNodes } from "./template/render";

export type RenderedText = { readonly text: string } | { readonly error: string };

export function renderTemplateString(
  catalog: LlmCatalog,
  name: string,
  args: Readonly<Record<string, Value>>,
): RenderedText {
  const found = catalog.templateStrings.find((template) => template.name === name);
  if (!found) return { error: `there is no template string \`${name}\`` };
  const scope = projectScope(catalog);
  const markMedia = ({ media }: { readonly media: string }): string => `<${media}>`;
  for (const [param, value] of Object.entries(args)) {
    scope.set(param, toTemplateValue(value, { shapes: catalog.shapes, markMedia }));
  }
  try {
    return { text: renderNodes(bodyOf(found.body), scope) };
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error;
    return { error: error.message };
  }
}
