/** Renders the prompt of a function `F` for tests. */
import assert from "node:assert/strict";
import type { ChatMessage, LlmCatalog } from "../../../server/base";
import { checkArguments } from "../../../server/llm/arguments/checkArguments";
import { valueFromHost } from "../../../server/llm/arguments/hostValue";
import { type RenderedPrompt, renderPrompt } from "../../../server/llm/prompt/renderPrompt";
import type { ResolvedClient } from "../../../server/llm/request/client";
import { resolveClient } from "../../../server/llm/request/resolveClient";
import { catalogOf } from "../declared";

export type HostArguments = Readonly<Record<string, unknown>>;

export interface Setting {
  readonly types?: string;
  readonly params?: string;
  readonly args?: HostArguments;
  readonly returns?: string;
  readonly provider?: string;
  /** More lines for the client's options. */
  readonly options?: string;
}

/** The text of a prompt without roles. */
export function printedTemplate(template: string, setting: Setting = {}): string {
  const result = renderedTemplate(template, setting);
  assert("messages" in result, "error" in result ? result.error : "");
  assert.equal(result.messages.length, 1);
  const [part] = result.messages[0]!.parts;
  assert(part?.kind === "text");
  return part.text;
}

/** `role: text + text ‖ role: …`, as tables write messages; a medium is its address. */
export function printedMessages(template: string, setting: Setting = {}): string {
  const result = renderedTemplate(template, setting);
  assert("messages" in result, "error" in result ? result.error : "");
  return result.messages.map(printMessage).join(" ‖ ");
}

function printMessage({ role, parts }: ChatMessage): string {
  const texts = parts.map((part) => (part.kind === "text" ? part.text : `<${part.media.content}>`));
  return `${role}: ${texts.join(" + ")}`;
}

export function renderedTemplate(template: string, setting: Setting): RenderedPrompt {
  const { types = "", params = "", args = {}, returns = "string", provider = "openai" } = setting;
  const catalog = catalogOf(`${types}
client<llm> C {
  provider ${provider}
  options {
    model "m"
    api_key "k"
    ${setting.options ?? ""}
  }
}
function F(${params}) -> ${returns} {
  client C
  prompt ##"${template}"##
}`);
  return rendered(catalog, args);
}

export function rendered(catalog: LlmCatalog, args: HostArguments = {}): RenderedPrompt {
  const { params } = catalog.functions["F"]!;
  const given = Object.entries(args).map(([name, json]) => [name, valueFromHost(json)] as const);
  const checked = checkArguments(params, Object.fromEntries(given), catalog.shapes);
  if (checked.kind === "error") return { error: checked.message };
  return renderPrompt(catalog, {
    functionName: "F",
    args: checked.args,
    client: clientOf(catalog),
  });
}

function clientOf(catalog: LlmCatalog): ResolvedClient {
  const resolution = resolveClient(catalog, catalog.functions["F"]!.client, {});
  assert(resolution.kind === "primitive");
  return resolution.client;
}
