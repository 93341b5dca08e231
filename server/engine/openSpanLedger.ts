/**
 * What a runner has begun and not ended: so that when it dies, whoever is left can end it.
 *
 * Invariant: holds the start of a span no longer than the span is open.
 */
import type { CallError } from "../base";
import type { EventFactory, Outcome, RuntimeEvent, SpanId, SpanPlace } from "../events";
import type { CallOutcome } from "./protocol";

type Failure = Extract<CallOutcome, { readonly error: CallError }>;

export class OpenSpanLedger {
  readonly #spans = new Map<SpanId, RuntimeEvent>();
  readonly #attempts = new Map<string, RuntimeEvent>();

  note(event: RuntimeEvent): void {
    const { kind } = event.event;
    if (kind === "functionStart") this.#spans.set(event.ctx.spanId, event);
    else if (kind === "functionEnd") this.#spans.delete(event.ctx.spanId);
    else if (event.event.kind === "llm") {
      const { llm } = event.event;
      if (llm.kind === "request") this.#attempts.set(llm.attemptId, event);
      if (llm.kind === "response") this.#attempts.delete(llm.attemptId);
    }
  }

  /** The missing ends: attempts first, then spans, the innermost first. */
  close(events: EventFactory, failureOf: (event: RuntimeEvent) => Failure): RuntimeEvent[] {
    const attempts = [...this.#attempts].reverse().map(([attemptId, request]) => {
      const { status, error } = failureOf(request);
      return events.event(placeOf(request), {
        kind: "llm",
        llm: {
          kind: "response",
          attemptId,
          status,
          selected: false,
          durationUs: sinceUs(events, request),
          error: { kind: error.kind, message: error.message },
        },
      });
    });
    const spans = [...this.#spans.values()]
      .reverse()
      .map((start) => endOf(events, start, failureOf(start)));
    this.#attempts.clear();
    this.#spans.clear();
    return [...attempts, ...spans];
  }
}

function endOf(events: EventFactory, start: RuntimeEvent, outcome: Outcome): RuntimeEvent {
  const name = start.event.kind === "functionStart" ? start.event.start.name : "";
  const durationUs = sinceUs(events, start);
  return events.event(placeOf(start), {
    kind: "functionEnd",
    end: { name, outcome, durationUs },
  });
}

function placeOf({ ctx, callStack }: RuntimeEvent): SpanPlace {
  return { ctx, callStack };
}

function sinceUs(events: EventFactory, event: RuntimeEvent): number {
  return Math.max(0, events.nowUs() - event.timestampUs);
}
