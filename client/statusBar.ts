/**
 * The one item in the status bar: what runs, or how the last run went. Coloured only
 * while the engine cannot work.
 */
import { Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import { durationText } from "../server/base/wording";
import type { Status } from "../server/lsp/protocol";
import type { StatusSource } from "./status";

export function statusBar(source: StatusSource): Disposable {
  const item = window.createStatusBarItem("status", StatusBarAlignment.Left, 10);
  item.name = "Spanlens";
  const render = (status: Status) => {
    item.text = textOf(status);
    item.tooltip = tooltipOf(status);
    item.command = status.fault ? "spanlens.showLog" : "spanlens.openTrace";
    item.backgroundColor = status.fault
      ? new ThemeColor("statusBarItem.errorBackground")
      : undefined;
  };
  render(source.current);
  item.show();
  const listener = source.onDidChange(render);
  return Disposable.from(listener, item);
}

function textOf({ fault, running, lastRun }: Status): string {
  if (fault) return "$(error) Spanlens";
  if (running.length > 1) return `$(sync~spin) ${running.length} runs`;
  if (running[0]) return `$(sync~spin) ${running[0].function}`;
  if (lastRun?.durationUs == null) return "$(list-tree) Spanlens";
  const mark =
    lastRun.status === "ok" ? "check" : lastRun.status === "error" ? "error" : "circle-slash";
  return `$(${mark}) ${lastRun.function} ${durationText(lastRun.durationUs)}`;
}

function tooltipOf({ fault, running, lastRun, model }: Status): string {
  if (fault) return `${fault}. Click for the log.`;
  if (running.length > 0) return `Running: ${running.map((run) => run.function).join(", ")}`;
  const last = lastRun ? `${lastRun.title}. Click for the trace.` : "No run yet.";
  return model === "auto" ? last : `${last} Model: ${model}.`;
}
