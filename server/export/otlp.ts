/**
 * A trace as OpenTelemetry spans, in the JSON form of OTLP.
 *
 * Functions are internal spans; each attempt is a client span below its LLM function,
 * in the words of the GenAI conventions. Arguments, results, prompts and replies are
 * written only when asked for.
 */
import type { SourceSpan, Value } from "../base";
import {
  type Attempt,
  encodeValue,
  knownEndUs,
  Redactor,
  type SpanError,
  type TraceSpan,
  type TraceTree,
} from "../events";
import { genAiAttributes, modelOf, SCHEMA_URL } from "./genAi";
import { SpanIds, traceIdOf } from "./otlpIds";
import { type Attribute, type AttributeValue, attributesOf, unixNano } from "./otlpValues";

export interface OtlpOptions {
  /** Of the resource. Default `spanlens`. */
  readonly serviceName?: string;
  readonly pid?: number;
  /** Default `nodejs`. */
  readonly language?: string;
  readonly version?: string;
  /** Writes arguments, results, prompts and replies. Default false. */
  readonly captureContent?: boolean;
  /** A W3C header that came in: its trace takes in the whole tree. */
  readonly traceparent?: string;
  readonly redactor?: Redactor;
}

export function toOtlp(tree: TraceTree, options: OtlpOptions = {}): string {
  const context = contextOf(tree, options);
  const spans = Array.from({ length: tree.count }, (_, row) => otlpSpan(tree.span(row), context));
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: resourceAttributes(options) },
        scopeSpans: [
          {
            scope: { name: "spanlens", ...(options.version && { version: options.version }) },
            spans,
            schemaUrl: SCHEMA_URL,
          },
        ],
        schemaUrl: SCHEMA_URL,
      },
    ],
  });
}

export function resourceAttributes(options: OtlpOptions): readonly Attribute[] {
  return attributesOf({
    "service.name": options.serviceName ?? "spanlens",
    "process.pid": options.pid,
    "telemetry.sdk.language": options.language ?? "nodejs",
    "telemetry.sdk.name": "spanlens",
  });
}

interface Context {
  readonly tree: TraceTree;
  readonly ids: SpanIds;
  readonly redactor: Redactor;
  readonly captureContent: boolean;
  /** The trace and span that the tree's root belongs below. */
  readonly incoming: { readonly traceId: string; readonly spanId: string } | undefined;
}

function contextOf(tree: TraceTree, options: OtlpOptions): Context {
  const [, traceId, spanId] = TRACEPARENT.exec(options.traceparent ?? "") ?? [];
  return {
    tree,
    ids: new SpanIds(),
    redactor: options.redactor ?? new Redactor(),
    captureContent: options.captureContent ?? false,
    incoming: traceId !== undefined && spanId !== undefined ? { traceId, spanId } : undefined,
  };
}

function otlpSpan(span: TraceSpan, context: Context): object {
  const { tree, ids, incoming } = context;
  const traceId = incoming?.traceId ?? traceIdOf(span.callStack[0] ?? span.id);
  const parentId = span.callStack[span.callStack.length - 2];
  const parentSpanId = parentId === undefined ? incoming?.spanId : ids.idOf(traceId, parentId);
  const isAttempt = span.attempt !== undefined;
  const endUs =
    span.durationUs === null
      ? tree.originUs + knownEndUs(tree, span.row)
      : span.startUs + span.durationUs;
  return {
    traceId,
    spanId: ids.idOf(traceId, span.id, isAttempt ? "attempt" : "span"),
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: nameOf(span),
    kind: isAttempt ? KIND_CLIENT : KIND_INTERNAL,
    startTimeUnixNano: unixNano(span.startUs),
    endTimeUnixNano: unixNano(endUs),
    attributes: attributesOf({
      ...(span.attempt
        ? attemptAttributes(span, span.attempt, context)
        : functionAttributes(span, context)),
      "spanlens.unfinished": span.durationUs === null ? true : undefined,
    }),
    events: spanEvents(span, endUs, context),
    status: statusOf(span, context),
  };
}

function nameOf(span: TraceSpan): string {
  if (span.attempt === undefined) return span.name;
  const model = modelOf(span.attempt);
  return model === undefined ? "chat" : `chat ${model}`;
}

