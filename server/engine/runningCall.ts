/**
 * One call while it runs: its machine or its model, its spans, what it holds open, and
 * the ways it can be stopped.
 *
 * An expression function is run by a machine; an LLM function that is called by name
 * needs none.
 *
 * Invariant: nothing here is shared with another call but the world and the maker of
 * events. `run` never rejects: a failure is an outcome, a bug of ours one of kind
 * `internal`.
 */
import { type CallError, CallFailure, cancelled, type LlmCatalog, type Value } from "../base";
import type { EventFactory, RuntimeEvent } from "../events";
import { callLlm } from "../llm";
import {
  type ExternalRequest,
  type Image,
  type Notification,
  type SpanNotification,
  toValue,
  Vm,
} from "../vm";
import { untilAborted } from "./abort";
import { callTimeout, faultText, internalError, uncaught } from "./callFailures";
import { CallSpans } from "./callSpans";
import { type DrivenCall, drive } from "./drive";
import { mergedShapes } from "./mergedShapes";
import type { CallOutcome, FromRunner, RunnerCall } from "./protocol";
import { Resources } from "./resources";
import { conversionFailure } from "./result";
import { answerSysop } from "./sysops";
import { isRecorded } from "./tracePolicy";
import type { World } from "./world";

/** What calls share, and where they tell what happens. */
export interface CallSurroundings {
  readonly world: World;
  readonly events: EventFactory;
  readonly emit: (event: RuntimeEvent) => void;
  readonly send: (message: Exclude<FromRunner, { kind: "events" }>) => void;
}

export class RunningCall implements DrivenCall {
  readonly #call: RunnerCall;
  readonly #image: Image;
  readonly #around: CallSurroundings;
  readonly #stop = new AbortController();
  readonly #resources = new Resources();
  readonly #catalog: LlmCatalog;
  /** Missing when nothing is recorded. */
  readonly #spans: CallSpans | undefined;
  #wasCancelled = false;

  constructor(call: RunnerCall, image: Image, around: CallSurroundings) {
    this.#call = call;
    this.#image = image;
    this.#around = around;
    this.#catalog = catalogOf(image, call);
    this.#spans = isRecorded(call.trace) ? this.#newSpans() : undefined;
  }

  /** The outcome is told to the spans first, so that every event comes before it. */
  async run(): Promise<CallOutcome> {
    this.#begin();
    const stopTimer = this.#startTimer();
    const outcome = await this.#outcome();
    this.#traced((spans) => spans.end(outcome));
    stopTimer();
    // Whatever still works for the call has nobody to work for.
    this.#stop.abort(cancelled());
    void this.#resources.closeAll();
    return this.#converted(outcome);
  }

