/** Nothing runs in a restricted workspace; whoever tries is told why, and where to change it. */
import { commands, window, workspace } from "vscode";

export function isTrusted(): boolean {
  if (!workspace.isTrusted) void explain();
  return workspace.isTrusted;
}

async function explain(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const message = "Functions run only in a trusted workspace.";
  const picked = await window.showWarningMessage(message, manage);
  if (picked === manage) await commands.executeCommand("workbench.trust.manage");
}
