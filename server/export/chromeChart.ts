/**
 * Where each span of a trace is drawn: from when to when, in which process and lane.
 * Knows nothing of the format.
 */
import { knownEndUs, type Redactor, type TraceSpan, type TraceTree } from "../events";
import { lanesOf, type Slice } from "./chromeLanes";

/** A span with the place where it is drawn. */
export interface Placed {
  readonly span: TraceSpan;
  readonly slice: Slice;
  /** Of the writer: from 1 in the order of first appearance. */
  readonly pid: number;
  /** The lane within the process, from 1. */
  readonly tid: number;
}

export interface Chart {
  readonly originUs: number;
  readonly redactor: Redactor;
  /** By row. */
  readonly placed: readonly Placed[];
  /** The writer's id, empty where a file does not say; by process id. */
  readonly writers: ReadonlyMap<number, string>;
}

export function chartOf(tree: TraceTree, redactor: Redactor): Chart {
  const spans = Array.from({ length: tree.count }, (_, row) => tree.span(row));
  const originUs = spans.reduce((first, { startUs }) => Math.min(first, startUs), Infinity);
  const pids = new Map<string, number>();
  const pidOf = spans.map((span) => {
    const writer = writerOf(span, spans);
    if (!pids.has(writer)) pids.set(writer, pids.size + 1);
    return pids.get(writer)!;
  });
  const slices = slicesOf(tree, spans, originUs);
  const lanes = new Map<number, number>();
  for (const pid of pids.values()) {
    for (const [row, lane] of lanesOf(slices.filter(({ row }) => pidOf[row] === pid))) {
      lanes.set(row, lane);
    }
  }
  return {
    originUs: Number.isFinite(originUs) ? originUs : 0,
    redactor,
    placed: spans.map((span, row) => ({
      span,
      slice: slices[row]!,
      pid: pidOf[row]!,
      tid: lanes.get(row)! + 1,
    })),
    writers: new Map([...pids].map(([writer, pid]) => [pid, writer])),
  };
}

/** An attempt was written by whoever wrote its span. */
function writerOf(span: TraceSpan, spans: readonly TraceSpan[]): string {
  if (span.attempt === undefined || span.parentRow === undefined) return span.writerId ?? "";
  return spans[span.parentRow]!.writerId ?? "";
}

function slicesOf(tree: TraceTree, spans: readonly TraceSpan[], originUs: number): Slice[] {
  const lastUs = spans.reduce((last, { row }) => Math.max(last, knownEndUs(tree, row)), 0);
  const slices: Slice[] = [];
  for (const span of spans) {
    const startUs = span.startUs - originUs;
    // What never ended is drawn up to the last moment that is known.
    const endUs =
      span.durationUs === null ? tree.originUs + lastUs - originUs : startUs + span.durationUs;
    slices.push({
      row: span.row,
      parent: span.parentRow ?? -1,
      depth: span.depth,
      startUs,
      endUs: Math.max(endUs, startUs + MIN_DURATION_US),
    });
  }
  return slices;
}

/** Shorter slices are not drawn at all. */
const MIN_DURATION_US = 1;
