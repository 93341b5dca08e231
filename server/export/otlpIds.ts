/**
 * Ids of OpenTelemetry from ours: 16 bytes for a trace, 8 for a span, hexadecimal.
 *
 * The same span always gives the same ids, so that what several processes export joins.
 */
import { createHash } from "node:crypto";

/** The bytes of a root span's UUID; of any other id its hash. */
export function traceIdOf(rootSpanId: string): string {
  const hex = uuidHex(rootSpanId);
  return hex !== undefined && !/^0+$/.test(hex) ? hex : hashOf(rootSpanId).slice(0, TRACE_DIGITS);
}

/** The last half of a UUID, which is never all zeros by its variant; of any other id its hash. */
export function spanIdOf(id: string): string {
  const half = uuidHex(id)?.slice(TRACE_DIGITS - SPAN_DIGITS);
  return half !== undefined && !/^0+$/.test(half) ? half : hashOf(id).slice(0, SPAN_DIGITS);
}

/** The header that lets a provider's spans join ours. */
export function traceparentOf(rootSpanId: string, spanId: string): string {
  return `00-${traceIdOf(rootSpanId)}-${spanIdOf(spanId)}-01`;
}

/** Span ids of one export, where two of a trace that are alike get apart. */
export class SpanIds {
  readonly #ids = new Map<string, string>();
  /** Those that are taken, each with its trace. */
  readonly #taken = new Set<string>();

  /** The same span or attempt of a trace always gets the same. */
  idOf(traceId: string, id: string, kind: "span" | "attempt" = "span"): string {
    const own = `${traceId}/${kind}/${id}`;
    const known = this.#ids.get(own);
    if (known !== undefined) return known;
    let spanId = spanIdOf(id);
    for (let attempt = 1; this.#taken.has(`${traceId}/${spanId}`); attempt++) {
      spanId = hashOf(`${id}#${attempt}`).slice(0, SPAN_DIGITS);
    }
    this.#ids.set(own, spanId);
    this.#taken.add(`${traceId}/${spanId}`);
    return spanId;
  }
}

function uuidHex(id: string): string | undefined {
  return UUID.test(id) ? id.replaceAll("-", "").toLowerCase() : undefined;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;
