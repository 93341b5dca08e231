/**
 * The list of runs as a native tree, newest first: what happened can be found and opened
 * with no webview at all.
 */
import {
  Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  window,
} from "vscode";
import { type RunInfo, type RunStatus, requests } from "../server/lsp/protocol";
import type { LanguageServer } from "./languageClient";
import type { StatusSource } from "./status";

export function runsView(server: LanguageServer, status: StatusSource): Disposable {
  const changed = new EventEmitter<void>();
  const treeDataProvider: TreeDataProvider<RunInfo> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    // Before the server runs nothing has run; looking at the list is no reason to start it.
    getChildren: async () =>
      server.isStarted ? [...(await server.request<readonly RunInfo[]>(requests.runs, {}))] : [],
  };
  const view = window.createTreeView("spanlens.runs", { treeDataProvider });
  let shown = "";
  const listener = status.onDidChange(({ running, lastRun }) => {
    const now = [...running.map((run) => run.runId), lastRun?.runId, lastRun?.status].join(" ");
    if (now !== shown) changed.fire();
    shown = now;
  });
  return Disposable.from(view, listener, changed);
}

function treeItem(run: RunInfo): TreeItem {
  const item = new TreeItem(run.title);
  item.id = run.runId;
  item.iconPath = icons[run.status];
  item.description = new Date(run.startedMs).toLocaleTimeString();
  item.tooltip = new MarkdownString().appendText(`${run.title}\n${statusText(run)}`);
  item.contextValue = run.status === "running" ? "runningRun" : "run";
  item.command = { command: "spanlens.openTrace", title: "Open Trace", arguments: [run] };
  item.accessibilityInformation = { label: `${run.title}, ${statusText(run)}` };
  return item;
}

function statusText({ status, origin }: RunInfo): string {
  const answered = origin === "none" || origin === "live" ? "" : `, ${origin}`;
  return `${statusWords[status]}${answered}`;
}

const statusWords: Readonly<Record<RunStatus, string>> = {
  running: "running",
  ok: "succeeded",
  error: "failed",
  cancelled: "stopped",
};

const icons: Readonly<Record<RunStatus, ThemeIcon>> = {
  running: new ThemeIcon("sync~spin"),
  ok: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
  error: new ThemeIcon("error", new ThemeColor("testing.iconFailed")),
  cancelled: new ThemeIcon("circle-slash"),
};
