/**
 * Events: what runs say of themselves, where it is kept, and what is worked out of it.
 *
 * Invariant: no runtime is needed to record or to read. Files, clocks, timers and ids
 * are given to this room; it opens nothing on its own.
 */
export type { CallSiteStats, LastSiteCall } from "./callSiteStats";
export { type Clock, type Schedule, systemClock, systemSchedule } from "./clock";
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
export type { Subscriber } from "./liveFeed";
export { countedIds, type IdGenerator, newWriterId, pooledIds, type RandomFill } from "./spanIds";
