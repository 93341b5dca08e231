/** What spans say of themselves, as data of their lines. */
import type { LineStyle } from "./attemptEncoder";
import type { FunctionEnd, FunctionStart, SpanError, Tags } from "./event";
import { quoted } from "./json";
import { jsonObject, plainJson, siteText } from "./jsonObject";
import { wholeMs } from "./timing";

export function startData(start: FunctionStart, style: LineStyle): string {
  const { values } = style;
  const hasNames = start.argNames.length > 0 || start.args.length === 0;
  // Host spans are no streams, and other writers do not say so of them either.
  const saysStream = start.isStream || start.functionType !== "native";
  return jsonObject([
    ["arg_names", hasNames ? values.array(start.argNames) : undefined],
    ["args", values.array(start.args)],
    ["call_site", start.callSite && siteText(start.callSite)],
    ["def_site", start.defSite && siteText(start.defSite)],
    ["function_display_name", quoted(start.name)],
    ["function_type", start.functionType && quoted(start.functionType)],
    ["host", start.host === undefined ? undefined : quoted(start.host)],
    ["is_stream", saysStream ? String(start.isStream) : undefined],
    ["program_hash", start.programHash === undefined ? undefined : quoted(start.programHash)],
    ["tags", tagsText(start.tags, style)],
    ["trace_reason", start.traceReason && quoted(start.traceReason)],
  ]);
}

export function endData(end: FunctionEnd, style: LineStyle): string {
  const { outcome, durationUs, waitUs, suppressedChildren } = end;
  const { values } = style;
  const isTimed = Number.isFinite(durationUs);
  return jsonObject([
    ["duration_ms", isTimed ? String(wholeMs(durationUs)) : undefined],
    ["duration_us", isTimed ? String(durationUs) : undefined],
    ["error", outcome.status === "ok" ? undefined : errorText(outcome.error, style)],
    ["function_display_name", quoted(end.name)],
    [
      "result",
      outcome.status === "ok" ? values.encode(outcome.result) : values.text(outcome.error.message),
    ],
    ["status", quoted(outcome.status)],
    ["suppressed_children", suppressedChildren ? String(suppressedChildren) : undefined],
    ["wait_us", waitUs === undefined ? undefined : String(waitUs)],
  ]);
}

function errorText(error: SpanError, style: LineStyle): string {
  const { values } = style;
  const text = (value: string): string => values.text(value);
  return jsonObject([
    ["details", error.details && plainJson(style.redactor.options(error.details), text)],
    ["kind", quoted(error.kind)],
    ["message", text(error.message)],
    ["stack", error.stack === undefined ? undefined : text(error.stack)],
    ["status_code", error.statusCode === undefined ? undefined : String(error.statusCode)],
    ["type", quoted(error.type)],
    ["value", error.value === undefined ? undefined : values.encode(error.value)],
  ]);
}

export function tagsText(tags: Tags, style: LineStyle): string {
  let text = "";
  for (const key in tags) {
    const pair = `${style.values.text(key)}:${style.values.text(tags[key]!)}`;
    text += text === "" ? pair : `,${pair}`;
  }
  return `{${text}}`;
}
