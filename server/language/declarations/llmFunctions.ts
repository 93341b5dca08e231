/** LLM functions and template strings: the client they name, and how the prompt is written. */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { FunctionView, TemplateStringView } from "../syntax/views/declarations";
import type { StringView } from "../syntax/views/strings";
import type { Environment } from "../types/environment";
import { didYouMean, error, warning } from "./faults";
import { isShorthand } from "./providers";
import { misplacedTypeBuilders } from "./typeBuilders";

export function llmFunctionDiagnostics(view: FunctionView, environment: Environment): Diagnostic[] {
  const body = view.llmBody;
  if (!body) return [];
  const found = [...misplacedTypeBuilders(body.typeBuilders), ...rawString(body.prompt?.string)];
  const { value, valueToken } = body.client ?? {};
  if (value === undefined || !valueToken) return found;
  const clients = environment.namesOf("clients");
  if (clients.includes(value) || isShorthand(value)) return found;
  const hint = 'Declare it with `client<llm>`, or write `"provider/model"`.';
  const more = { hint, ...didYouMean(similarNames(value, clients)) };
  found.push(error("V116", valueToken.range, `client \`${value}\` not found`, more));
  return found;
}

export function templateStringDiagnostics(view: TemplateStringView): Diagnostic[] {
  return rawString(view.string);
}

function rawString(string: StringView | undefined): Diagnostic[] {
  if (!string || string.isRaw) return [];
  return [
    warning("V117", string.range, "expected a template string", {
      hint: 'Write `#"…"#`: in quotes, indentation and quotes cannot be written as they are.',
    }),
  ];
}
