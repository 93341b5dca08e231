/**
 * The last calls: of a function, of a call site, with what came before them and how
 * often. What lenses, hints and hovers say is taken from here.
 *
 * Invariant: a view over runs. It holds no spans of its own, so it cannot disagree with
 * the panel, and says nothing that no span has shown.
 */
import type { LineRange, SourceSpan } from "../base";
import { contains } from "./callIndex";
import type { CallSiteStats } from "./callSiteStats";
import type { Run, Runs } from "./runs";
import type { SpanStatus } from "./spanTable";
import { type Spread, spreadOf } from "./spread";
import type { TraceSpan } from "./traceSpan";

/** A span within its run. */
export interface CallRef {
  readonly run: Run;
  readonly row: number;
  readonly span: TraceSpan;
}

/** A function by its name in a project, and by its file where the name may stand for two. */
export interface FunctionKey {
  readonly name: string;
  readonly project?: string;
  /** As in `defSite`: relative to the project's root. */
  readonly uri?: string;
}

export interface FunctionCalls {
  readonly last: CallRef;
  /** The call before the last: of the same run, else of the run before it that had one. */
  readonly previous: CallRef | undefined;
  /** Of the run that has the last call. */
  readonly inRun: Spread;
}

export interface SiteCalls {
  readonly site: SourceSpan;
  /** What was called. */
  readonly function: string;
  readonly run: Run;
  readonly inRun: Spread;
  readonly lastStatus: SpanStatus;
  readonly lastDurationUs: number | null;
  /** Missing where calls were only counted. */
  readonly last: CallRef | undefined;
  readonly previous: CallRef | undefined;
  /** Set where calls were counted in place of recorded. */
  readonly counted?: CallSiteStats;
}

export class LastCalls {
  readonly #runs: Runs;

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  /** Undefined when no run that is kept has entered the function. */
  ofFunction(key: FunctionKey): FunctionCalls | undefined {
    const calls = this.#callsNewestFirst(key);
    const last = calls.next().value;
    if (last === undefined) return undefined;
    const rows = rowsOf(last.run, key);
    return { last, previous: calls.next().value, inRun: spreadOf([{ tree: last.run.tree, rows }]) };
  }

  /** Over all runs that are kept. */
  spreadOfFunction(key: FunctionKey): Spread {
    const runs = this.#runsOf(key.project);
    return spreadOf(runs.map((run) => ({ tree: run.tree, rows: rowsOf(run, key) })));
  }

  /** Calls of the function, newest first, at most `limit`. */
  history(key: FunctionKey, limit: number): readonly CallRef[] {
    const calls: CallRef[] = [];
    for (const call of this.#callsNewestFirst(key)) {
      if (calls.push(call) >= limit) break;
    }
    return calls;
  }

  /**
   * What was called from within a range of a file, in the last run that entered it: a
   * site that this run did not reach is not in the answer. Ordered by place.
   */
  sitesIn(uri: string, within: LineRange, project?: string): readonly SiteCalls[] {
    const runs = this.#runsOf(project);
    const entered = (run: Run): boolean =>
      run.calls.hasEntered(uri, within) || countedSites(run, uri, within).length > 0;
    const at = runs.findIndex(entered);
    const run = runs[at];
    if (run === undefined) return [];
    const recorded = run.calls
      .sitesIn(uri, within)
      .map(({ site, rows }) => this.#siteCalls(site, rows, run, runs.slice(at + 1)));
    const counted = countedSites(run, uri, within)
      .filter((stats) => !recorded.some(({ site }) => isSameSite(site, stats.site)))
      .map((stats) => countedCalls(stats, run));
    return [...recorded, ...counted].sort((left, right) => byPlace(left.site, right.site));
  }

  /** The newest span that was called from exactly there. */
  atSite(site: SourceSpan, project?: string): CallRef | undefined {
    return newestAt(site, this.#runsOf(project));
  }

  #siteCalls(
    site: SourceSpan,
    rows: readonly number[],
    run: Run,
    olderRuns: readonly Run[],
  ): SiteCalls {
    const last = callRef(run, rows.at(-1)!);
    const before = rows.at(-2);
    return {
      site,
      function: last.span.name,
      run,
      inRun: spreadOf([{ tree: run.tree, rows }]),
      lastStatus: last.span.status,
      lastDurationUs: last.span.durationUs,
      last,
      previous: before === undefined ? newestAt(site, olderRuns) : callRef(run, before),
    };
  }

  *#callsNewestFirst(key: FunctionKey): Generator<CallRef, undefined> {
    for (const run of this.#runsOf(key.project)) {
      for (const row of rowsOf(run, key).toReversed()) yield callRef(run, row);
    }
    return undefined;
  }

  #runsOf(project: string | undefined): readonly Run[] {
    const runs = this.#runs.newestFirst;
    return project === undefined ? runs : runs.filter((run) => run.project === project);
  }
}

function rowsOf(run: Run, key: FunctionKey): readonly number[] {
  const rows = run.calls.rowsOf(key.name);
  if (key.uri === undefined) return rows;
  return rows.filter((row) => {
    const declaredIn = run.tree.placeOf(row).start?.defSite?.uri;
    // Writers that do not say where a function stands are taken at its name.
    return declaredIn === undefined || declaredIn === key.uri;
  });
}

function callRef(run: Run, row: number): CallRef {
  return { run, row, span: run.tree.span(row) };
}

function newestAt(site: SourceSpan, runs: readonly Run[]): CallRef | undefined {
  for (const run of runs) {
    const found = run.calls.sitesIn(site.uri).find((each) => isSameSite(each.site, site));
    const row = found?.rows.at(-1);
    if (row !== undefined) return callRef(run, row);
  }
  return undefined;
}

function countedSites(run: Run, uri: string, within: LineRange): readonly CallSiteStats[] {
  return run.tree.siteStats.filter(({ site }) => site.uri === uri && contains(within, site.range));
}

function countedCalls(stats: CallSiteStats, run: Run): SiteCalls {
  const { site, count, errors, totalUs, minUs, maxUs } = stats;
  return {
    site,
    function: stats.function,
    run,
    inRun: { count, errors, running: 0, totalUs, minUs, medianUs: null, maxUs },
    lastStatus: stats.last.status,
    lastDurationUs: stats.last.durationUs,
    last: undefined,
    previous: undefined,
    counted: stats,
  };
}

function isSameSite(left: SourceSpan, right: SourceSpan): boolean {
  return left.uri === right.uri && left.range.every((item, at) => item === right.range[at]);
}

function byPlace(left: SourceSpan, right: SourceSpan): number {
  for (let at = 0; at < left.range.length; at++) {
    const order = left.range[at]! - right.range[at]!;
    if (order !== 0) return order;
  }
  return 0;
}
