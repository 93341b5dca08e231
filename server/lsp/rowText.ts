/** One line of text for a row of the panel: what the span gave back, or how it failed. */
import { valuePreview } from "../base";
import type { TraceSpan } from "../events";
import type { RowText } from "./protocol";

export function rowText(span: TraceSpan): RowText {
  return { row: span.row, spanId: span.id, preview: previewOf(span) };
}

function previewOf({ end, attempt }: TraceSpan): string {
  if (attempt) return attempt.response?.error?.message ?? oneLine(attempt.response?.text ?? "");
  const outcome = end?.outcome;
  if (!outcome) return "";
  if (outcome.status === "ok") return `→ ${valuePreview(outcome.result, MAX_PREVIEW - 2)}`;
  return oneLine(outcome.error.message);
}

function oneLine(text: string): string {
  const line = text
    .slice(0, MAX_PREVIEW * 2)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > MAX_PREVIEW ? `${line.slice(0, MAX_PREVIEW - 1)}…` : line;
}

const MAX_PREVIEW = 120;
