/** Opens a run: in the panel, as text, or beside the run before it. */
import { commands, Uri, window } from "vscode";
import { type OpenTraceArguments, type RunInfo, requests } from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";
import { openTraceDocument } from "../traceDocuments";
import type { TracePanel } from "../tracePanel/panel";

export function openTrace(panel: TracePanel) {
  return (given?: OpenTraceArguments): Promise<void> =>
    panel.show({ ...(given?.runId && { runId: given.runId, spanId: given.spanId }) });
}

export function openTraceText(server: LanguageServer, panel: TracePanel) {
  return async (given?: OpenTraceArguments): Promise<void> => {
    const run = await runMeant(server, given?.runId ?? panel.shownRun);
    if (run) await openTraceDocument(server, run.document);
  };
}

/** Both as text in the editor's own comparison. */
export function compareWithPrevious(server: LanguageServer, panel: TracePanel) {
  return async (given?: OpenTraceArguments): Promise<void> => {
    const runs = await allRuns(server);
    const wanted = given?.runId ?? panel.shownRun ?? runs[0]?.runId;
    const index = runs.findIndex((run) => run.runId === wanted);
    const run = runs[index];
    const previous = runs.slice(index + 1).find((other) => isSameFunction(other, run));
    if (!run || !previous) {
      void window.showInformationMessage("There is no earlier run of this function to compare.");
      return;
    }
    const [before, after] = [previous, run].map(({ document }) => Uri.parse(document, true));
    await commands.executeCommand(
      "vscode.diff",
      before,
      after,
      `${run.function}: previous ↔ this run`,
    );
  };
}

function isSameFunction(one: RunInfo, other: RunInfo | undefined): boolean {
  return one.function === other?.function && one.project === other.project;
}

async function runMeant(
  server: LanguageServer,
  runId: string | undefined,
): Promise<RunInfo | undefined> {
  const runs = await allRuns(server);
  const run = runId ? runs.find((candidate) => candidate.runId === runId) : runs[0];
  if (!run) void window.showInformationMessage("There is no run yet.");
  return run;
}

function allRuns(server: LanguageServer): Promise<readonly RunInfo[]> {
  return server.request<readonly RunInfo[]>(requests.runs, {});
}
