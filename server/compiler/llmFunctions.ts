/** LLM functions and template strings: what `llm` renders, asks and parses with. */
import type { LlmFunction, Param, Template, TemplateString } from "../base";
import type { FunctionCode } from "../bytecode";
import {
  type FunctionView,
  type ParameterView,
  parseTemplate,
  type StringView,
  type TemplateStringView,
  type Token,
} from "../language";
import type { Shaper } from "./shapes";

/** Name, parameters and result are those of its code. */
export function llmFunction(view: FunctionView, code: FunctionCode): LlmFunction {
  const { name, params, returns } = code;
  return {
    name,
    params,
    returns,
    client: view.llmBody?.client?.value?.trim() ?? "",
    prompt: templateOf(view.llmBody?.prompt?.string),
  };
}

export function templateString(view: TemplateStringView, shaper: Shaper): TemplateString {
  return {
    name: view.name?.text ?? "",
    params: paramsOf(view.parameters, shaper),
    body: templateOf(view.string),
  };
}

/** A receiver has no type of its own: whoever knows the class says what it is. */
export function paramsOf(
  views: readonly ParameterView[],
  shaper: Shaper,
  receiver?: string,
): readonly Param[] {
  return views.map((view) => ({
    name: view.name?.text ?? "",
    shape:
      view.isSelf && receiver !== undefined
        ? { kind: "class", name: receiver }
        : shaper.shapeOf(view.type),
  }));
}

/** Parsed once for each string: the token is the same object until its item changes. */
function templateOf(string: StringView | undefined): Template {
  if (!string) return { body: [] };
  const known = templates.get(string.token);
  if (known) return known;
  const template = parseTemplate(string.value.trim());
  templates.set(string.token, template);
  return template;
}

const templates = new WeakMap<Token, Template>();
