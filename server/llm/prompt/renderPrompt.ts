/**
 * Renders the prompt of a function to messages.
 *
 * Invariant: reaches nothing outside its arguments; media stay as they were given.
 */
import type { ChatMessage, LlmCatalog, MediaValue, Value } from "../../base";
import type { ResolvedClient } from "../request/client";
import { toTemplateValue } from "./arguments";
import { contextObject, underscoreObject } from "./context";
import { Markers } from "./markers";
import { toMessages } from "./messages";
import { OutputFormatObject } from "./outputFormat/outputFormat";
import { bodyOf, projectScope } from "./projectScope";
import { TemplateFailure } from "./template/failure";
import { renderNodes } from "./template/render";
import type { Scope } from "./template/scope";

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
  const outputFormat = new OutputFormatObject(
    catalog.functions[call.functionName]!.returns,
    shapes,
  );
  const scope = projectScope(catalog, [
    ["ctx", contextObject({ client: call.client, tags: call.tags ?? {}, outputFormat })],
    ["_", underscoreObject(markers)],
  ]);
  const markMedia = (media: MediaValue): string => markers.textOf({ kind: "media", media });
  for (const [name, value] of Object.entries(call.args)) {
    scope.set(name, toTemplateValue(value, { shapes, markMedia }));
  }
  return scope;
}
