/**
 * The engine's front: what hosts, the editor and the terminal call functions with.
 *
 * It admits calls, checks their arguments, hands them to a runner and feeds their events
 * into the store. The runner is started when it is first needed, kept warm, and replaced
 * when it dies.
 *
 * Invariant: user code never runs on the thread of the front, unless the runner was
 * started there.
 * Invariant: when a call has settled, every event of it is in the store.
 */
import { type CallError, errorTypes, type Value } from "../base";
import type { Program, ProgramFunction } from "../bytecode";
import {
  Collector,
  childPlace,
  type EventFactory,
  type EventStore,
  type FlushOptions,
  type FlushReport,
  type RuntimeEvent,
  rootPlace,
  type Schedule,
  type SpanId,
  systemSchedule,
} from "../events";
import { admitted } from "./admission";
import { type BoundArguments, bindArguments } from "./arguments";
import {
  CallNotFound,
  type CallOptions,
  type FunctionParameter,
  type FunctionStream,
} from "./callOptions";
import { collectorHandle } from "./collectorHandles";
import type { RunnerConnection, StartRunner } from "./connection";
import { PartialStream } from "./functionStream";
import { LoadedProgram } from "./loadedProgram";
import { mergedShapes } from "./mergedShapes";
import { checkVariables } from "./missingVariables";
import { OpenSpanLedger } from "./openSpanLedger";
import { PendingCall, type PendingResult } from "./pendingCall";
import { ALLOW_ALL, type Permissions } from "./permissions";
import type { FromRunner, RunnerCall } from "./protocol";
import { secretsOf } from "./secretVariables";
import { shapeText } from "./shapeText";
import { inheritedTags } from "./tags";
import { callPolicy, type TraceMode } from "./tracePolicy";

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
interface CallForm {
  readonly isStream: boolean;
  readonly onPartial?: (value: Value) => void;
  readonly settle: (result: PendingResult) => void;
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #schedule: Schedule;
  readonly #pending = new Map<number, PendingCall>();
  /** The same calls, by their entry spans. */
  readonly #pendingBySpan = new Map<SpanId, PendingCall>();
  /** Programs that the runner holds, by hash, the latest last. */
  readonly #atRunner = new Set<string>();
  /** What the store's redactor was told. */
  readonly #secrets = new Map<string, string>();
  #program: LoadedProgram | undefined;
  #connection: RunnerConnection | undefined;
  #ledger = new OpenSpanLedger();
  #hasAnswered = false;
  #isDisposed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#schedule = options.schedule ?? systemSchedule;
  }

  /** Calls from now on are of this program; those that run keep theirs. */
  load(program: Program): void {
    if (this.#program?.program !== program) this.#program = new LoadedProgram(program);
  }

  /** Starts the runner before it is needed. */
  warmUp(): void {
    this.#connect();
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
    const connection = this.#connect();
    if (!connection.waitSync) {
      throw new Error("a synchronous call needs a runner in a thread of its own");
    }
    let settled: PendingResult | undefined;
    this.#begin(name, options, {
      isStream: false,
      settle: (result) => {
        settled = result;
      },
    });
    while (!settled) connection.waitSync(SYNC_WAIT_MS);
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
    this.#isDisposed = true;
    for (const call of this.#pending.values()) call.cancel();
    const connection = this.#connection;
    this.#died("the engine was shut down");
    await connection?.close();
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
    const program = this.#program!.program;
    const env = this.#envOf(options);
    if (options.checksVariables && options.model !== "simulated")
      checkVariables(program, name, env);
    this.#guardSecrets(program, env);
    const types = mergedShapes(program.catalog.shapes, options.types);
    const bound = bindArguments(fn.code, options.args ?? {}, types);
    if (form.isStream && bound.failure) throw bound.failure;

    const tickCollector = options.onTick && new Collector();
    const collectors = [...(options.collectors ?? []), ...(tickCollector ? [tickCollector] : [])];
    const call = this.#runnerCall({ fn, callId, options, env, bound, collectors, form });
    const entrySpanId = call.entry.ctx.spanId;
    for (const collector of collectors) collector.track(entrySpanId, this.#options.store);
    const pending = new PendingCall({
      callId,
      entrySpanId,
      options,
      settle: form.settle,
      aborted: () => this.#cancel(callId),
      ...(tickCollector && { tickCollector }),
      ...(form.onPartial && { onPartial: form.onPartial }),
    });
    this.#pending.set(callId, pending);
    this.#pendingBySpan.set(entrySpanId, pending);
    options.onAdmitted?.(entrySpanId);
    this.#post(program, call);
    return callId;
  }

  #runnerCall(from: {
    readonly fn: ProgramFunction;
    readonly callId: number;
    readonly options: CallOptions;
    readonly env: Readonly<Record<string, string>>;
    readonly bound: BoundArguments;
    readonly collectors: readonly Collector[];
    readonly form: CallForm;
  }): RunnerCall {
    const { fn, callId, options, env, bound, collectors, form } = from;
    const { host, timeoutMs, clients, types } = options;
    const id = this.#options.events.newId();
    return {
      callId,
      program: this.#program!.program.hash,
      function: fn.code.name,
      args: bound.values,
      argNames: bound.names,
      omitted: bound.omitted,
      entry: host ? childPlace(host, id) : rootPlace(id),
      tags: inheritedTags(host?.tags, options.tags),
      trace: this.#policyOf(options, collectors),
      env,
      model: options.model ?? "live",
      permissions: options.permissions ?? this.#options.permissions ?? ALLOW_ALL,
      isStream: form.isStream,
      collectors: (options.collectors ?? []).map(collectorHandle),
      ...(bound.failure && { argumentError: bound.failure.error }),
      ...(timeoutMs && { timeoutMs }),
      ...(clients && { overrides: clients }),
      ...(types && { types }),
    };
  }

  #policyOf({ trace, host }: CallOptions, collectors: readonly Collector[]) {
    const audience = {
      listens: this.#options.store.isListening(host?.callStack),
      collects: collectors.length > 0,
    };
    return callPolicy(trace ?? {}, audience, this.#options.traceMode?.());
  }

  #envOf({ env }: CallOptions): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...this.#options.env?.(), ...env })) {
      if (value !== undefined) found[name] = value;
    }
    return found;
  }

  /** Before the first event that could hold one. */
  #guardSecrets(program: Program, env: Readonly<Record<string, string>>): void {
    const secrets = Object.entries(secretsOf(program.catalog, env));
    const fresh = secrets.filter(([name, value]) => this.#secrets.get(name) !== value);
    if (fresh.length === 0) return;
    for (const [name, value] of fresh) this.#secrets.set(name, value);
    this.#options.store.redactor.addSecrets(Object.fromEntries(fresh));
  }

  #post(program: Program, call: RunnerCall): void {
    const connection = this.#connect();
    connection.hold(true);
    if (!this.#atRunner.has(program.hash)) {
      connection.post({ kind: "load", program });
      this.#atRunner.add(program.hash);
      this.#unloadOldest(connection);
    }
    connection.post({ kind: "call", call });
    if (call.timeoutMs) this.#watch(call.callId, call.timeoutMs, "timeout");
  }

  #unloadOldest(connection: RunnerConnection): void {
    for (const hash of this.#atRunner) {
      if (this.#atRunner.size <= MAX_PROGRAMS) return;
      connection.post({ kind: "unload", program: hash });
      this.#atRunner.delete(hash);
    }
  }

  #cancel(callId: number): void {
    if (!this.#pending.get(callId)?.cancel()) return;
    this.#connection?.post({ kind: "cancel", callId });
    this.#watch(callId, 0, "cancellation");
  }

  /**
   * A runner that is stuck inside one instruction hears nothing. It is ended, and with it
   * what else it ran.
   */
  #watch(callId: number, afterMs: number, what: string): void {
    const connection = this.#connection;
    const call = this.#pending.get(callId);
    if (!connection?.kill) return;
    const callOff = this.#schedule(() => {
      // What has arrived while this thread was busy is no sign of being stuck.
      connection.waitSync?.(0);
      if (this.#pending.get(callId) !== call || this.#connection !== connection) return;
      connection.kill?.(`it did not react to a ${what} within ${GRACE_MS} ms`);
    }, afterMs + GRACE_MS);
    call?.whenSettled(callOff);
  }

  #connect(): RunnerConnection {
    if (this.#isDisposed) throw new Error("the engine was disposed of");
    this.#connection ??= this.#start();
    return this.#connection;
  }

  #start(): RunnerConnection {
    this.#hasAnswered = false;
    this.#ledger = new OpenSpanLedger();
    const connection = this.#options.start({
      receive: (message) => this.#receive(message),
      died: (reason) => {
        if (this.#connection !== connection) return;
        this.#options.log?.(`the engine's runner died: ${reason}`);
        if (this.#pending.size > 0) this.#options.died?.(reason);
        this.#died(reason);
        // One that never answered would die again.
        if (this.#hasAnswered && !this.#isDisposed) this.warmUp();
      },
    });
    return connection;
  }

  #receive(message: FromRunner): void {
    this.#hasAnswered = true;
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
    const call = this.#callOf(event);
    const own = call?.corrected(event) ?? event;
    this.#options.store.emit(own);
    call?.emitted(own);
  }

  /** Undefined for what belongs to no call. */
  #callOf({ callStack }: RuntimeEvent): PendingCall | undefined {
    for (const id of callStack) {
      const call = this.#pendingBySpan.get(id);
      if (call) return call;
    }
    return undefined;
  }

  #settle({ callId, outcome }: Extract<FromRunner, { kind: "settled" }>): void {
    const call = this.#pending.get(callId);
    if (!call) return;
    this.#pending.delete(callId);
    this.#pendingBySpan.delete(call.entrySpanId);
    if (this.#pending.size === 0) this.#connection?.hold(false);
    this.#options.store.deliver();
    call.settle(outcome);
  }

  /** Closes what the runner left open, and fails the calls that it ran. */
  #died(reason: string): void {
    const message = `Internal error: the engine's runner died: ${reason}`;
    const death: CallError = { kind: "internal", type: errorTypes.internal, message };
    this.#connection = undefined;
    this.#atRunner.clear();
    const { store, events } = this.#options;
    const ends = this.#ledger.close(
      events,
      (event) => this.#callOf(event)?.failureAfter(death) ?? { status: "error", error: death },
    );
    for (const end of ends) store.emit(end);
    for (const call of [...this.#pending.values()]) {
      this.#settle({ kind: "settled", callId: call.callId, outcome: call.failureAfter(death) });
    }
  }
}

function nextCallId(taken: ReadonlyMap<number, unknown>): number {
  do lastCallId++;
  while (taken.has(lastCallId));
  return lastCallId;
}

/** Numbers are unique in the process, whichever engine gives them. */
let lastCallId = 0;

/** The snapshots that a user goes back and forth between while editing. */
const MAX_PROGRAMS = 4;
const GRACE_MS = 2000;
const SYNC_WAIT_MS = 1000;
