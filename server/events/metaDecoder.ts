/** What writers say of themselves, back from the wire. Kinds to come give undefined. */
import type { MapValue } from "../base";
import type { CallSiteStats } from "./callSiteStats";
import { type DropClass, dropClasses, type MetaRecord } from "./event";
import { isMap } from "./json";
import {
  arrayField,
  mapField,
  numberField,
  siteField,
  textField,
  textsField,
  withoutUndefined,
} from "./wireFields";

export function decodeMeta(data: MapValue): MetaRecord | undefined {
  switch (textField(data, "kind")) {
    case "session":
      return decodeSession(data);
    case "dropped":
      return decodeDropped(data);
    case "call_site_stats":
      return decodeStats(data);
    case "rotated":
      return { kind: "rotated", to: textField(data, "to") ?? "" };
    default:
      return undefined;
  }
}

function decodeSession(data: MapValue): MetaRecord {
  const cwd = textField(data, "cwd");
  const programHash = textField(data, "program_hash");
  return withoutUndefined({
    kind: "session",
    format: numberField(data, "format") ?? 0,
    host: textField(data, "host") ?? "",
    pid: numberField(data, "pid") ?? 0,
    runtime: textField(data, "runtime") ?? "",
    version: textField(data, "version") ?? "",
    cwd,
    programHash,
  });
}

function decodeDropped(data: MapValue): MetaRecord {
  const byClass: Partial<Record<DropClass, number>> = {};
  const counts = mapField(data, "by_class");
  for (const name of dropClasses) {
    const count = counts && numberField(counts, name);
    if (count !== undefined) byClass[name] = count;
  }
  return {
    kind: "dropped",
    count: numberField(data, "count") ?? 0,
    byClass,
    sinceSeq: numberField(data, "since_seq") ?? -1,
    untilSeq: numberField(data, "until_seq") ?? -1,
  };
}

function decodeStats(data: MapValue): MetaRecord {
  const sites = (arrayField(data, "sites") ?? []).filter(isMap).map(decodeSite);
  const entrySpanId = textField(data, "entry_id");
  return withoutUndefined({
    kind: "callSiteStats",
    sites: sites.filter((site) => site !== undefined),
    entrySpanId,
  });
}

function decodeSite(data: MapValue): CallSiteStats | undefined {
  const site = siteField(data, "site");
  if (site === undefined) return undefined;
  const count = (name: string): number => numberField(data, name) ?? 0;
  return {
    site,
    function: textField(data, "function") ?? "",
    count: count("count"),
    errors: count("errors"),
    totalUs: count("total_us"),
    selfUs: count("self_us"),
    minUs: count("min_us"),
    maxUs: count("max_us"),
    waitUs: count("wait_us"),
    last: decodeLast(mapField(data, "last")),
  };
}

function decodeLast(last: MapValue | undefined): CallSiteStats["last"] {
  if (last === undefined) return { durationUs: 0, status: "ok", preview: "" };
  const status = textField(last, "status");
  return withoutUndefined({
    durationUs: numberField(last, "duration_us") ?? 0,
    status: status === "error" || status === "cancelled" ? status : "ok",
    preview: textField(last, "preview") ?? "",
    args: arrayField(last, "args") && textsField(last, "args"),
  });
}
