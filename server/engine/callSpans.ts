/**
 * The spans of one call: which are open, how long they took, which are recorded.
 *
 * The entry span is the bottom of the stack. Above it stand the calls that the machine
 * tells of; those beyond the limits are counted, by call site, and make no events.
 *
 * Invariant: each start has one end, the innermost first, however the call ends. After
 * `end` nothing is emitted: what comes late belongs to nobody.
 * Invariant: nothing here is shared with another call but the maker of events.
 */
import type { AttemptRecord, CallError } from "../base";
import { childPlace, type Outcome, type SpanPlace } from "../events";
import type { CallSite, SpanNotification } from "../vm";
import { internalError } from "./callFailures";
import { OpenAttempts } from "./openAttempts";
import type { CallOutcome } from "./protocol";
import { CallSites, lineOf, type SiteTotals, siteText, siteTexts } from "./siteTotals";
import { type Entry, SpanEvents, type SpanEventsOptions } from "./spanEvents";

export interface CallSpansOptions extends SpanEventsOptions {
  /** Told when an end did not match the span that was open. */
  readonly mismatched: () => void;
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
  readonly #events: SpanEvents;
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
    this.#events = new SpanEvents(options);
    this.#sites = new CallSites(options.image);
  }

  begin(entry: Entry): void {
    const { name, place, isLlm } = entry;
    this.#push({ name, place, frameDepth: 0, isLlm });
    this.#statsDeliveredUs = this.#nowUs;
    this.#events.entryStarted(entry);
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
    this.#attempts.note(record, span.place, this.#nowUs);
    this.#events.recorded(span.place, record);
  }

  /** The machine was parked for so long: every open span waited. */
  waited(us: number): void {
    for (const span of this.#open) span.waitUs += us;
  }

  /** Closes what is open, the innermost first, and the entry span last. */
  end(outcome: CallOutcome): void {
    const isOk = outcome.status === "ok";
    if (isOk && this.#open.length > 1) this.#options.mismatched();
    const failed = isOk ? LEFT_OPEN : outcome;
    for (const { place, record } of this.#attempts.closed(failed.error, this.#nowUs)) {
      this.#events.recorded(place, record);
    }
    while (this.#open.length > 1) this.#close(failed, lineOf(failed.error.message));
    if (this.#sites.stats.length > 0) this.#deliverStats();
    this.#close(isOk ? { status: "ok", result: this.#events.kept(outcome.value) } : outcome, "");
    this.#hasEnded = true;
  }

  /** Tells call sites' totals while the call runs, ten times a second at most. */
  deliverStatsInTime(): void {
    const nowUs = this.#nowUs;
    if (!this.#statsAreFresh || nowUs - this.#statsDeliveredUs < STATS_INTERVAL_US) return;
    this.#statsDeliveredUs = nowUs;
    this.#deliverStats();
  }

  #enter(span: EnterNotification): void {
    const { fn, site, frameDepth } = span;
    const isLlm = fn.kind === "llm";
    const parent = this.#open.findLast(({ place }) => place !== undefined)!;
    const isRecorded = this.#hasRoom(isLlm);
    if (isRecorded) this.#recorded++;
    else if (this.#options.policy.deliver !== "aggregate") parent.suppressed++;
    const place = isRecorded ? childPlace(parent.place!, this.#options.events.newId()) : undefined;
    const counted = site && this.#isCounted(isRecorded) ? this.#countedAt(site, span) : undefined;
    if (place) this.#events.started(place, span);
    this.#push({ name: fn.name, place, frameDepth, isLlm, counted });
  }

  #exit({ frameDepth, outcome }: ExitNotification): void {
    if (!this.#unwindTo(frameDepth)) return;
    if ("thrown" in outcome) {
      this.#close({ status: "error", error: outcome.thrown }, lineOf(outcome.thrown.message));
      return;
    }
    const { place, counted } = this.#open.at(-1)!;
    const result = place ? this.#events.copy(outcome.ok) : null;
    this.#close({ status: "ok", result }, counted ? siteText(outcome.ok) : "");
  }

  /** Makes the span of that frame the innermost; false when none is open. */
  #unwindTo(frameDepth: number): boolean {
    if (this.#open.at(-1)!.frameDepth === frameDepth && this.#open.length > 1) return true;
    this.#options.mismatched();
    const at = this.#open.findLastIndex((span) => span.frameDepth === frameDepth);
    if (at < 1) return false;
    while (this.#open.length - 1 > at) this.#close(LEFT_OPEN, lineOf(LEFT_OPEN.error.message));
    return true;
  }

  #push(span: Pick<OpenSpan, "name" | "place" | "frameDepth" | "isLlm"> & Partial<OpenSpan>): void {
    this.#open.push({
      counted: undefined,
      startUs: this.#nowUs,
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
    const { name, place, counted, waitUs, insideUs, suppressed } = span;
    const durationUs = this.#nowUs - span.startUs;
    const parent = this.#open.at(-1);
    if (parent) parent.insideUs += durationUs;
    if (counted) {
      const { status } = outcome;
      counted.totals.add({ durationUs, insideUs, waitUs, status, preview }, counted.args);
      this.#statsAreFresh = true;
    }
    if (!place) return;
    this.#recordedDepth--;
    this.#events.ended(place, { name, outcome, durationUs, waitUs, suppressed });
  }

  #countedAt(site: CallSite, { fn, args }: EnterNotification): OpenSpan["counted"] {
    const totals = this.#sites.totalsOf(site, fn);
    return totals && { totals, args: siteTexts(args) };
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

  #deliverStats(): void {
    this.#statsAreFresh = false;
    this.#events.counted(this.#sites.stats, this.#open[0]!.place!);
  }

  get #nowUs(): number {
    return this.#options.events.monotonicUs();
  }
}

const LEFT_OPEN: { readonly status: "error"; readonly error: CallError } = {
  status: "error",
  error: internalError("a span was left open"),
};

const STATS_INTERVAL_US = 100_000;
