/**
 * A trace in the Chrome trace-event format, which Perfetto and speedscope open.
 *
 * Times are microseconds after the earliest event; `otherData.epochUsOrigin` says when
 * that was. Each writer is a process, each lane of overlapping spans a thread.
 */
import {
  encodeValue,
  jsonObject,
  quoted,
  Redactor,
  type SpanKind,
  type TraceSpan,
  type TraceTree,
} from "../events";
import { type Chart, chartOf, type Placed } from "./chromeChart";

export interface ChromeTraceOptions {
  readonly redactor?: Redactor;
}

export function toChromeTrace(tree: TraceTree, options: ChromeTraceOptions = {}): string {
  const chart = chartOf(tree, options.redactor ?? new Redactor());
  const events = [
    ...processEvents(chart),
    ...chart.placed.flatMap((placed) => spanEvents(placed, chart)),
    ...tokenEvents(chart),
  ];
  const otherData = jsonObject([["epochUsOrigin", String(chart.originUs)]]);
  return `{"displayTimeUnit":"ms","otherData":${otherData},"traceEvents":[\n${events.join(",\n")}\n]}\n`;
}

function spanEvents(placed: Placed, chart: Chart): string[] {
  const { span } = placed;
  return [
    sliceEvent(placed, chart),
    ...flowEvents(placed, chart),
    ...span.tagDeltas.map(({ tags, timestampUs }) =>
      event("i", placed, [
        ["args", jsonObject([["tags", tagsText(tags, chart)]])],
        ["name", `"set tags"`],
        ["s", `"t"`],
        ["ts", String(timestampUs - chart.originUs)],
      ]),
    ),
  ];
}

function sliceEvent(placed: Placed, chart: Chart): string {
  const { span, slice } = placed;
  const isFailed = span.status === "error" || span.status === "cancelled";
  const attempt = span.attempt?.request?.attempt ?? 0;
  const name = span.attempt === undefined ? span.name : `${span.name} #${attempt}`;
  return event("X", placed, [
    ["args", span.attempt ? attemptArgs(span, chart) : spanArgs(span, chart)],
    ["cat", quoted(categories[span.kind])],
    ["cname", isFailed ? `"terrible"` : undefined],
    ["dur", String(slice.endUs - slice.startUs)],
    ["name", quoted(name)],
    ["ts", String(slice.startUs)],
  ]);
}

/** An arrow from a parent to a child that is drawn elsewhere. */
function flowEvents(placed: Placed, chart: Chart): string[] {
  const { span, slice } = placed;
  const parent = span.parentRow === undefined ? undefined : chart.placed[span.parentRow];
  if (parent === undefined || (parent.pid === placed.pid && parent.tid === placed.tid)) return [];
  const shared = [
    ["cat", `"call"`],
    ["id", quoted(flowId(span.id))],
    ["name", `"call"`],
  ] as const;
  return [
    event("s", parent, [...shared, ["ts", String(slice.startUs)]]),
    event("f", placed, [["bp", `"e"`], ...shared, ["ts", String(slice.startUs)]]),
  ];
}

function spanArgs(span: TraceSpan, chart: Chart): string {
  const outcome = span.end?.outcome;
  const { args, argNames = [] } = span.start ?? {};
  const value = (each: Parameters<typeof encodeValue>[0]): string =>
    encodeValue(each, { ...VALUE_LIMITS, redactor: chart.redactor });
  const isNamed = args !== undefined && argNames.length === args.length;
  const named = args?.map((each, at) => `${quoted(argNames[at] ?? "")}:${value(each)}`) ?? [];
  return jsonObject([
    ["args", args && (isNamed ? `{${named.join(",")}}` : `[${args.map(value).join(",")}]`)],
    ["call_site", span.callSite && quoted(placeText(span.callSite))],
    ["error", outcome && outcome.status !== "ok" ? errorText(outcome.error, chart) : undefined],
    ["result", outcome?.status === "ok" ? value(outcome.result) : undefined],
    ["span_id", quoted(span.id)],
    ["status", quoted(span.status)],
    ["tags", tagsText(span.tags, chart)],
    ["unfinished", span.durationUs === null ? "true" : undefined],
  ]);
}

