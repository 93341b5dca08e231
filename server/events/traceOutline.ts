/**
 * A trace as a tree of lines, one a span: what a terminal shows after a run.
 *
 *     Pipeline(text: "hello") → "Urgent" · 412 ms
 *     └─ RankTicket(ticket: Ticket { id: 7 }) → Priority.Urgent · 405 ms
 *        └─ Mini · openai · mini-2 · tokens 41 in, 3 out · 404 ms
 */
import { durationText } from "../base";
import { callText, onOneLine, outcomeText, spanFacts } from "./spanWords";
import type { TraceSpan } from "./traceSpan";
import type { TraceTree } from "./traceTree";
import { rowsInOrder } from "./traceWalk";

export interface TraceOutlineOptions {
  /** Of arguments, and of the result of one span. Default 60. */
  readonly maxPreview?: number;
  /** Only this row and what is below it. */
  readonly row?: number;
}

export function traceOutline(tree: TraceTree, options: TraceOutlineOptions = {}): string {
  const { maxPreview = DEFAULT_PREVIEW, row: root } = options;
  const lines: string[] = [];
  /** For each level around the line, whether more is to come there. */
  const rails: string[] = [];
  for (const { row, level, isLast } of rowsInOrder(tree, root)) {
    rails.length = level;
    const branch = level === 0 ? "" : isLast ? "└─ " : "├─ ";
    lines.push(`${rails.slice(1).join("")}${branch}${spanLine(tree.span(row), maxPreview)}\n`);
    rails[level] = isLast ? "   " : "│  ";
  }
  return lines.join("");
}

function spanLine(span: TraceSpan, maxPreview: number): string {
  if (span.attempt !== undefined) return attemptLine(span, maxPreview);
  const time = span.durationUs === null ? "" : ` · ${durationText(span.durationUs)}`;
  return `${callText(span, maxPreview)} ${outcomeText(span, maxPreview)}${time}`;
}

function attemptLine(span: TraceSpan, maxPreview: number): string {
  const error = span.attempt?.response?.error;
  const reason = error === undefined ? "" : ` · ${onOneLine(error.message, maxPreview)}`;
  return spanFacts(span, { withTimes: true }) + reason;
}

const DEFAULT_PREVIEW = 60;
