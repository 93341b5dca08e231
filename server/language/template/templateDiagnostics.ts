/** The prompts of functions and the bodies of template strings, checked where they stand. */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { openTemplateConstruct } from "../syntax/templateConstructs";
import type { SyntaxNode } from "../syntax/tree";
import { type ClassView, type FunctionView, itemView } from "../syntax/views/declarations";
import type { StringView } from "../syntax/views/strings";
import type { Environment } from "../types/environment";
import type { FunctionSignature } from "../types/signature";
import { functionSignature, templateStringSignature, typeParametersOf } from "../types/signatures";
import { namedType, type ParamType } from "../types/type";
import { checkTemplate } from "./checker";

/** Of an item of any kind: most hold no template. */
export function templateDiagnostics(
  node: SyntaxNode,
  environment: Environment,
): readonly Diagnostic[] {
  const view = itemView(node);
  switch (view?.kind) {
    case "function":
      return inPrompt(view, functionSignature(view), environment);
    case "class":
      return inMethods(view, environment);
    case "templateString":
      return inTemplate(view.string, templateStringSignature(view).params, environment);
    default:
      return [];
  }
}

function inMethods(view: ClassView, environment: Environment): readonly Diagnostic[] {
  const owner = view.name?.text ?? "";
  const typeParameters = typeParametersOf(view);
  return view.methods.flatMap((method) => {
    const signature = functionSignature(method, { owner, typeParameters });
    return inPrompt(method, signature, environment);
  });
}

function inPrompt(
  view: FunctionView,
  { params, owner, hasReceiver }: FunctionSignature,
  environment: Environment,
): readonly Diagnostic[] {
  const self = hasReceiver && owner ? [{ name: "self", type: namedType(owner) }] : [];
  return inTemplate(view.llmBody?.prompt?.string, [...self, ...params], environment);
}

/** What is open at its end was reported with the syntax. */
function inTemplate(
  string: StringView | undefined,
  params: readonly ParamType[],
  environment: Environment,
): readonly Diagnostic[] {
  if (!string?.isClosed || openTemplateConstruct(string.content)) return [];
  const source = string.isRaw ? string.content : string.value;
  return checkTemplate(source, environment, params).map((diagnostic) => ({
    ...diagnostic,
    range: placed(string, diagnostic.range),
  }));
}

function placed(string: StringView, { start, end }: TextRange): TextRange {
  return string.isRaw
    ? { start: string.offsetOfContent(start), end: string.offsetOfContent(end) }
    : { start: string.offsetOfValue(start), end: string.offsetOfValue(end) };
}
