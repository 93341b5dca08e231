/**
 * The spans that one logical context of a host program has open: an async task's, or a
 * thread's (tracing 7.1).
 *
 * Which context is current is the host's business: see `context.ts`.
 *
 * Invariant: spans are strictly nested within a manager, and each has one end. A clone
 * sees the spans of its origin and never ends them. A manager that nobody holds any more
 * ends what it had open.
 * Invariant: tags live in frames, so that what a child sets is gone with the child.
 */
import type { Value } from "../base";
import {
  childPlace,
  type EventKind,
  type HostSpanContext,
  type Outcome,
  rootPlace,
  type SpanError,
  type SpanPlace,
  type Tags,
} from "../events";
import type { HostTracer } from "./hostTracer";
import { hostArguments } from "./hostValue";
import { processTracer } from "./processTracer";
import { tagsFrom, withTags } from "./tags";

export interface EnterOptions {
  /** Of a list of arguments, one each. */
  readonly argNames?: readonly string[];
  /** Default `node`. */
  readonly host?: string;
}

export interface ExitErrorOptions {
  /** The class of the exception. */
  readonly type?: string;
  readonly stack?: string;
  readonly cancelled?: boolean;
  /** Time in which the function stood still, waiting for its consumer. */
  readonly waitUs?: number;
}

interface Frame {
  readonly place: SpanPlace;
  readonly name: string;
  readonly startUs: number;
  /** Opened by the manager that this one was cloned from, or in another process. */
  readonly isInherited: boolean;
  tags: Tags;
}

/** What is left to do when a manager is gone. Holds nothing that leads back to it. */
interface Remains {
  readonly tracer: HostTracer;
  readonly frames: Frame[];
}

export class HostSpanManager {
  readonly #tracer: HostTracer;
  readonly #frames: Frame[] = [];
  #baseTags: Tags = {};
  #isWatched = false;

  constructor(tracer: HostTracer = processTracer()) {
    this.#tracer = tracer;
  }

  /** A manager inside a span of another thread or process. */
  static within(context: HostSpanContext, tracer: HostTracer = processTracer()): HostSpanManager {
    const manager = new HostSpanManager(tracer);
    for (const [at, id] of context.callStack.entries()) {
      const above = manager.#frames.at(-1)?.place;
      manager.#frames.push({
        place: above ? childPlace(above, id) : rootPlace(id),
        name: "",
        startUs: 0,
        isInherited: true,
        tags: at === context.callStack.length - 1 ? { ...context.tags } : {},
      });
    }
    return manager;
  }

  enter(name: string, args: unknown, options: EnterOptions = {}): void {
    const { events } = this.#tracer;
    const top = this.#frames.at(-1);
    const id = events.newId();
    const place = top ? childPlace(top.place, id) : rootPlace(id);
    const tags = top?.tags ?? this.#baseTags;
    const { values, names } = this.#isHeard(place)
      ? hostArguments(args, options.argNames)
      : { values: [], names: [] };
    this.#emit(place, {
      kind: "functionStart",
      start: {
        name,
        args: values,
        argNames: names,
        tags,
        functionType: "native",
        isStream: false,
        host: options.host ?? "node",
        traceReason: "host",
      },
    });
    this.#frames.push({ place, name, startUs: events.monotonicUs(), isInherited: false, tags });
    this.#watch();
  }

  /** Without a result the end says `null`. */
  exitOk(result: Value = null, options: { readonly waitUs?: number } = {}): void {
    this.#exit({ status: "ok", result }, options.waitUs);
  }

  exitError(message: string, options: ExitErrorOptions = {}): void {
    const error: SpanError = {
      kind: "host_exception",
      type: options.type ?? "Error",
      message,
      ...(options.stack !== undefined && { stack: options.stack }),
    };
    this.#exit({ status: options.cancelled ? "cancelled" : "error", error }, options.waitUs);
  }

  /** Of the innermost span; outside of any, of the spans to come. */
  upsertTags(given: Readonly<Record<string, unknown>>): void {
    const added = tagsFrom(given);
    if (Object.keys(added).length === 0) return;
    const top = this.#frames.at(-1);
    const { tags, cut } = withTags(top?.tags ?? this.#baseTags, added);
    if (cut > 0) this.#tracer.tagsCut(cut);
    if (!top) {
      this.#baseTags = tags;
      return;
    }
    top.tags = tags;
    this.#emit(top.place, { kind: "setTags", tags: withTags({}, added).tags });
  }

  deepClone(): HostSpanManager {
    const clone = new HostSpanManager(this.#tracer);
    clone.#baseTags = this.#baseTags;
    for (const frame of this.#frames) clone.#frames.push({ ...frame, isInherited: true });
    return clone;
  }

  contextDepth(): number {
    return this.#frames.length;
  }

  /** What a call of the engine needs to stand below the innermost span; null outside of any. */
  hostSpanContext(): HostSpanContext | null {
    const top = this.#frames.at(-1);
    if (!top) return null;
    const { callStack } = top.place;
    return {
      rootSpanId: callStack[0]!,
      parentSpanId: callStack[callStack.length - 1]!,
      callStack,
      tags: top.tags,
    };
  }

  #exit(outcome: Outcome, waitUs = 0): void {
    const frame = this.#frames.pop();
    if (!frame || frame.isInherited) return;
    emitEnd(this.#tracer, frame, outcome, waitUs);
  }

  #isHeard(place: SpanPlace): boolean {
    return this.#tracer.store.isListening(place.callStack);
  }

  #emit(place: SpanPlace, event: EventKind): void {
    this.#tracer.store.emit(this.#tracer.events.event(place, event));
  }

  #watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    abandoned.register(this, { tracer: this.#tracer, frames: this.#frames });
  }
}

function emitEnd(tracer: HostTracer, frame: Frame, outcome: Outcome, waitUs: number): void {
  const { events, store } = tracer;
  const durationUs = events.monotonicUs() - frame.startUs;
  store.emit(
    events.event(frame.place, {
      kind: "functionEnd",
      end: {
        name: frame.name,
        outcome,
        durationUs,
        ...(waitUs > 0 && { waitUs: Math.min(waitUs, durationUs) }),
      },
    }),
  );
}

/** Ends what the manager had open, the innermost first. */
function closeRemains({ tracer, frames }: Remains): void {
  for (let frame = frames.pop(); frame; frame = frames.pop()) {
    if (!frame.isInherited) emitEnd(tracer, frame, ABANDONED, 0);
  }
}

const ABANDONED: Outcome = {
  status: "error",
  error: { kind: "internal", type: "BamlError", message: "span abandoned" },
};

const abandoned = new FinalizationRegistry<Remains>(closeRemains);