  /** Twice is once, and after the end nothing. */
  cancel(): void {
    this.#wasCancelled = true;
    this.#stop.abort(cancelled());
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  answer(request: ExternalRequest): Value | Promise<Value> {
    if (request.kind === "sysop") {
      return answerSysop(this.#sysopContext(), request.path, request.args);
    }
    const { params } = this.#catalog.functions[request.function]!;
    const named = params.map(({ name }, index) => [name, request.args[index] ?? null] as const);
    return this.#callModel(request.function, Object.fromEntries(named));
  }

  errorOf(failure: unknown, request: ExternalRequest): CallError {
    if (!(failure instanceof CallFailure)) throw failure;
    const { error } = failure;
    if (request.kind !== "sysop" || error.kind !== "runtime") return error;
    return { ...error, details: { ...error.details, operation: request.path } };
  }

  told(span: SpanNotification): void {
    this.#traced((spans) => spans.told(span));
  }

  notified(notification: Notification): void {
    const { callId, wantsNotices } = this.#call;
    if (!wantsNotices) return;
    const notice =
      notification.kind === "watch"
        ? { ...notification, value: toValue(notification.value) }
        : notification;
    this.#around.send({ kind: "notified", callId, notice });
  }

  clock(): number {
    return this.#around.world.clock();
  }

  waited(ms: number): void {
    this.#traced((spans) => spans.waited(Math.round(ms * 1000)));
  }

  async yieldToOthers(): Promise<void> {
    this.#traced((spans) => spans.deliverStatsInTime());
    await this.#around.world.yieldToOthers();
  }

  #begin(): void {
    const { function: name, entry: place, isStream, args, argNames } = this.#call;
    this.#traced((spans) =>
      spans.begin({ name, place, isStream, args, argNames, isLlm: this.#isLlm }),
    );
  }

  async #outcome(): Promise<CallOutcome> {
    try {
      // Whoever made the call gets the chance to stop it before its first instruction.
      await undefined;
      if (this.#call.argumentError) return { status: "error", error: this.#call.argumentError };
      const outcome = await (this.#isLlm ? this.#askModel() : this.#runMachine());
      this.signal.throwIfAborted();
      return outcome;
    } catch (failure) {
      return this.#failed(failure);
    }
  }

  async #runMachine(): Promise<CallOutcome> {
    const { function: name, args, collectors, trace, wantsNotices } = this.#call;
    const vm = new Vm(this.#image, name, args, {
      collectors,
      // Limits are kept where spans are made, which still counts what exceeds them.
      trace: { ...trace, maxSpans: Infinity, maxDepth: Infinity },
      notifiesHeaders: wantsNotices,
    });
    const end = await drive(vm, this);
    if (end.status === "ok") return { status: "ok", value: toValue(end.value) };
    return { status: "error", error: uncaught(end.error, end.frames) };
  }

  async #askModel(): Promise<CallOutcome> {
    const { function: name, args, argNames, omitted } = this.#call;
    const given = argNames
      .map((argName, index) => [argName, args[index] ?? null] as const)
      .filter(([argName]) => !omitted.includes(argName));
    const startMs = this.clock();
    const reply = this.#callModel(name, Object.fromEntries(given)).finally(() =>
      this.waited(this.clock() - startMs),
    );
    return { status: "ok", value: await untilAborted(reply, this.signal) };
  }

  #failed(failure: unknown): CallOutcome {
    if (this.#wasCancelled) return { status: "cancelled", error: cancelled().error };
    if (failure instanceof CallFailure) {
      const status = failure.error.kind === "cancelled" ? "cancelled" : "error";
      return { status, error: failure.error };
    }
    this.#around.send({ kind: "fault", message: faultText(failure) });
    return { status: "error", error: internalError(failure) };
  }

  /** Spans keep the copy that was made; only the caller cannot have it. */
  #converted(outcome: CallOutcome): CallOutcome {
    if (outcome.status !== "ok") return outcome;
    const failure = conversionFailure(outcome.value);
    return failure ? { status: "error", error: failure.error } : outcome;
  }

  async #callModel(name: string, args: Readonly<Record<string, Value>>): Promise<Value> {
    const { env, tags, model, overrides, isStream, callId } = this.#call;
    const isStreamed = isStream && this.#isLlm;
    return callLlm(this.#around.world.llm, {
      catalog: this.#catalog,
      functionName: name,
      args,
      env,
      tags,
      mode: model,
      stream: isStreamed,
      signal: this.signal,
      onRecord: (record) => this.#traced((spans) => spans.record(record)),
      ...(overrides && { overrides }),
      ...(isStreamed && {
        onPartial: (value: Value) => this.#around.send({ kind: "partial", callId, value }),
      }),
    });
  }

  #sysopContext() {
    return {
      call: this.#call,
      catalog: this.#catalog,
      world: this.#around.world,
      resources: this.#resources,
      signal: this.signal,
      callModel: (name: string, args: Readonly<Record<string, Value>>) =>
        this.#callModel(name, args),
    };
  }

  /** Ends the call when its time is up; the answer calls that off. */
  #startTimer(): () => void {
    const { timeoutMs } = this.#call;
    if (!timeoutMs) return () => {};
    const timer = new AbortController();
    const startMs = this.clock();
    this.#around.world.sleep(timeoutMs, timer.signal).then(
      () => {
        if (timer.signal.aborted) return;
        this.#stop.abort(callTimeout(timeoutMs, this.clock() - startMs));
      },
      // Called off.
      () => {},
    );
    return () => timer.abort();
  }

  /** A bug in tracing is reported, and changes nothing for the program. */
  #traced(tell: (spans: CallSpans) => void): void {
    if (!this.#spans) return;
    try {
      tell(this.#spans);
    } catch (error) {
      this.#around.send({ kind: "fault", message: faultText(error) });
    }
  }

  #newSpans(): CallSpans {
    const { events, emit, send } = this.#around;
    return new CallSpans({
      image: this.#image,
      policy: this.#call.trace,
      tags: this.#call.tags,
      events,
      emit,
      mismatched: () => send({ kind: "spanMismatch" }),
    });
  }

  get #isLlm(): boolean {
    return this.#image.functionNamed(this.#call.function)?.kind === "llm";
  }
}

function catalogOf({ program: { catalog } }: Image, { types }: RunnerCall): LlmCatalog {
  return types ? { ...catalog, shapes: mergedShapes(catalog.shapes, types) } : catalog;
}
