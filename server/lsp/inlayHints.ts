/**
 * Inlay hints: behind each call that the last run reached, how long it took and what it
 * gave back. They stand while the function is as it was when it ran.
 */
import { type InlayHint, MarkupKind, type Range } from "vscode-languageserver-types";
import { originOf, type TraceSpan } from "../events";
import { functionsOf } from "../project";
import { rangeOfLines, toRange } from "./places";
import { type ClientFeatures, commands, type Settings } from "./protocol";
import type { RunHistory, SiteNow } from "./runHistory";
import { hintText, lensText } from "./wording";
import type { Project } from "./workspace";

export interface HintContext {
  readonly history: RunHistory;
  readonly client: ClientFeatures;
  readonly mode: Settings["inlineDurations"];
}

export function inlayHints(
  project: Project,
  path: string,
  visible: Range,
  context: HintContext,
): InlayHint[] {
  if (context.mode === "off") return [];
  const newest = context.history.runs.newestFirst.find((run) => run.project === project.id);
  return functionsOf(project.snapshot, path)
    .filter((item) => overlaps(toRange(project.snapshot, item.range), visible))
    .flatMap((item) => context.history.sitesIn(project.id, item, project.snapshot))
    .filter((site) => context.mode === "always" || site.run === newest)
    .map((site) => hint(site, context.client));
}

function hint(site: SiteNow, client: ClientFeatures): InlayHint {
  const spans = site.rows.map((row) => site.run.tree.span(row));
  const last = spans.at(-1)!;
  const label = hintText(spans, originOf(site.run.tree, last.row));
  const openTrace = {
    title: "Open trace",
    command: commands.openTrace,
    arguments: [{ runId: site.run.id, spanId: last.id }],
  };
  return {
    position: rangeOfLines(site.range).end,
    label: [{ value: label, ...(client.tracePanel && { command: openTrace }) }],
    paddingLeft: true,
    tooltip: { kind: MarkupKind.PlainText, value: tooltip(site, last) },
  };
}

function tooltip(site: SiteNow, last: TraceSpan): string {
  return `${last.name} · ${lensText({ run: site.run, row: last.row, span: last }, [])}`;
}

function overlaps(one: Range, other: Range): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}
