/**
 * A call that the front waits for: who is told of it, and how it is stopped.
 *
 * Invariant: settles once. Whoever made the call learns of the first outcome, and its
 * listeners are let go.
 */
import { type CallError, CallFailure, cancelled, type Value } from "../base";
import type { Collector, RuntimeEvent, SpanId } from "../events";
import type { CallOptions } from "./callOptions";
import type { CallOutcome, Notice } from "./protocol";

export interface PendingCallOptions {
  readonly callId: number;
  readonly entrySpanId: SpanId;
  readonly options: CallOptions;
  /** Attached by the engine when somebody wants ticks. */
  readonly ticks?: Collector | undefined;
  readonly onPartial?: ((value: Value) => void) | undefined;
  readonly settle: (result: PendingResult) => void;
  /** The caller's signal aborted. */
  readonly aborted: () => void;
}

export type PendingResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: CallFailure };

export class PendingCall {
  readonly callId: number;
  readonly entrySpanId: SpanId;
  readonly #with: PendingCallOptions;
  readonly #whenSettled: (() => void)[] = [];
  #isCancelled = false;
  #overdue: CallFailure | undefined;

  constructor(options: PendingCallOptions) {
    this.callId = options.callId;
    this.entrySpanId = options.entrySpanId;
    this.#with = options;
    options.options.signal?.addEventListener("abort", options.aborted, { once: true });
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** True the first time. */
  cancel(): boolean {
    const isFirst = !this.#isCancelled;
    this.#isCancelled = true;
    return isFirst;
  }

  partial(value: Value): void {
    if (!this.#isCancelled) this.#with.onPartial?.(value);
  }

  noticed(notice: Notice): void {
    guarded(() => this.#with.options.onNotice?.(notice));
  }

  /** One of its events has reached the store. */
  emitted(event: RuntimeEvent): void {
    const { options, ticks } = this.#with;
    if (!options.onTick || !isTick(event)) return;
    guarded(() => options.onTick?.("Unknown", ticks?.last ?? null));
  }

  /** An end that crossed with the cancellation: cancelling wins. */
  corrected(event: RuntimeEvent): RuntimeEvent {
    const { event: kind } = event;
    const isOwnEnd = kind.kind === "functionEnd" && event.ctx.spanId === this.entrySpanId;
    if (!this.#isCancelled || !isOwnEnd || kind.end.outcome.status === "cancelled") return event;
    const outcome = { status: "cancelled", error: cancelled().error } as const;
    return { ...event, event: { ...kind, end: { ...kind.end, outcome } } };
  }

  /** Done once, before whoever made the call learns of its outcome. */
  whenSettled(run: () => void): void {
    this.#whenSettled.push(run);
  }

  settle(outcome: CallOutcome): void {
    const { options, aborted, ticks, settle } = this.#with;
    for (const run of this.#whenSettled.splice(0)) run();
    options.signal?.removeEventListener("abort", aborted);
    ticks?.clear();
    if (this.#isCancelled) settle({ ok: false, failure: cancelled() });
    else if (outcome.status === "ok") settle({ ok: true, value: outcome.value });
    else settle({ ok: false, failure: new CallFailure(outcome.error) });
  }

  /** How the call and its spans end when the runner has died, which may be its own doing. */
  failureAfter(death: CallError): Extract<CallOutcome, { readonly error: CallError }> {
    if (this.#isCancelled) return { status: "cancelled", error: cancelled().error };
    return { status: "error", error: this.#overdue?.error ?? death };
  }

  /** Its time was up and it went on: the runner is about to be ended for it. */
  overrun(failure: CallFailure): void {
    this.#overdue = failure;
  }
}

/** The caller's callback is the caller's business: its error must not end the run. */
function guarded(tell: () => void): void {
  try {
    tell();
  } catch {
    // Said so where the callbacks are declared.
  }
}

/** Once for each event of a stream, and once for each attempt. */
function isTick({ event }: RuntimeEvent): boolean {
  return (
    event.kind === "llm" && (event.llm.kind === "streamEvent" || event.llm.kind === "response")
  );
}
