/**
 * Aggregate delivery: one record a call site, updated in place, where spans would be too
 * many (tracing 3.6).
 *
 * Invariant: costs no ids, no events and no copies of whole values.
 */
import type { SourceSpan } from "../base";
import type { CallSiteStats, LastSiteCall } from "../events";
import { type CallSite, type Image, preview, type VmFunction, type VmValue } from "../vm";

/** How one call from a site ended. */
export interface SiteCall {
  readonly durationUs: number;
  /** The part of the duration spent in calls that are counted too. */
  readonly insideUs: number;
  readonly waitUs: number;
  readonly status: LastSiteCall["status"];
  readonly preview: string;
}

/** The calls from one site to one function. */
export class SiteTotals {
  #count = 0;
  #errors = 0;
  #totalUs = 0;
  #selfUs = 0;
  #minUs = Number.POSITIVE_INFINITY;
  #maxUs = 0;
  #waitUs = 0;
  #last: LastSiteCall | undefined;

  constructor(
    readonly site: SourceSpan,
    readonly callee: VmFunction,
  ) {}

  add(call: SiteCall, args: readonly string[]): void {
    const { durationUs, status } = call;
    this.#count++;
    if (status !== "ok") this.#errors++;
    this.#totalUs += durationUs;
    this.#selfUs += durationUs - call.insideUs;
    this.#minUs = Math.min(this.#minUs, durationUs);
    this.#maxUs = Math.max(this.#maxUs, durationUs);
    this.#waitUs += call.waitUs;
    this.#last = { durationUs, status, preview: call.preview, args };
  }

  /** Undefined until a call from here has ended. */
  get stats(): CallSiteStats | undefined {
    if (!this.#last) return undefined;
    return {
      site: this.site,
      function: this.callee.name,
      count: this.#count,
      errors: this.#errors,
      totalUs: this.#totalUs,
      selfUs: this.#selfUs,
      minUs: this.#minUs,
      maxUs: this.#maxUs,
      waitUs: this.#waitUs,
      last: this.#last,
    };
  }
}

/** All sites of one call. */
export class CallSites {
  readonly #image: Image;
  /** By the calling function, then by the place of the call in its code. */
  readonly #totals = new Map<VmFunction, Map<number, SiteTotals[]>>();

  constructor(image: Image) {
    this.#image = image;
  }

  /** Undefined for calls that the machine makes on its own behalf. */
  totalsOf({ fn, pc }: CallSite, callee: VmFunction): SiteTotals | undefined {
    const ofCaller = entryOf(this.#totals, fn, () => new Map<number, SiteTotals[]>());
    const atPlace = entryOf(ofCaller, pc, (): SiteTotals[] => []);
    // More than one only where a function value is called.
    return (
      atPlace.find((totals) => totals.callee === callee) ?? this.#added(atPlace, fn, pc, callee)
    );
  }

  get stats(): readonly CallSiteStats[] {
    const found: CallSiteStats[] = [];
    for (const ofCaller of this.#totals.values()) {
      for (const atPlace of ofCaller.values()) {
        for (const { stats } of atPlace) if (stats) found.push(stats);
      }
    }
    return found;
  }

  #added(
    atPlace: SiteTotals[],
    fn: VmFunction,
    pc: number,
    callee: VmFunction,
  ): SiteTotals | undefined {
    const site = this.#image.siteSpan({ fn, pc });
    if (!site) return undefined;
    const totals = new SiteTotals(site, callee);
    atPlace.push(totals);
    return totals;
  }
}

/** What stands under a key, made when it is first asked for. */
function entryOf<Key, Entry>(map: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** One line of at most 200 characters. */
export function siteText(value: VmValue): string {
  return preview(value, MAX_CHARS);
}

export function siteTexts(values: readonly VmValue[]): readonly string[] {
  return values.map((value) => preview(value, MAX_ARGUMENT_CHARS));
}

/** An error's message as such a line. */
export function lineOf(message: string): string {
  const line = message.replace(/\s+/g, " ");
  return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS - 1)}…` : line;
}

const MAX_CHARS = 200;
const MAX_ARGUMENT_CHARS = 60;
