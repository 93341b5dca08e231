/**
 * The spans of one call: which are open, and the events that say so.
 *
 * The entry span is the bottom of the stack. Above it stand the calls that the machine
 * tells of; those beyond the limits are counted, by call site, and make no events.
 *
 * Invariant: each start has one end, the innermost first, however the call ends. After
 * `end` nothing is emitted: what comes late belongs to nobody.
 * Invariant: nothing here is shared with another call but the maker of events.
 */
import type { AttemptRecord, CallError, Value } from "../base";
import {
  childPlace,
  type EventFactory,
  type EventKind,
  type FunctionStart,
  type FunctionType,
  type Outcome,
  type RuntimeEvent,
  type SpanPlace,
  type Tags,
} from "../events";
import type { CallSite, Image, SpanNotification, VmFunction } from "../vm";
import { captured } from "./capture";
import { OpenAttempts } from "./openAttempts";
import type { CallOutcome } from "./protocol";
import { CallSites, lineOf, type SiteTotals, siteText, siteTexts } from "./siteTotals";
import type { CallPolicy } from "./tracePolicy";

export interface CallSpansOptions {
  readonly image: Image;
  readonly policy: CallPolicy;
  /** Of the call: every span of it carries them. */
  readonly tags: Tags;
  readonly events: EventFactory;
  readonly emit: (event: RuntimeEvent) => void;
  /** Told when an end did not match the span that was open. */
  readonly mismatched: () => void;
}

export interface Entry {
  readonly name: string;
  readonly place: SpanPlace;
  readonly isLlm: boolean;
  readonly isStream: boolean;
  readonly args: readonly Value[];
  readonly argNames: readonly string[];
}

interface OpenSpan {
  readonly name: string;
  /** Missing where the call is only counted. */
  readonly place: SpanPlace | undefined;
  readonly frameDepth: number;
  readonly isLlm: boolean;
  readonly startUs: number;
  /** The site's counts and what the call was given; missing where nothing is aggregated. */
  readonly counted: { readonly totals: SiteTotals; readonly args: readonly string[] } | undefined;
  waitUs: number;
  /** Spent in calls inside this one that are told too. */
  insideUs: number;
  suppressed: number;
}

type EnterNotification = Extract<SpanNotification, { tag: "enter" }>;
type ExitNotification = Extract<SpanNotification, { tag: "exit" }>;

export class CallSpans {
  readonly #options: CallSpansOptions;
  readonly #open: OpenSpan[] = [];
  readonly #attempts = new OpenAttempts();
  readonly #sites: CallSites;
  #recorded = 0;
  /** How many of the open spans are recorded, the entry's included. */
  #recordedDepth = 0;
  #hasEnded = false;
  #statsAreFresh = false;
  #statsDeliveredUs = 0;

  constructor(options: CallSpansOptions) {
    this.#options = options;
    this.#sites = new CallSites(options.image);
  }

