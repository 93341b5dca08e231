/**
 * Events: what runs say of themselves, where it is kept, and what is worked out of it.
 *
 * Invariant: no runtime is needed to record or to read. Files, clocks, timers and ids
 * are given to this room; it opens nothing on its own.
 */
export { type Attempt, attemptsOf, type StreamEvent } from "./attempts";
export { CallIndex, type SiteRows } from "./callIndex";
export type { CallSiteStats, LastSiteCall } from "./callSiteStats";
export { type Clock, type Schedule, systemClock, systemSchedule } from "./clock";
export { Collector } from "./collector";
export type {
  DropClass,
  DroppedRecord,
  EventKind,
  FunctionEnd,
  FunctionStart,
  FunctionType,
  HostSpanContext,
  MetaRecord,
  Outcome,
  RuntimeEvent,
  SessionRecord,
  SpanContext,
  SpanError,
  SpanId,
  Tags,
  TraceReason,
  UnknownFields,
} from "./event";
export { decodeEvent } from "./eventDecoder";
export { EventEncoder, type EventEncoderOptions } from "./eventEncoder";
export {
  childPlace,
  EventFactory,
  type EventFactoryOptions,
  rootPlace,
  type SpanPlace,
} from "./eventFactory";
export type { EventSink, FlushOptions, FlushReport, SinkStats } from "./eventSink";
export {
  type EventFilter,
  EventStore,
  type EventStoreOptions,
  type StoreStats,
} from "./eventStore";
export { type ExitEvents, flushAtExit } from "./flushAtExit";
export { type FollowTraceOptions, followTrace, TraceFollower } from "./followTrace";
export { FunctionLog, functionLog, type LogStatus, type SpanNode } from "./functionLog";
export { HttpBody, HttpRequest, HttpResponse, SseResponse } from "./httpMessage";
export { quoted } from "./json";
export { defaultJsonlSettings, type JsonlSettings, jsonlSettingsFrom } from "./jsonlSettings";
export { JsonlSink, type JsonlSinkOptions } from "./jsonlSink";
export { jsonObject } from "./jsonObject";
export {
  type CallRef,
  type FunctionCalls,
  type FunctionKey,
  LastCalls,
  type SiteCalls,
} from "./lastCalls";
export { lastFieldValues, lastVariants, type SeenValue } from "./lastValues";
export type { Subscriber } from "./liveFeed";
export { LlmCall, LlmStreamCall } from "./llmCall";
export {
  type ReadSpan,
  type ReadTrace,
  type ReadTraceOptions,
  readSpans,
  readTrace,
  readTraceText,
} from "./readTrace";
export { isSecretName, REDACTED, Redactor, urlWithoutSecrets } from "./redaction";
export {
  defaultRunLimits,
  Run,
  type RunLimits,
  type RunSummary,
  Runs,
  type RunsOptions,
} from "./runs";
export { countedIds, type IdGenerator, newWriterId, pooledIds, type RandomFill } from "./spanIds";
export {
  type SpanColumns,
  type SpanKind,
  type SpanStatus,
  spanKinds,
  spanStatuses,
} from "./spanTable";
export { criticalPath, knownEndUs, selfUs } from "./spanTimes";
export type { Spread } from "./spread";
export { StreamTiming, Timing } from "./timing";
export { originOf, type RunOrigin, type TokenTotals, tokenTotals } from "./tokenTotals";
export {
  type FileFacts,
  rotatedPath,
  type TraceFileSystem,
  tracePartsOf,
} from "./traceFileSystem";
export { defaultTraceLimits, type TraceLimits, traceLimitsFrom } from "./traceLimits";
export { type TraceOutlineOptions, traceOutline } from "./traceOutline";
export { type LinePlace, type ReadStats, TraceReader } from "./traceReader";
export type { TraceSpan } from "./traceSpan";
export { type TraceTextOptions, traceText } from "./traceText";
export { TraceTree, type TraceTreeOptions } from "./traceTree";
export { rowsInOrder, type WalkStep } from "./traceWalk";
export { summedUsage, Usage } from "./usage";
export { decodeValue, decodeValueText } from "./valueDecoder";
export { encodeValue, type ValueEncoderOptions } from "./valueEncoder";
