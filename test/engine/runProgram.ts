/** Runs BAML in tests: an engine in this thread, a scripted world, and every event kept. */
import { type CallError, CallFailure, type Value, valuePreview } from "../../server/base";
import { Engine, startLocally, type TracePolicy } from "../../server/engine";
import {
  countedIds,
  EventFactory,
  EventStore,
  type RuntimeEvent,
  type Schedule,
} from "../../server/events";
import { Snapshot } from "../../server/project";
import { type Script, ScriptedWorld } from "./scriptedWorld";

export interface Bench {
  readonly engine: Engine;
  readonly store: EventStore;
  readonly events: RuntimeEvent[];
  readonly world: ScriptedWorld;
  readonly logged: string[];
}

export interface BenchOptions extends Script {
  readonly store?: EventStore;
  /** False: nobody listens. Default true. */
  readonly listens?: boolean;
}

export function bench(source: string, options: BenchOptions = {}): Bench {
  const world = new ScriptedWorld(options);
  const store = options.store ?? new EventStore({ schedule: never });
  const factory = new EventFactory({ clock: world.clock, ids: countedIds() });
  const events: RuntimeEvent[] = [];
  const logged: string[] = [];
  if (options.listens ?? true) store.addSink(keeping(events));
  const engine = new Engine({
    store,
    events: factory,
    start: startLocally({ world: world.world, events: factory }),
    schedule: never,
    log: (message) => logged.push(message),
  });
  engine.load(programOf(source));
  return { engine, store, events, world, logged };
}

export function programOf(source: string) {
  return Snapshot.of(new Map([["main.baml", source]])).program;
}

export type Outcome = { readonly value: Value } | { readonly error: CallError };

/** How a call ended; what is no failure of a call goes on. */
export async function outcomeOf(call: Promise<Value>): Promise<Outcome> {
  try {
    return { value: await call };
  } catch (failure) {
    if (failure instanceof CallFailure) return { error: failure.error };
    throw failure;
  }
}

/** The spans of a run, as `linesOf` shows them. */
export async function spansOf(
  source: string,
  name: string,
  trace: Partial<TracePolicy>,
): Promise<readonly string[]> {
  const { engine, events } = bench(source);
  await outcomeOf(engine.callFunction(name, { trace }));
  return linesOf(events);
}

/** One line a start or end, indented by how deep it stands: `> inner(1)`, `< inner = 2`. */
export function linesOf(events: readonly RuntimeEvent[]): readonly string[] {
  return events.flatMap(({ callStack, event }) => {
    const indent = "  ".repeat(Math.max(0, callStack.length - 1));
    if (event.kind === "functionStart") {
      const args = event.start.args.map((arg) => valuePreview(arg)).join(", ");
      return [`${indent}> ${event.start.name}(${args})`];
    }
    if (event.kind !== "functionEnd") return [];
    const { name, outcome, suppressedChildren } = event.end;
    const result =
      outcome.status === "ok"
        ? `= ${valuePreview(outcome.result)}`
        : `${outcome.status}: ${outcome.error.message}`;
    const more = suppressedChildren ? ` (+${suppressedChildren})` : "";
    return [`${indent}< ${name} ${result}${more}`];
  });
}

/** Nothing is done later: a test that needs a timer says so. */
const never: Schedule = () => () => {};

function keeping(events: RuntimeEvent[]) {
  const report = { written: 0, dropped: 0, timedOut: false };
  return {
    send: (event: RuntimeEvent) => void events.push(event),
    flush: () => Promise.resolve(report),
    flushSync: () => report,
    close: () => Promise.resolve(report),
  };
}
