/**
 * The events of one call's spans: what a start and an end say, and that they are said in
 * order. Which spans there are is for `callSpans` to know.
 *
 * Invariant: what an event holds is a copy, made now.
 */
import type { AttemptRecord, Value } from "../base";
import type {
  CallSiteStats,
  EventFactory,
  EventKind,
  FunctionStart,
  FunctionType,
  Outcome,
  RuntimeEvent,
  SpanPlace,
  Tags,
} from "../events";
import type { Image, SpanNotification, VmFunction, VmValue } from "../vm";
import { captured } from "./capture";
import type { CallPolicy } from "./tracePolicy";

export interface SpanEventsOptions {
  readonly image: Image;
  readonly policy: CallPolicy;
  /** Of the call: every span of it carries them. */
  readonly tags: Tags;
  readonly events: EventFactory;
  readonly emit: (event: RuntimeEvent) => void;
}

export interface Entry {
  readonly name: string;
  readonly place: SpanPlace;
  readonly isLlm: boolean;
  readonly isStream: boolean;
  readonly args: readonly Value[];
  readonly argNames: readonly string[];
}

export interface EndedSpan {
  readonly name: string;
  readonly outcome: Outcome;
  readonly durationUs: number;
  readonly waitUs: number;
  readonly suppressed: number;
}

export class SpanEvents {
  readonly #options: SpanEventsOptions;

  constructor(options: SpanEventsOptions) {
    this.#options = options;
  }

  /** The entry's arguments are kept whole, also where others are previews. */
  entryStarted({ name, place, isLlm, isStream, args, argNames }: Entry): void {
    const isKept = this.#options.policy.capture !== "none";
    this.#emitStart(place, this.#options.image.functionNamed(name), {
      name,
      args: isKept ? args : [],
      argNames: isKept ? argNames : [],
      functionType: isLlm ? "baml_llm" : "baml_expr",
      isStream,
      traceReason: "root",
    });
  }

  started(place: SpanPlace, span: Extract<SpanNotification, { tag: "enter" }>): void {
    const { fn, args, site, reason } = span;
    const { image, policy } = this.#options;
    const isKept = policy.capture !== "none";
    const callSite = site ? image.siteSpan(site) : undefined;
    this.#emitStart(place, fn, {
      name: fn.name,
      args: isKept ? args.map((arg) => this.copy(arg)) : [],
      argNames: isKept ? fn.paramNames : [],
      functionType: functionType(fn),
      isStream: false,
      traceReason: reason,
      ...(callSite && { callSite }),
    });
  }

  ended(place: SpanPlace, { name, outcome, durationUs, waitUs, suppressed }: EndedSpan): void {
    this.#emit(place, {
      kind: "functionEnd",
      end: {
        name,
        outcome,
        durationUs,
        ...(waitUs > 0 && { waitUs: Math.min(waitUs, durationUs) }),
        ...(suppressed > 0 && { suppressedChildren: suppressed }),
      },
    });
  }

  recorded(place: SpanPlace, record: AttemptRecord): void {
    this.#emit(place, { kind: "llm", llm: record });
  }

  counted(sites: readonly CallSiteStats[], entry: SpanPlace): void {
    const { events, emit } = this.#options;
    const entrySpanId = entry.ctx.spanId;
    emit(events.metaEvent({ kind: "callSiteStats", sites, entrySpanId }));
  }

  /** As much of a live value as the policy keeps. */
  copy(value: VmValue): Value {
    return captured(value, this.#options.policy.capture) ?? null;
  }

  /** The same of a value that is the record's own already. */
  kept(value: Value): Value {
    return this.#options.policy.capture === "none" ? null : value;
  }

  #emitStart(
    place: SpanPlace,
    fn: VmFunction | undefined,
    start: Omit<FunctionStart, "tags" | "programHash" | "defSite">,
  ): void {
    const { image, tags } = this.#options;
    const defSite = fn && image.definitionSpan(fn);
    const programHash = image.program.hash;
    const whole = { ...start, tags, programHash, ...(defSite && { defSite }) };
    this.#emit(place, { kind: "functionStart", start: whole });
  }

  #emit(place: SpanPlace, event: EventKind): void {
    this.#options.emit(this.#options.events.event(place, event));
  }
}

function functionType(fn: VmFunction): FunctionType {
  if (fn.kind === "llm") return "baml_llm";
  return fn.kind === "bytecode" ? "baml_expr" : "baml_builtin";
}
