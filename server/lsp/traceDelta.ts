/**
 * A trace on its way to a panel: the rows that changed since a revision, as typed
 * arrays in base64. Bodies stay here until somebody selects a span.
 */
import type { Run, SpanColumns } from "../events";
import type { RunInfo, TraceColumns, TraceDelta } from "./protocol";

/** Names are few, and always sent whole: so nobody need remember who has been sent which. */
export function traceDelta(run: Run, info: RunInfo, since: number, nowUs: number): TraceDelta {
  const { tree } = run;
  const rows = tree.changedSince(since);
  return {
    run: info,
    revision: tree.revision,
    count: tree.count,
    names: tree.names,
    firstName: 0,
    rows: base64(rows),
    columns: columnsOf(tree.columns, rows),
    originUs: tree.originUs,
    nowUs: nowUs - tree.originUs,
  };
}

function columnsOf(columns: SpanColumns, rows: Uint32Array): TraceColumns {
  return {
    start: base64(picked(columns.start, rows, new Float64Array(rows.length))),
    duration: base64(picked(columns.duration, rows, new Float64Array(rows.length))),
    wait: base64(picked(columns.wait, rows, new Float64Array(rows.length))),
    parent: base64(picked(columns.parent, rows, new Int32Array(rows.length))),
    name: base64(picked(columns.name, rows, new Uint32Array(rows.length))),
    status: base64(picked(columns.status, rows, new Uint8Array(rows.length))),
    kind: base64(picked(columns.kind, rows, new Uint8Array(rows.length))),
  };
}

interface Numbers {
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
  [index: number]: number;
}

function picked<T extends Numbers>(from: T, rows: Uint32Array, to: T): T {
  for (let at = 0; at < rows.length; at++) to[at] = from[rows[at]!]!;
  return to;
}

/** Little-endian, as every machine is that runs an editor. */
function base64({ buffer, byteOffset, byteLength }: Numbers): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
