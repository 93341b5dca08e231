/**
 * The engine's front: what hosts, the editor and the terminal call functions with.
 *
 * It admits calls, checks their arguments, hands them to a runner and feeds their events
 * into the store.
 *
 * Invariant: user code never runs on the thread of the front, unless the runner was
 * started there.
 * Invariant: when a call has settled, every event of it is in the store.
 */
import { callFailure, type Value } from "../base";
import type { Program } from "../bytecode";
import {
  Collector,
  type EventFactory,
  type EventStore,
  type FlushOptions,
  type FlushReport,
  type RuntimeEvent,
  type Schedule,
  systemSchedule,
} from "../events";
import { admitted } from "./admission";
import { bindArguments } from "./arguments";
import { callTimeout, runnerDied } from "./callFailures";
import {
  CallNotFound,
  type CallOptions,
  type FunctionParameter,
  type FunctionStream,
} from "./callOptions";
import { callEnvironment, runnerCall } from "./callRequest";
import type { StartRunner } from "./connection";
import { PartialStream } from "./functionStream";
import { LoadedProgram } from "./loadedProgram";
import { mergedShapes } from "./mergedShapes";
import { checkVariables } from "./missingVariables";
import { OpenSpanLedger } from "./openSpanLedger";
import { PendingCall, type PendingCallOptions, type PendingResult } from "./pendingCall";
import { PendingCalls } from "./pendingCalls";
import type { Permissions } from "./permissions";
import type { FromRunner } from "./protocol";
import { RunnerKeeper } from "./runnerKeeper";
import { SecretGuard } from "./secretVariables";
import { shapeText } from "./shapeText";
import type { TraceMode } from "./tracePolicy";

export interface EngineOptions {
  readonly store: EventStore;
  readonly events: EventFactory;
  readonly start: StartRunner;
  readonly schedule?: Schedule;
  /** The environment that calls see, before their own is laid over it; asked at each call. */
  readonly env?: () => Readonly<Record<string, string | undefined>>;
  readonly permissions?: Permissions;
  /** The mode of calls that ask for none; asked at each call. Default `llm`. */
  readonly traceMode?: () => TraceMode | undefined;
  /** Told of bugs of ours and of runners that died, in words for a log. */
  readonly log?: (message: string) => void;
  /** Told when a runner has died while calls were in it, and why. */
  readonly died?: (reason: string) => void;
}

