/**
 * Events made by hand: a clock that stands still until it is moved, ids that count, and
 * spans that are started and ended as a test needs them.
 */
import type {
  AttemptRecord,
  AttemptRequest,
  AttemptResponse,
  TokenUsage,
  Value,
} from "../../server/base";
import {
  childPlace,
  countedIds,
  EventFactory,
  type EventKind,
  type FunctionEnd,
  type FunctionStart,
  type HostSpanContext,
  type Outcome,
  type RuntimeEvent,
  rootPlace,
  type SpanPlace,
  type Tags,
} from "../../server/events";

export class Recorder {
  readonly events: RuntimeEvent[] = [];
  /** Microseconds since the start; moved by `wait`. */
  elapsedUs = 0;
  readonly factory: EventFactory;
  readonly #starts = new Map<string, { readonly name: string; readonly us: number }>();
  readonly #sink: (event: RuntimeEvent) => void;

  constructor(sink: (event: RuntimeEvent) => void = () => {}, writer: WriterFacts = {}) {
    this.#sink = sink;
    this.factory = new EventFactory({
      clock: {
        wallMs: () => START_MS + this.elapsedUs / 1000,
        monotonicMs: () => this.elapsedUs / 1000,
      },
      ids: countedIds(writer.idPrefix),
      writerId: writer.writerId ?? "a91f03c7",
    });
  }

  emit(place: SpanPlace, kind: EventKind): RuntimeEvent {
    const event = this.factory.event(place, kind);
    this.events.push(event);
    this.#sink(event);
    return event;
  }

  wait(us: number): void {
    this.elapsedUs += us;
  }

  start(
    name: string,
    more: Partial<FunctionStart> & { parent?: SpanPlace | HostSpanContext; id?: string } = {},
  ): SpanPlace {
    const { parent, id = this.factory.newId(), ...start } = more;
    const place = parent ? childPlace(parent, id) : rootPlace(id);
    this.#starts.set(id, { name, us: this.factory.nowUs() });
    this.emit(place, {
      kind: "functionStart",
      start: {
        name,
        args: [],
        argNames: [],
        tags: {},
        isStream: false,
        functionType: "baml_expr",
        ...start,
      },
    });
    return place;
  }

  end(place: SpanPlace, result: Value = null, more: Partial<FunctionEnd> = {}): void {
    this.close(place, { status: "ok", result }, more);
  }

  fail(place: SpanPlace, message: string, status: "error" | "cancelled" = "error"): void {
    const error =
      status === "error"
        ? ({ kind: "throw", type: "BamlThrowError", message } as const)
        : ({ kind: "cancelled", type: "BamlCancelledError", message } as const);
    this.close(place, { status, error });
  }

  close(place: SpanPlace, outcome: Outcome, more: Partial<FunctionEnd> = {}): void {
    const { name, us } = this.#starts.get(place.ctx.spanId)!;
    const durationUs = this.factory.nowUs() - us;
    this.emit(place, { kind: "functionEnd", end: { name, outcome, durationUs, ...more } });
  }

  /** A whole call that takes so long. */
  call(name: string, durationUs: number, more: Parameters<Recorder["start"]>[1] = {}): SpanPlace {
    const place = this.start(name, more);
    this.wait(durationUs);
    this.end(place);
    return place;
  }

  tags(place: SpanPlace, tags: Tags): void {
    this.emit(place, { kind: "setTags", tags });
  }

  llm(place: SpanPlace, llm: AttemptRecord): void {
    this.emit(place, { kind: "llm", llm });
  }

  /** Asks a model and gets an answer. The id of the attempt. */
  attempt(place: SpanPlace, more: AttemptFacts = {}): string {
    const attemptId = this.factory.newId();
    const { durationUs = 1000, request, response, bodies } = more;
    this.llm(place, attemptRequest(attemptId, request));
    if (bodies) {
      this.llm(place, {
        kind: "rawRequest",
        attemptId,
        url: "https://api.example.com/v1/chat?key=abc",
        method: "POST",
        headers: { authorization: "Bearer sk-live-1", "x-ratelimit-tokens": "7" },
        body: bodies.request,
      });
    }
    this.wait(durationUs);
    if (bodies) {
      this.llm(place, {
        kind: "rawResponse",
        attemptId,
        status: 200,
        headers: {},
        body: bodies.response,
      });
    }
    this.llm(place, attemptResponse(attemptId, { durationUs, ...response }));
    return attemptId;
  }
}

/** For tests with several writers. */
export interface WriterFacts {
  readonly idPrefix?: string | undefined;
  readonly writerId?: string | undefined;
}

export interface AttemptFacts {
  readonly durationUs?: number;
  readonly request?: Partial<AttemptRequest>;
  readonly response?: Partial<AttemptResponse>;
  readonly bodies?: { readonly request: string; readonly response: string };
}

export function attemptRequest(
  attemptId: string,
  more: Partial<AttemptRequest> = {},
): AttemptRequest {
  return {
    kind: "request",
    attemptId,
    attempt: 0,
    clientName: "Mini",
    provider: "openai",
    clientStack: ["Spread", "Mini"],
    prompt: [{ role: "user", parts: [{ kind: "text", text: "rank it" }] }],
    params: { model: "mini-2", temperature: 0.5 },
    retryDelayMs: 0,
    origin: "live",
    ...more,
  };
}

export function attemptResponse(
  attemptId: string,
  more: Partial<AttemptResponse> = {},
): AttemptResponse {
  return {
    kind: "response",
    attemptId,
    status: "ok",
    selected: true,
    durationUs: 1000,
    text: "Urgent",
    model: "mini-2",
    finishReason: "stop",
    usage: usage(41, 3),
    ...more,
  };
}

export function usage(inputTokens: number | null, outputTokens: number | null): TokenUsage {
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: 0,
    totalTokens: null,
    cacheCreationInputTokens: null,
    reasoningTokens: null,
  };
}

/** In September 2026. */
const START_MS = 1_790_000_000_000;
