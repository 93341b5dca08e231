/**
 * The rows of one trace by function and by call site. Brought up to date when asked,
 * which costs only the rows that are new.
 */
import type { LineRange, SourceSpan } from "../base";
import type { TraceTree } from "./traceTree";

export interface SiteRows {
  readonly site: SourceSpan;
  /** In the order in which they were first seen. */
  readonly rows: readonly number[];
}

export class CallIndex {
  readonly #tree: TraceTree;
  #functions = new Map<string, number[]>();
  /** By file, then by range. */
  #sites = new Map<string, Map<string, { site: SourceSpan; rows: number[] }>>();
  /** Declarations of functions that were entered, by file. */
  #entered = new Map<string, Map<string, LineRange>>();
  #indexed = 0;
  #relabelled = 0;

  constructor(tree: TraceTree) {
    this.#tree = tree;
  }

  /** Every span of this function, oldest first. */
  rowsOf(functionName: string): readonly number[] {
    this.#update();
    return this.#functions.get(functionName) ?? [];
  }

  get functionNames(): readonly string[] {
    this.#update();
    return [...this.#functions.keys()];
  }

  /** The call sites of a file that were reached, or those within a range of it. */
  sitesIn(uri: string, within?: LineRange): readonly SiteRows[] {
    this.#update();
    const sites = [...(this.#sites.get(uri)?.values() ?? [])];
    return within ? sites.filter(({ site }) => contains(within, site.range)) : sites;
  }

  /** True when a function that is declared there was entered, or called something from there. */
  hasEntered(uri: string, within: LineRange): boolean {
    this.#update();
    const declared = [...(this.#entered.get(uri)?.values() ?? [])];
    return (
      declared.some((range) => contains(within, range)) || this.sitesIn(uri, within).length > 0
    );
  }

  #update(): void {
    if (this.#relabelled !== this.#tree.relabelled) this.#forget();
    for (; this.#indexed < this.#tree.count; this.#indexed++) this.#add(this.#indexed);
  }

  #forget(): void {
    this.#functions = new Map();
    this.#sites = new Map();
    this.#entered = new Map();
    this.#indexed = 0;
    this.#relabelled = this.#tree.relabelled;
  }

  #add(row: number): void {
    const { name, start, isAttempt } = this.#tree.placeOf(row);
    if (isAttempt) return;
    pushTo(this.#functions, name, row);
    if (start?.defSite) {
      const { uri, range } = start.defSite;
      entryOf(this.#entered, uri, () => new Map<string, LineRange>()).set(range.join(), range);
    }
    if (start?.callSite === undefined) return;
    const site = start.callSite;
    const ofFile = entryOf(this.#sites, site.uri, () => new Map());
    entryOf(ofFile, site.range.join(), () => ({ site, rows: [] })).rows.push(row);
  }
}

/** True when the inner range begins and ends within the outer one. */
export function contains(outer: LineRange, inner: LineRange): boolean {
  const begins = outer[0] < inner[0] || (outer[0] === inner[0] && outer[1] <= inner[1]);
  const ends = inner[2] < outer[2] || (inner[2] === outer[2] && inner[3] <= outer[3]);
  return begins && ends;
}

function pushTo(rows: Map<string, number[]>, key: string, row: number): void {
  entryOf(rows, key, () => []).push(row);
}

function entryOf<K, V>(entries: Map<K, V>, key: K, make: () => V): V {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}