function attemptArgs(span: TraceSpan, chart: Chart): string {
  const { request, response } = span.attempt ?? {};
  const { usage, error, model } = response ?? {};
  return jsonObject([
    ["client", quoted(request?.clientName ?? "")],
    ["error", error && quoted(chart.redactor.text(error.message))],
    ["model", model === undefined ? undefined : quoted(model)],
    ["origin", quoted(request?.origin ?? "live")],
    ["selected", String(response?.selected ?? false)],
    ["span_id", quoted(span.id)],
    ["status", quoted(span.status)],
    ["unfinished", span.durationUs === null ? "true" : undefined],
    ["usage", usage && JSON.stringify(usage)],
  ]);
}

function processEvents(chart: Chart): string[] {
  const named = new Set<string>();
  return [...chart.placed]
    .sort((left, right) => left.pid - right.pid || left.tid - right.tid)
    .flatMap((placed) => {
      const events: string[] = [];
      const process = `${placed.pid}`;
      if (!named.has(process)) {
        const writer = chart.writers.get(placed.pid);
        events.push(nameEvent("process_name", placed, writer ? `spanlens ${writer}` : "spanlens"));
      }
      const lane = `${placed.pid}/${placed.tid}`;
      if (!named.has(lane)) {
        const root = rootOf(placed, chart).span.name;
        events.push(nameEvent("thread_name", placed, `${root} · lane ${placed.tid}`));
        const index = jsonObject([["sort_index", String(placed.tid)]]);
        events.push(
          event("M", placed, [
            ["args", index],
            ["name", `"thread_sort_index"`],
          ]),
        );
      }
      named.add(process).add(lane);
      return events;
    });
}

function nameEvent(kind: string, placed: Placed, name: string): string {
  return event("M", placed, [
    ["args", jsonObject([["name", quoted(name)]])],
    ["name", quoted(kind)],
  ]);
}

function rootOf(placed: Placed, chart: Chart): Placed {
  let at = placed;
  while (at.span.parentRow !== undefined) at = chart.placed[at.span.parentRow]!;
  return at;
}

/** How many tokens went in and came out so far, at the end of each attempt. */
function tokenEvents(chart: Chart): string[] {
  const attempts = chart.placed
    .filter(({ span }) => span.attempt?.response?.usage !== undefined)
    .sort((left, right) => left.slice.endUs - right.slice.endUs);
  let input = 0;
  let output = 0;
  return attempts.map((placed) => {
    const usage = placed.span.attempt?.response?.usage;
    input += usage?.inputTokens ?? 0;
    output += usage?.outputTokens ?? 0;
    return event("C", placed, [
      [
        "args",
        jsonObject([
          ["input", String(input)],
          ["output", String(output)],
        ]),
      ],
      ["name", `"tokens"`],
      ["ts", String(placed.slice.endUs)],
    ]);
  });
}

function event(
  phase: string,
  { pid, tid }: Pick<Placed, "pid" | "tid">,
  fields: Parameters<typeof jsonObject>[0],
): string {
  return jsonObject([["ph", quoted(phase)], ["pid", String(pid)], ["tid", String(tid)], ...fields]);
}

function errorText(
  error: { readonly kind: string; readonly type: string; readonly message: string },
  chart: Chart,
): string {
  return jsonObject([
    ["kind", quoted(error.kind)],
    ["message", quoted(chart.redactor.text(error.message))],
    ["type", quoted(error.type)],
  ]);
}

function tagsText(tags: Readonly<Record<string, string>>, chart: Chart): string {
  const pairs = Object.entries(tags).map(
    ([key, value]) => `${quoted(key)}:${quoted(chart.redactor.text(value))}`,
  );
  return `{${pairs.join(",")}}`;
}

/** As an editor shows it: lines and columns from 1. */
function placeText({ uri, range }: NonNullable<TraceSpan["callSite"]>): string {
  return `${uri}:${range[0] + 1}:${range[1] + 1}`;
}

/** A number that arrows are told apart by: FNV-1a over the id. */
function flowId(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  }
  return `0x${hash.toString(16)}`;
}

const categories: Readonly<Record<SpanKind, string>> = {
  function: "baml",
  llm: "llm",
  attempt: "http",
  builtin: "builtin",
  host: "host",
};

/** What a details pane can show. */
const VALUE_LIMITS = { maxStringBytes: 4096, maxItems: 200, maxDepth: 16 };
