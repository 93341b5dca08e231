/** What a writer says of itself, as data of a `meta` line. */
import type { CallSiteStats } from "./callSiteStats";
import { type DroppedRecord, dropClasses, type MetaRecord, type SessionRecord } from "./event";
import { quoted } from "./json";
import { jsonObject, siteText } from "./jsonObject";

/** `text` writes a string that a run produced: scrubbed and cut. */
export function metaData(meta: MetaRecord, text: (value: string) => string): string {
  switch (meta.kind) {
    case "session":
      return sessionData(meta);
    case "dropped":
      return droppedData(meta);
    case "callSiteStats":
      return jsonObject([
        ["entry_id", meta.entrySpanId === undefined ? undefined : quoted(meta.entrySpanId)],
        ["kind", `"call_site_stats"`],
        ["sites", `[${meta.sites.map((stats) => statsText(stats, text)).join(",")}]`],
      ]);
    case "rotated":
      return `{"kind":"rotated","to":${quoted(meta.to)}}`;
    default:
      return meta satisfies never;
  }
}

function sessionData(meta: SessionRecord): string {
  return jsonObject([
    ["cwd", meta.cwd === undefined ? undefined : quoted(meta.cwd)],
    ["format", String(meta.format)],
    ["host", quoted(meta.host)],
    ["kind", `"session"`],
    ["pid", String(meta.pid)],
    ["program_hash", meta.programHash === undefined ? undefined : quoted(meta.programHash)],
    ["runtime", quoted(meta.runtime)],
    ["version", quoted(meta.version)],
  ]);
}

function droppedData(meta: DroppedRecord): string {
  const counts = dropClasses.map((name) => [name, meta.byClass[name]?.toString()] as const);
  return jsonObject([
    ["by_class", jsonObject(counts)],
    ["count", String(meta.count)],
    ["kind", `"dropped"`],
    ["since_seq", String(meta.sinceSeq)],
    ["until_seq", String(meta.untilSeq)],
  ]);
}

function statsText(stats: CallSiteStats, text: (value: string) => string): string {
  const { last } = stats;
  const lastCall = jsonObject([
    ["args", last.args && `[${last.args.map(text).join(",")}]`],
    ["duration_us", String(last.durationUs)],
    ["preview", text(last.preview)],
    ["status", quoted(last.status)],
  ]);
  return jsonObject([
    ["count", String(stats.count)],
    ["errors", String(stats.errors)],
    ["function", quoted(stats.function)],
    ["last", lastCall],
    ["max_us", String(stats.maxUs)],
    ["min_us", String(stats.minUs)],
    ["self_us", String(stats.selfUs)],
    ["site", siteText(stats.site)],
    ["total_us", String(stats.totalUs)],
    ["wait_us", String(stats.waitUs)],
  ]);
}
