/**
 * What a host in another process sends, one JSON document a line. Requests with an `id` get
 * a line back, `{id, ok}` or `{id, error}`; the others get none, and are done in order.
 */
import type { HostSpanContext, SpanId, Tags } from "../events";

export type ToBridge =
  /** The environment from now on: sent when it has changed. */
  | { readonly op: "env"; readonly env: Readonly<Record<string, string>> }
  /** The trace file from now on; null for none. */
  | { readonly op: "traceFile"; readonly path: string | null }
  | {
      readonly op: "load";
      readonly id: number;
      readonly runtime: number;
      readonly rootPath: string;
      readonly files: Readonly<Record<string, string>>;
      readonly env: Readonly<Record<string, string | null>>;
    }
  | { readonly op: "unload"; readonly runtime: number }
  | CallMessage
  /** Of the call that request `call` asked for. */
  | { readonly op: "cancel"; readonly call: number }
  | { readonly op: "start"; readonly start: HostSpanStart }
  | { readonly op: "end"; readonly end: HostSpanEnd }
  | { readonly op: "tags"; readonly stack: readonly SpanId[]; readonly tags: Tags }
  | { readonly op: "flush"; readonly id: number }
  | { readonly op: "logs"; readonly id: number; readonly collector: number }
  /** Of a call; null asks for the one that began last. */
  | {
      readonly op: "log";
      readonly id: number;
      readonly collector: number;
      readonly log: string | null;
    }
  | { readonly op: "usage"; readonly id: number; readonly collector: number }
  | { readonly op: "clear"; readonly id: number; readonly collector: number }
  | { readonly op: "releaseCollector"; readonly collector: number }
  | { readonly op: "trackedSpans"; readonly id: number }
  | { readonly op: "copyHandle"; readonly id: number; readonly key: number }
  | { readonly op: "releaseHandle"; readonly key: number }
  | { readonly op: "logEvents"; readonly on: boolean };

export interface CallMessage {
  readonly op: "call";
  readonly id: number;
  readonly runtime: number;
  readonly function: string;
  /** Text of JSON, as `fromHost` reads it. */
  readonly args: string;
  readonly host?: HostSpanContext;
  readonly collectors?: readonly number[];
  readonly tags?: Tags;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly timeoutMs?: number;
}

export interface HostSpanStart {
  readonly stack: readonly SpanId[];
  readonly name: string;
  /** Text of JSON, as trace files write values. */
  readonly args: string;
  readonly names: readonly string[];
  readonly tags: Tags;
}

export interface HostSpanEnd {
  readonly stack: readonly SpanId[];
  readonly name: string;
  readonly durationUs: number;
  readonly waitUs?: number;
  /** Text of JSON; missing when the span failed. */
  readonly result?: string;
  readonly error?: {
    readonly kind: "host_exception" | "internal";
    readonly type: string;
    readonly message: string;
    readonly stack?: string;
    readonly isCancelled: boolean;
  };
}
