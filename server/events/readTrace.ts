/**
 * Stored traces as trees of spans.
 *
 * Several files are one trace: parts of a rotated file, or what several processes wrote.
 */
import type { Value } from "../base";
import { othersFirst } from "./clock";
import type { SpanError, SpanId, Tags } from "./event";
import { isStreamed, LlmCall, LlmStreamCall } from "./llmCall";
import { Redactor } from "./redaction";
import { knownEndUs } from "./spanTimes";
import type { TraceFileSystem } from "./traceFileSystem";
import { type ReadStats, TraceReader } from "./traceReader";
import type { TraceSpan } from "./traceSpan";
import { TraceTree } from "./traceTree";

export interface ReadSpan {
  readonly id: SpanId;
  readonly parentId: SpanId | null;
  readonly rootId: SpanId;
  readonly depth: number;
  readonly name: string;
  readonly startUs: number;
  /** Null when no end was read; then `knownEndUs` is the least it can be. */
  readonly endUs: number | null;
  readonly knownEndUs: number;
  readonly durationUs: number | null;
  readonly status: "ok" | "error" | "cancelled" | "unfinished";
  readonly args: readonly Value[];
  /** Empty in files of writers that do not record names. */
  readonly argNames: readonly string[];
  readonly result?: Value;
  readonly error?: SpanError;
  readonly tags: Tags;
  readonly children: readonly ReadSpan[];
  readonly attempts: readonly (LlmCall | LlmStreamCall)[];
  /** The start was worked out from the end. */
  readonly missingStart?: true;
  readonly missingEnd?: true;
  /** It stands among the roots, though it has a parent. */
  readonly missingParent?: true;
}

export interface ReadTrace {
  readonly roots: readonly ReadSpan[];
  readonly stats: ReadStats;
  /** The same spans as a table, for views and exports. */
  readonly tree: TraceTree;
}

export interface ReadTraceOptions {
  readonly files: TraceFileSystem;
  readonly signal?: AbortSignal;
}

/** Throws where a file cannot be read, and when it is called off. */
export async function readTrace(
  paths: readonly string[],
  options: ReadTraceOptions,
): Promise<ReadTrace> {
  const tree = new TraceTree({ isLive: false });
  const reader = new TraceReader((event) => tree.add(event));
  for (const path of paths) {
    reader.begin(path);
    await readInPieces(path, options, (bytes) => reader.push(bytes));
    reader.end();
  }
  return traceOf(tree, reader.stats);
}

/** The same from text in memory. */
export function readTraceText(text: string): ReadTrace {
  const tree = new TraceTree({ isLive: false });
  const reader = new TraceReader((event) => tree.add(event));
  reader.push(new TextEncoder().encode(text));
  reader.end();
  return traceOf(tree, reader.stats);
}

/** Spans are made when they are asked for: views and exports go by the table. */
function traceOf(tree: TraceTree, stats: ReadStats): ReadTrace {
  let roots: readonly ReadSpan[] | undefined;
  return {
    get roots() {
      roots ??= readSpans(tree);
      return roots;
    },
    stats,
    tree,
  };
}

/** The spans of a tree as objects, children within their parents. */
export function readSpans(tree: TraceTree): readonly ReadSpan[] {
  const redactor = new Redactor();
  const spans: (OpenSpan | undefined)[] = [];
  for (let row = 0; row < tree.count; row++) {
    const span = tree.span(row);
    spans.push(span.attempt ? undefined : openSpan(tree, span, redactor));
  }
  const placed = (rows: readonly number[]): readonly ReadSpan[] => {
    const children = rows.flatMap((row) => spans[row] ?? []);
    return children.length === 0 ? none : children;
  };
  for (const [row, span] of spans.entries()) {
    if (span !== undefined) span.children = placed(tree.childrenOf(row));
  }
  return placed(tree.roots);
}

/** A span whose children are still to be placed. */
type OpenSpan = Omit<ReadSpan, "children"> & { children: readonly ReadSpan[] };

function openSpan(tree: TraceTree, span: TraceSpan, redactor: Redactor): OpenSpan {
  const { start, end, callStack, durationUs, startUs } = span;
  const outcome = end?.outcome;
  const parentId = callStack[callStack.length - 2] ?? null;
  return {
    id: span.id,
    parentId,
    rootId: callStack[0] ?? span.id,
    depth: span.depth,
    name: span.name,
    startUs,
    endUs: durationUs === null ? null : startUs + durationUs,
    knownEndUs: tree.originUs + knownEndUs(tree, span.row),
    durationUs,
    status: span.status === "running" ? "unfinished" : span.status,
    args: start?.args ?? none,
    argNames: start?.argNames ?? none,
    ...(outcome?.status === "ok" && { result: outcome.result }),
    ...(outcome && outcome.status !== "ok" && { error: outcome.error }),
    tags: span.tags,
    children: none,
    attempts: attemptsOf(tree, span, redactor),
    ...(!start && { missingStart: true }),
    ...(!end && { missingEnd: true }),
    ...(parentId !== null && span.parentRow === undefined && { missingParent: true }),
  };
}

function attemptsOf(tree: TraceTree, span: TraceSpan, redactor: Redactor): ReadSpan["attempts"] {
  if (span.kind !== "llm") return none;
  return tree.childrenOf(span.row).flatMap((row) => {
    const { attempt } = tree.span(row);
    if (attempt === undefined) return [];
    return isStreamed(attempt, span.start?.isStream ?? false)
      ? new LlmStreamCall(attempt, span.name, redactor)
      : new LlmCall(attempt, span.name, redactor);
  });
}

async function readInPieces(
  path: string,
  { files, signal }: ReadTraceOptions,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  const file = files.openSync(path, "r");
  try {
    const piece = new Uint8Array(PIECE_BYTES);
    for (let position = 0; ; ) {
      signal?.throwIfAborted();
      const count = files.readSync(file, piece, 0, piece.length, position);
      if (count === 0) return;
      take(piece.subarray(0, count));
      position += count;
      await othersFirst();
    }
  } finally {
    files.closeSync(file);
  }
}

const none: readonly never[] = [];
const PIECE_BYTES = 1024 * 1024;
