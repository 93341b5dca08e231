/** What a list of runs says of one. */
import type { Run } from "../events";
import type { RunInfo } from "./protocol";
import { traceUri } from "./traceDocuments";
import { runTitle } from "./wording";

export function runInfo(run: Run): RunInfo {
  const { summary, root } = run;
  return {
    project: summary.project,
    function: summary.name,
    runId: run.id,
    status: summary.status === "unfinished" ? "cancelled" : summary.status,
    origin: summary.origin,
    startedMs: summary.startedMs,
    durationUs: summary.durationUs,
    title: runTitle(summary.name, { run, row: root.row, span: root }),
    spanCount: summary.spanCount,
    droppedEvents: summary.droppedEvents,
    document: traceUri(run.id),
  };
}
