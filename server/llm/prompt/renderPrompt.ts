/**
 * Renders the prompt of a function to messages.
 *
 * Invariant: reaches nothing outside its arguments; media stay as they were given.
 */
import type { ChatMessage, LlmCatalog, Template, TemplateNode, Value } from "../../base";
import type { ResolvedClient } from "../request/client";
import { enumObject, toTemplateValue } from "./arguments";
import { contextObject, underscoreObject } from "./context";
import { Markers } from "./markers";
import { toMessages } from "./messages";
import { OutputFormatObject } from "./outputFormat/outputFormat";
import { TemplateFailure } from "./template/failure";
import { builtinFunctions } from "./template/functions";
import { MacroObject } from "./template/macro";
import { renderNodes } from "./template/render";
import { Scope } from "./template/scope";

export type RenderedPrompt =
  | { readonly messages: readonly ChatMessage[] }
  | { readonly error: string };

export interface PromptCall {
  readonly functionName: string;
  /** By parameter name, checked. One that was left out prints nothing. */
  readonly args: Readonly<Record<string, Value>>;
  readonly client: ResolvedClient;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Roles are final; the rules of providers about system messages are not applied yet. */
export function renderPrompt(catalog: LlmCatalog, call: PromptCall): RenderedPrompt {
  const fn = catalog.functions[call.functionName];
  if (!fn) return { error: `function \`${call.functionName}\` has no prompt` };
  const markers = new Markers();
  try {
    const scope = promptScope(catalog, call, markers);
    const text = renderNodes(bodyOf(fn.prompt), scope);
    return { messages: toMessages(markers.split(text), call.client.roles) };
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error;
    return { error: `Error occurred while rendering prompt: ${error.message}` };
  }
}

/** Template strings see the arguments too, as they do in the released language. */
function promptScope(catalog: LlmCatalog, call: PromptCall, markers: Markers): Scope {
  const { shapes } = catalog;
  const markMedia = (media: Extract<Value, { kind: "media" }>) =>
    markers.textOf({ kind: "media", media });
  const outputFormat = new OutputFormatObject(
    catalog.functions[call.functionName]!.returns,
    shapes,
  );
  const globals = new Scope([
    ...builtinFunctions,
    ...Object.keys(shapes.enums).map((name) => [name, enumObject(name, shapes)] as const),
    ["ctx", contextObject({ client: call.client, tags: call.tags ?? {}, outputFormat })],
    ["_", underscoreObject(markers)],
  ]);
  const scope = globals.inner();
  for (const { name, params, body } of catalog.templateStrings) {
    const macro = { name, params: params.map((param) => ({ name: param.name })), body: body.body };
    // A body that does not parse fails where it is called.
    scope.set(name, new MacroObject(macro, scope, (_, inner) => renderNodes(bodyOf(body), inner)));
  }
  for (const [name, value] of Object.entries(call.args)) {
    scope.set(name, toTemplateValue(value, { shapes, markMedia }));
  }
  return scope;
}

function bodyOf(template: Template): readonly TemplateNode[] {
  if (template.error) throw new TemplateFailure(template.error.message);
  return template.body;
}
