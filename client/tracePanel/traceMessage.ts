/** Turns a part of a trace as the server sends it into what the page works with. */
import type { TraceDelta } from "../../server/lsp/protocol";
import type { TraceMessage } from "./messages";

export function traceMessage(delta: TraceDelta, whole: boolean): TraceMessage {
  const { columns } = delta;
  return {
    kind: "trace",
    run: delta.run,
    whole,
    count: delta.count,
    firstName: delta.firstName,
    names: delta.names,
    originUs: delta.originUs,
    nowUs: delta.nowUs,
    rows: new Uint32Array(bytesOf(delta.rows)),
    start: new Float64Array(bytesOf(columns.start)),
    duration: new Float64Array(bytesOf(columns.duration)),
    wait: new Float64Array(bytesOf(columns.wait)),
    parent: new Int32Array(bytesOf(columns.parent)),
    name: new Uint32Array(bytesOf(columns.name)),
    status: new Uint8Array(bytesOf(columns.status)),
    spanKind: new Uint8Array(bytesOf(columns.kind)),
  };
}

/** A buffer of its own: decoded bytes may lie anywhere in a shared one, and unaligned. */
function bytesOf(base64: string): ArrayBuffer {
  const decoded = Buffer.from(base64, "base64");
  const own = new ArrayBuffer(decoded.length);
  decoded.copy(new Uint8Array(own));
  return own;
}