function functionAttributes(span: TraceSpan, context: Context): Attributes {
  const { start, end } = span;
  const outcome = end?.outcome;
  const place = span.defSite ?? span.callSite;
  const { captureContent } = context;
  return {
    "code.function.name": span.name,
    ...(place && codeAttributes(place)),
    "error.type": outcome && outcome.status !== "ok" ? errorType(outcome.error) : undefined,
    ...tagAttributes(span.tags, context),
    "spanlens.args": captureContent && start ? contentText(start.args, context) : undefined,
    "spanlens.result":
      captureContent && outcome?.status === "ok" ? contentText(outcome.result, context) : undefined,
    "spanlens.wait_us": span.waitUs ?? undefined,
    "spanlens.suppressed_children": end?.suppressedChildren,
  };
}

function attemptAttributes(span: TraceSpan, attempt: Attempt, context: Context): Attributes {
  const origin = attempt.request?.origin;
  return {
    ...genAiAttributes(attempt, {
      redactor: context.redactor,
      captureContent: context.captureContent,
      isJson: returnsJson(span, context.tree),
    }),
    "spanlens.client": attempt.request?.clientName,
    "spanlens.origin": origin === "live" ? undefined : origin,
  };
}

/** The LLM function's result tells, as far as there is one. */
function returnsJson({ parentRow }: TraceSpan, tree: TraceTree): boolean | undefined {
  const outcome = parentRow === undefined ? undefined : tree.span(parentRow).end?.outcome;
  return outcome?.status === "ok" ? typeof outcome.result !== "string" : undefined;
}

function codeAttributes({ uri, range }: SourceSpan): Attributes {
  return {
    "code.file.path": uri,
    "code.line.number": range[0] + 1,
    "code.column.number": range[1] + 1,
  };
}

function tagAttributes(tags: Readonly<Record<string, string>>, context: Context): Attributes {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `spanlens.tag.${key}`,
      context.redactor.text(value),
    ]),
  );
}

function spanEvents(span: TraceSpan, endUs: number, context: Context): object[] {
  const outcome = span.end?.outcome;
  const tagsSet = span.tagDeltas.map(({ tags, timestampUs }) =>
    spanEvent("spanlens.set_tags", timestampUs, tagAttributes(tags, context)),
  );
  const dropped = Object.entries(context.tree.dropped);
  const isFirst = span.row === context.tree.roots[0];
  const losses =
    isFirst && dropped.length > 0
      ? [spanEvent("spanlens.dropped", endUs, Object.fromEntries(dropped))]
      : [];
  const error = outcome && outcome.status !== "ok" ? outcome.error : undefined;
  return [...tagsSet, ...losses, ...(error ? [exceptionEvent(error, endUs, context)] : [])];
}

function exceptionEvent(error: SpanError, us: number, { redactor }: Context): object {
  return spanEvent("exception", us, {
    "exception.type": error.type,
    "exception.message": redactor.text(error.message),
    "exception.stacktrace": error.stack === undefined ? undefined : redactor.text(error.stack),
  });
}

function spanEvent(name: string, us: number, attributes: Attributes): object {
  return { timeUnixNano: unixNano(us), name, attributes: attributesOf(attributes) };
}

function statusOf(span: TraceSpan, { redactor }: Context): object {
  if (span.status !== "error" && span.status !== "cancelled") return {};
  const outcome = span.end?.outcome;
  const message =
    outcome && outcome.status !== "ok"
      ? outcome.error.message
      : (span.attempt?.response?.error?.message ?? "");
  return { code: STATUS_ERROR, message: redactor.text(message) };
}

/** Of a failed request the status, of anything else the class. */
function errorType(error: SpanError): string {
  return error.statusCode === undefined ? error.type : String(error.statusCode);
}

function contentText(value: Value, { redactor }: Context): string {
  return encodeValue(value, { ...CONTENT_LIMITS, redactor });
}

type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

const KIND_INTERNAL = 1;
const KIND_CLIENT = 3;
const STATUS_ERROR = 2;
/** What collectors accept in one attribute without complaint. */
const CONTENT_LIMITS = { maxStringBytes: 8192, maxItems: 200, maxDepth: 16 };
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/;
