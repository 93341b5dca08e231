/** Stops a run: the one it is given, the only one, or the one the user picks. */
import { window } from "vscode";
import { type CancelArguments, commands } from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";
import type { StatusSource } from "../status";

export function cancel(server: LanguageServer, status: StatusSource) {
  return async (given?: CancelArguments): Promise<void> => {
    const argument = given?.runId ? { runId: given.runId } : await pickRun(status);
    if (argument) await server.execute(commands.cancel, argument);
  };
}

async function pickRun(status: StatusSource): Promise<CancelArguments | undefined> {
  const { running } = status.current;
  if (running.length <= 1) return {};
  const all: { label: string; runId?: string } = { label: "All runs" };
  const each = running.map((run) => ({ label: run.function, runId: run.runId }));
  const picked = await window.showQuickPick([all, ...each], { placeHolder: "Run to stop" });
  return picked && (picked.runId ? { runId: picked.runId } : {});
}
