/**
 * The runs of a session beside the code they ran: what lenses, hints and hovers ask.
 *
 * Invariant: answers are worked out from the events of runs, and from two snapshots, the
 * run's and today's. Nothing is remembered here but which snapshot a run had.
 */
import type { LineRange, SourceSpan } from "../base";
import { LastCalls, type Run, Runs } from "../events";
import { textOf } from "../language";
import {
  changesBetween,
  type Dependencies,
  dependenciesOf,
  type FunctionItem,
  functionNamed,
  type Snapshot,
} from "../project";

/** A call site in the text of today, and what the last run saw there. */
export interface SiteNow {
  /** Where the call expression stands now. */
  readonly range: LineRange;
  readonly run: Run;
  /** Rows of the spans that were called from there, oldest first. */
  readonly rows: readonly number[];
}

export class RunHistory {
  readonly runs = new Runs();
  readonly calls = new LastCalls(this.runs);
  readonly #code = new WeakMap<Run, Snapshot>();
  readonly #dependencies = new WeakMap<Snapshot, Map<string, Dependencies>>();

  /** Says which code a run runs. */
  setCode(run: Run, code: Snapshot): void {
    this.#code.set(run, code);
  }

  codeOf(run: Run): Snapshot | undefined {
    return this.#code.get(run);
  }

  /** What changed since a run of all that a function's result depends on; empty when it still holds. */
  changesSince(run: Run, functionName: string, now: Snapshot): readonly string[] {
    const then = this.#code.get(run);
    if (!then || then === now) return [];
    return changesBetween(
      this.#dependenciesIn(then, functionName),
      this.#dependenciesIn(now, functionName),
    );
  }

  /**
   * The calls in a function's body that its last run reached, placed in today's text.
   * Empty once the function was edited: then nobody knows where they stand.
   */
  sitesIn(project: string, item: FunctionItem, now: Snapshot): readonly SiteNow[] {
    for (const run of this.runs.newestFirst) {
      if (run.project !== project) continue;
      const then = this.#code.get(run);
      const before = then && functionNamed(then, item.name);
      if (!then || !before) continue;
      const within = then.spanOf(before.range);
      if (!run.calls.hasEntered(within.uri, within.range)) continue;
      if (!hasSameText(before, item)) return [];
      const shift = lineShift(within, now.spanOf(item.range));
      return run.calls
        .sitesIn(within.uri, within.range)
        .map(({ site, rows }) => ({ range: moved(site.range, shift), run, rows }));
    }
    return [];
  }

  #dependenciesIn(snapshot: Snapshot, functionName: string): Dependencies {
    let known = this.#dependencies.get(snapshot);
    if (!known) {
      known = new Map();
      this.#dependencies.set(snapshot, known);
    }
    let found = known.get(functionName);
    if (!found) {
      found = dependenciesOf(snapshot, functionName);
      known.set(functionName, found);
    }
    return found;
  }
}

/** An edit that was undone has made another node of the same text. */
function hasSameText(before: FunctionItem, after: FunctionItem): boolean {
  const [{ node: then }, { node: now }] = [before.item, after.item];
  return then === now || textOf(then) === textOf(now);
}

interface Shift {
  /** The line of the function's beginning, whose columns move too. */
  readonly firstLine: number;
  readonly lines: number;
  readonly characters: number;
}

/** An item that did not change has moved as a whole: by lines, and on its first line by columns. */
function lineShift(before: SourceSpan, after: SourceSpan): Shift {
  return {
    firstLine: before.range[0],
    lines: after.range[0] - before.range[0],
    characters: after.range[1] - before.range[1],
  };
}

function moved([startLine, start, endLine, end]: LineRange, shift: Shift): LineRange {
  const across = (line: number): number => (line === shift.firstLine ? shift.characters : 0);
  return [
    startLine + shift.lines,
    start + across(startLine),
    endLine + shift.lines,
    end + across(endLine),
  ];
}