/** What makes one call different from another, beside its options. */
interface CallForm extends Pick<PendingCallOptions, "onPartial" | "settle"> {
  readonly isStream: boolean;
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #pending = new PendingCalls();
  readonly #ledger = new OpenSpanLedger();
  readonly #secrets: SecretGuard;
  readonly #runner: RunnerKeeper;
  #program: LoadedProgram | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#secrets = new SecretGuard(options.store.redactor);
    this.#runner = new RunnerKeeper({
      start: options.start,
      schedule: options.schedule ?? systemSchedule,
      received: (message) => this.#receive(message),
      died: (reason) => this.#died(reason),
    });
  }

  /** Calls from now on are of this program; those that run keep theirs. */
  load(program: Program): void {
    if (this.#program?.program !== program) this.#program = new LoadedProgram(program);
  }

  /** Starts the runner before it is needed. */
  warmUp(): void {
    this.#runner.warmUp();
  }

  /** Rejects with a `CallFailure` and nothing else. */
  async callFunction(name: string, options: CallOptions = {}): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#begin(name, options, {
        isStream: false,
        settle: (result) => (result.ok ? resolve(result.value) : reject(result.failure)),
      });
    });
  }

  /** Blocks this thread. Needs a runner in another one. */
  callFunctionSync(name: string, options: CallOptions = {}): Value {
    if (options.onTick) throw callFailure("invalid_argument", "a synchronous call has no ticks");
    let settled: PendingResult | undefined;
    // Says at once when there is no other thread to wait for.
    this.#runner.waitSync(0);
    const settle = (result: PendingResult): void => {
      settled = result;
    };
    this.#begin(name, options, { isStream: false, settle });
    while (!settled) this.#runner.waitSync(SYNC_WAIT_MS);
    if (settled.ok) return settled.value;
    throw settled.failure;
  }

  /** Arguments are checked at once: a wrong one throws, and leaves no log. */
  streamFunction(name: string, options: CallOptions = {}): FunctionStream {
    const stream = new PartialStream((callId) => this.#cancel(callId));
    stream.callId = this.#begin(name, options, {
      isStream: true,
      onPartial: (value) => stream.push(value),
      settle: (settled) => stream.settle(settled),
    });
    return stream;
  }

  /** Throws `CallNotFound` for a call that is unknown or has ended. */
  cancel(callId: number): void {
    if (!this.#pending.has(callId)) throw new CallNotFound(callId);
    this.#cancel(callId);
  }

  functionParams(name: string): readonly FunctionParameter[] | undefined {
    const found = this.#program?.functionNamed(name);
    return found?.code.params.map(({ name: param, shape }) => ({
      name: param,
      type: shapeText(shape),
    }));
  }

  flush(options?: FlushOptions): Promise<FlushReport> {
    return this.#options.store.flush(options);
  }

  /** Ends every call that runs, as cancelled. */
  async dispose(): Promise<void> {
    for (const call of this.#pending.all) call.cancel();
    const closed = this.#runner.close();
    this.#endAll("the engine was shut down");
    await closed;
  }

  /** Throws a `CallFailure` when the call is refused; then nothing was recorded. */
  #begin(name: string, options: CallOptions, form: CallForm): number {
    const callId = options.callId ?? nextCallId(this.#pending);
    const fn = admitted(this.#program, {
      name,
      callId,
      isTaken: this.#pending.has(callId),
      isAborted: options.signal?.aborted ?? false,
    });
    const { program } = this.#program!;
    const { catalog } = program;
    const env = callEnvironment(this.#options, options);
    const isLive = options.model !== "simulated";
    if (options.checksVariables && isLive) checkVariables(program, name, env);
    const shapes = mergedShapes(catalog.shapes, options.types);
    const bound = bindArguments(fn.code, options.args ?? {}, shapes);
    if (form.isStream && bound.failure) throw bound.failure;

    this.#secrets.guard(catalog, env);
    const ticks = options.onTick && new Collector();
    const collectors = [...(options.collectors ?? []), ...(ticks ? [ticks] : [])];
    const { isStream } = form;
    const programHash = program.hash;
    const given = { callId, programHash, fn, options, env, bound, collectors, isStream };
    const call = runnerCall(this.#options, given);
    const entrySpanId = call.entry.ctx.spanId;
    for (const collector of collectors) collector.track(entrySpanId, this.#options.store);
    const aborted = (): void => this.#cancel(callId);
    const pending = new PendingCall({ callId, entrySpanId, options, ticks, aborted, ...form });
    this.#pending.add(pending);
    options.onAdmitted?.(entrySpanId);
    this.#runner.call(program, call);
    if (call.timeoutMs) this.#watchTime(pending, call.timeoutMs);
    return callId;
  }

  #cancel(callId: number): void {
    const call = this.#pending.get(callId);
    if (!call?.cancel()) return;
    this.#runner.cancel(callId);
    this.#endRunnerIfStuck(call, GRACE_MS, () => {}, "a cancellation");
  }

  #watchTime(call: PendingCall, timeoutMs: number): void {
    const afterMs = timeoutMs + GRACE_MS;
    const overrun = (): void => call.overrun(callTimeout(timeoutMs, afterMs));
    this.#endRunnerIfStuck(call, afterMs, overrun, "the end of a call's time");
  }

  #endRunnerIfStuck(call: PendingCall, afterMs: number, before: () => void, what: string): void {
    const isOver = (): boolean => {
      const isSettled = this.#pending.get(call.callId) !== call;
      if (!isSettled) before();
      return isSettled;
    };
    const reason = `it did not react to ${what} within ${GRACE_MS} ms`;
    call.whenSettled(this.#runner.endIfStuck(afterMs, isOver, reason));
  }

  #receive(message: FromRunner): void {
    switch (message.kind) {
      case "events":
        for (const event of message.events) this.#emit(event);
        break;
      case "partial":
        this.#pending.get(message.callId)?.partial(message.value);
        break;
      case "notified":
        this.#pending.get(message.callId)?.noticed(message.notice);
        break;
      case "settled":
        this.#settle(message);
        break;
      case "spanMismatch":
        this.#options.store.countSpanMismatch();
        break;
      case "fault":
        this.#options.log?.(message.message);
        break;
      default:
        message satisfies never;
    }
  }

  #emit(event: RuntimeEvent): void {
    this.#ledger.note(event);
    const call = this.#pending.ofEvent(event);
    const own = call?.corrected(event) ?? event;
    this.#options.store.emit(own);
    call?.emitted(own);
  }

  #settle({ callId, outcome }: Extract<FromRunner, { kind: "settled" }>): void {
    const call = this.#pending.get(callId);
    if (!call) return;
    this.#pending.remove(call);
    if (this.#pending.size === 0) this.#runner.rest();
    this.#options.store.deliver();
    call.settle(outcome);
  }

  #died(reason: string): void {
    this.#options.log?.(`the engine's runner died: ${reason}`);
    if (this.#pending.size > 0) this.#options.died?.(reason);
    this.#endAll(reason);
  }

  /** Closes what the runner left open, and fails the calls that it ran. */
  #endAll(reason: string): void {
    const { store, events } = this.#options;
    const death = runnerDied(reason);
    const ends = this.#ledger.close(
      events,
      (event) =>
        this.#pending.ofEvent(event)?.failureAfter(death) ?? { status: "error", error: death },
    );
    for (const end of ends) store.emit(end);
    for (const call of this.#pending.all) {
      this.#settle({ kind: "settled", callId: call.callId, outcome: call.failureAfter(death) });
    }
  }
}

function nextCallId(taken: PendingCalls): number {
  do lastCallId++;
  while (taken.has(lastCallId));
  return lastCallId;
}

/** Numbers are unique in the process, whichever engine gives them. */
let lastCallId = 0;

/** How long a runner may take to hear that a call is over. */
const GRACE_MS = 2000;
const SYNC_WAIT_MS = 1000;
