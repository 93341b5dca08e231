/**
 * Attempts, gathered from the records that describe them.
 *
 * Records of one attempt may come in any order and more than once; what has not come
 * is missing.
 */
import type {
  AttemptRawRequest,
  AttemptRawResponse,
  AttemptRecord,
  AttemptRequest,
  AttemptResponse,
  AttemptStreamEvent,
} from "../base";
import type { RuntimeEvent, SpanId } from "./event";

export interface Attempt {
  readonly id: string;
  /** The LLM function's span. */
  readonly spanId: SpanId;
  readonly startUs: number;
  /** Of the first record: for attempts that begin in the same microsecond. */
  readonly seq: number;
  readonly request?: AttemptRequest;
  readonly rawRequest?: AttemptRawRequest;
  /** In the order of arrival. */
  readonly streamEvents: readonly StreamEvent[];
  readonly rawResponse?: AttemptRawResponse;
  readonly response?: AttemptResponse;
}

export interface StreamEvent {
  readonly record: AttemptStreamEvent;
  readonly eventId: string;
  readonly seq: number;
  readonly timestampUs: number;
}

/** The attempts that these events tell of, in the order in which they began. */
export function attemptsOf(events: Iterable<RuntimeEvent>): readonly Attempt[] {
  const byId = new Map<string, AttemptAssembly>();
  for (const event of events) {
    if (event.event.kind !== "llm") continue;
    const record = event.event.llm;
    let assembly = byId.get(record.attemptId);
    if (assembly === undefined) {
      assembly = new AttemptAssembly(record.attemptId, event.ctx.spanId);
      byId.set(record.attemptId, assembly);
    }
    assembly.add(event, record);
  }
  return [...byId.values()].map((assembly) => assembly.attempt()).sort(byStart);
}

export function byStart(
  left: { readonly startUs: number; readonly seq: number },
  right: { readonly startUs: number; readonly seq: number },
): number {
  return left.startUs - right.startUs || left.seq - right.seq;
}

/** One attempt while its records come in. */
export class AttemptAssembly {
  readonly #records: Partial<Mutable<Attempt>> = {};
  readonly #streamEvents = new Map<string, StreamEvent>();
  #requestedUs: number | undefined;
  #endedUs: number | undefined;
  #firstSeenUs = Number.POSITIVE_INFINITY;
  #firstSeq = Number.POSITIVE_INFINITY;

  constructor(
    readonly id: string,
    readonly spanId: SpanId,
  ) {}

  /** False when the record was known already. */
  add(event: RuntimeEvent, record: AttemptRecord): boolean {
    if (!this.#take(event, record)) return false;
    this.#firstSeenUs = Math.min(this.#firstSeenUs, event.timestampUs);
    this.#firstSeq = Math.min(this.#firstSeq, event.seq);
    return true;
  }

  get request(): AttemptRequest | undefined {
    return this.#records.request;
  }

  get response(): AttemptResponse | undefined {
    return this.#records.response;
  }

  get seq(): number {
    return this.#firstSeq;
  }

  /** When it was asked; without the request, worked out from the response. */
  get startUs(): number {
    if (this.#requestedUs !== undefined) return this.#requestedUs;
    const { response } = this.#records;
    if (response && this.#endedUs !== undefined) return this.#endedUs - response.durationUs;
    return this.#firstSeenUs;
  }

  attempt(): Attempt {
    return {
      ...this.#records,
      id: this.id,
      spanId: this.spanId,
      startUs: this.startUs,
      seq: this.#firstSeq,
      streamEvents: [...this.#streamEvents.values()].sort(byArrival),
    };
  }

  #take(event: RuntimeEvent, record: AttemptRecord): boolean {
    if (record.kind === "streamEvent") return this.#takeStreamEvent(event, record);
    if (this.#records[record.kind] !== undefined) return false;
    switch (record.kind) {
      case "request":
        this.#records.request = record;
        this.#requestedUs = event.timestampUs;
        break;
      case "rawRequest":
        this.#records.rawRequest = record;
        break;
      case "rawResponse":
        this.#records.rawResponse = record;
        break;
      case "response":
        this.#records.response = record;
        this.#endedUs = event.timestampUs;
        break;
      default:
        record satisfies never;
    }
    return true;
  }

  #takeStreamEvent(event: RuntimeEvent, record: AttemptStreamEvent): boolean {
    const { eventId, seq, timestampUs } = event;
    if (this.#streamEvents.has(eventId)) return false;
    this.#streamEvents.set(eventId, { record, eventId, seq, timestampUs });
    return true;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function byArrival(left: StreamEvent, right: StreamEvent): number {
  return left.timestampUs - right.timestampUs || left.seq - right.seq;
}