  begin(entry: Entry): void {
    const { image, events, policy } = this.#options;
    const fn = image.functionNamed(entry.name);
    const isKept = policy.capture !== "none";
    this.#push({ name: entry.name, place: entry.place, frameDepth: 0, isLlm: entry.isLlm });
    this.#statsDeliveredUs = events.monotonicUs();
    this.#emit(entry.place, {
      kind: "functionStart",
      start: {
        name: entry.name,
        args: isKept ? entry.args : [],
        argNames: isKept ? entry.argNames : [],
        functionType: entry.isLlm ? "baml_llm" : "baml_expr",
        isStream: entry.isStream,
        traceReason: "root",
        ...this.#common(fn),
      },
    });
  }

  told(span: SpanNotification): void {
    if (span.tag === "enter") this.#enter(span);
    else this.#exit(span);
  }

  /** What happened at a model: belongs to the LLM function that is running. */
  record(record: AttemptRecord): void {
    if (this.#hasEnded) return;
    const span = this.#open.findLast(({ isLlm }) => isLlm);
    if (!span?.place) return;
    this.#attempts.note(record, span.place, this.#options.events.monotonicUs());
    this.#emit(span.place, { kind: "llm", llm: record });
  }

  /** The machine was parked for so long: every open span waited. */
  waited(us: number): void {
    for (const span of this.#open) span.waitUs += us;
  }

  /** Closes what is open, the innermost first, and the entry span last. */
  end(outcome: CallOutcome): void {
    const own: Outcome =
      outcome.status === "ok" ? { status: "ok", result: this.#kept(outcome.value) } : outcome;
    const error = own.status === "ok" ? LEFT_OPEN : own;
    if (own.status === "ok" && this.#open.length > 1) this.#options.mismatched();
    this.#closeAttempts(error.error);
    while (this.#open.length > 1) this.#close(error, previewOf(error));
    if (this.#sites.stats.length > 0) this.#deliverStats();
    this.#close(own, "");
    this.#hasEnded = true;
  }

  /** Tells call sites' totals while the call runs, ten times a second at most. */
  deliverStatsInTime(): void {
    const now = this.#options.events.monotonicUs();
    if (!this.#statsAreFresh || now - this.#statsDeliveredUs < STATS_INTERVAL_US) return;
    this.#statsDeliveredUs = now;
    this.#deliverStats();
  }

  #enter(span: EnterNotification): void {
    const { fn, site, frameDepth } = span;
    const isLlm = fn.kind === "llm";
    const parent = this.#recordedParent();
    const isRecorded = this.#hasRoom(isLlm);
    if (isRecorded) this.#recorded++;
    else if (this.#options.policy.deliver !== "aggregate") parent.suppressed++;
    const place = isRecorded ? childPlace(parent.place!, this.#options.events.newId()) : undefined;
    const counted = this.#isCounted(isRecorded) && site ? this.#countedAt(site, span) : undefined;
    if (place) this.#emitStart(place, span);
    this.#push({ name: fn.name, place, frameDepth, isLlm, counted });
  }

  #exit(span: ExitNotification): void {
    if (!this.#unwindTo(span.frameDepth)) return;
    const { outcome } = span;
    if ("ok" in outcome) {
      const open = this.#open.at(-1)!;
      const result = open.place ? captured(outcome.ok, this.#options.policy.capture) : undefined;
      this.#close(
        { status: "ok", result: result ?? null },
        open.counted ? siteText(outcome.ok) : "",
      );
    } else {
      const failed = { status: "error", error: outcome.thrown } as const;
      this.#close(failed, previewOf(failed));
    }
  }

  /** Makes the span of that frame the innermost; false when none is open. */
  #unwindTo(frameDepth: number): boolean {
    if (this.#open.at(-1)!.frameDepth === frameDepth && this.#open.length > 1) return true;
    this.#options.mismatched();
    const at = this.#open.findLastIndex((span) => span.frameDepth === frameDepth);
    if (at < 1) return false;
    while (this.#open.length - 1 > at) this.#close(LEFT_OPEN, previewOf(LEFT_OPEN));
    return true;
  }

  #push(span: Pick<OpenSpan, "name" | "place" | "frameDepth" | "isLlm"> & Partial<OpenSpan>): void {
    this.#open.push({
      counted: undefined,
      startUs: this.#options.events.monotonicUs(),
      waitUs: 0,
      insideUs: 0,
      suppressed: 0,
      ...span,
    });
    if (span.place) this.#recordedDepth++;
  }

  /** Ends the innermost span. */
  #close(outcome: Outcome, preview: string): void {
    const span = this.#open.pop()!;
    const durationUs = this.#options.events.monotonicUs() - span.startUs;
    const parent = this.#open.at(-1);
    if (parent) parent.insideUs += durationUs;
    if (span.counted) {
      const { waitUs, insideUs } = span;
      const { status } = outcome;
      span.counted.totals.add({ durationUs, insideUs, waitUs, status, preview }, span.counted.args);
      this.#statsAreFresh = true;
    }
    if (!span.place) return;
    this.#recordedDepth--;
    this.#emitEnd(span.place, span, outcome, durationUs);
  }

  #emitStart(place: SpanPlace, { fn, args, site, reason }: EnterNotification): void {
    const { image, policy } = this.#options;
    const isKept = policy.capture !== "none";
    const callSite = site ? image.siteSpan(site) : undefined;
    this.#emit(place, {
      kind: "functionStart",
      start: {
        name: fn.name,
        args: isKept ? args.map((arg) => captured(arg, policy.capture) ?? null) : [],
        argNames: isKept ? fn.paramNames : [],
        functionType: functionType(fn),
        isStream: false,
        traceReason: reason,
        ...(callSite && { callSite }),
        ...this.#common(fn),
      },
    });
  }

  #emitEnd(place: SpanPlace, span: OpenSpan, outcome: Outcome, durationUs: number): void {
    this.#emit(place, {
      kind: "functionEnd",
      end: {
        name: span.name,
        outcome,
        durationUs,
        ...(span.waitUs > 0 && { waitUs: Math.min(span.waitUs, durationUs) }),
        ...(span.suppressed > 0 && { suppressedChildren: span.suppressed }),
      },
    });
  }

  /** What every start says, whatever its reason. */
  #common(
    fn: VmFunction | undefined,
  ): Pick<FunctionStart, "tags" | "programHash"> & Partial<Pick<FunctionStart, "defSite">> {
    const { image, tags } = this.#options;
    const defSite = fn && image.definitionSpan(fn);
    return { tags, programHash: image.program.hash, ...(defSite && { defSite }) };
  }

  #countedAt(site: CallSite, { fn, args }: EnterNotification): OpenSpan["counted"] {
    const totals = this.#sites.totalsOf(site, fn);
    return totals && { totals, args: siteTexts(args) };
  }

  #recordedParent(): OpenSpan {
    return this.#open.findLast(({ place }) => place !== undefined)!;
  }

  /** Models are asked rarely and say much: their spans are recorded in aggregate delivery too. */
  #hasRoom(isLlm: boolean): boolean {
    const { deliver, maxSpans, maxDepth } = this.#options.policy;
    if (deliver === "aggregate" && !isLlm) return false;
    return this.#recorded < maxSpans && this.#recordedDepth < maxDepth;
  }

  /** Calls beyond the limits are counted in every delivery. */
  #isCounted(isRecorded: boolean): boolean {
    return !isRecorded || this.#options.policy.deliver !== "events";
  }

  #closeAttempts(error: CallError): void {
    for (const { place, record } of this.#attempts.closed(
      error,
      this.#options.events.monotonicUs(),
    )) {
      this.#emit(place, { kind: "llm", llm: record });
    }
  }

  #deliverStats(): void {
    const { events, emit } = this.#options;
    const entrySpanId = this.#open[0]!.place!.ctx.spanId;
    this.#statsAreFresh = false;
    emit(events.metaEvent({ kind: "callSiteStats", sites: this.#sites.stats, entrySpanId }));
  }

  #kept(value: Value): Value {
    return this.#options.policy.capture === "none" ? null : value;
  }

  #emit(place: SpanPlace, event: EventKind): void {
    this.#options.emit(this.#options.events.event(place, event));
  }
}

function functionType(fn: VmFunction): FunctionType {
  if (fn.kind === "llm") return "baml_llm";
  return fn.kind === "bytecode" ? "baml_expr" : "baml_builtin";
}

function previewOf({ error }: { readonly error: CallError }): string {
  return lineOf(error.message);
}

const LEFT_OPEN = {
  status: "error",
  error: {
    kind: "internal",
    type: "BamlError",
    message: "Internal error: a span was left open",
  },
} as const;

const STATS_INTERVAL_US = 100_000;
