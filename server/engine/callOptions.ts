/**
 * What a call can be given beside its function, and what it gives back.
 */
import type { Shapes, Value } from "../base";
import type { Collector, FunctionLog, HostSpanContext, SpanId, Tags } from "../events";
import type { ClientOverrides } from "../llm";
import type { Permissions } from "./permissions";
import type { Notice } from "./protocol";
import type { TracePolicy } from "./tracePolicy";

export interface CallOptions {
  /** By name: plain JavaScript in an object, values in a map. Or one value for each parameter. */
  readonly args?: Readonly<Record<string, unknown>> | ReadonlyMap<string, Value> | readonly Value[];
  /** The host's spans around the call. Without it the call is a root. */
  readonly host?: HostSpanContext | null;
  readonly collectors?: readonly Collector[];
  readonly signal?: AbortSignal;
  /** Of the whole call; 0 is no limit. */
  readonly timeoutMs?: number;
  /** Laid over the engine's environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly tags?: Tags;
  readonly trace?: Partial<TracePolicy>;
  /** Default `live`. */
  readonly model?: "live" | "simulated";
  /** True: a live call is refused, before it begins, when a client lacks a variable. */
  readonly checksVariables?: boolean;
  /** A client registry of the host. */
  readonly clients?: ClientOverrides;
  /** Types of this call alone: of a test's type builder, or of a host's. */
  readonly types?: Shapes;
  /** Default: those of the engine. */
  readonly permissions?: Permissions;
  /** Default: the next free one of this process. */
  readonly callId?: number;
  /** Told at each event of a stream and at each attempt; what it throws is ignored. */
  readonly onTick?: (reason: "Unknown", log: FunctionLog | null) => void;
  /** Told of the entry span at once when the call is admitted, before its first event. */
  readonly onAdmitted?: (entrySpanId: SpanId) => void;
  /** Told when a watched variable changes or a header is reached; what it throws is ignored. */
  readonly onNotice?: (notice: Notice) => void;
}

/** A call through a stream API: partial values as they come, then the result. */
export interface FunctionStream extends AsyncIterable<Value> {
  readonly callId: number;
  /** The iteration fails with the same error, so nobody has to read both. */
  readonly result: Promise<Value>;
  cancel(): void;
}

export interface FunctionParameter {
  readonly name: string;
  /** In BAML spelling. */
  readonly type: string;
}

/** Thrown by `cancel` for the number of a call that does not run. */
export class CallNotFound extends Error {
  constructor(readonly callId: number) {
    super(`no call with ID ${callId} is in progress`);
    this.name = "CallNotFound";
  }
}
