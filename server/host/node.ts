/**
 * What Node programs import as `spanlens`: the door of the package.
 *
 * Invariant: importing it starts nothing.
 */

import { version } from "../base";
import type { FlushReport } from "../events";
import type { BamlLogEvent } from "./logEvents";
import { onLlmFunctions } from "./logEvents";
import { processTracer } from "./processTracer";

export {
  Collector,
  FunctionLog,
  type HostSpanContext,
  HttpBody,
  HttpBody as HTTPBody,
  HttpRequest,
  HttpRequest as HTTPRequest,
  HttpResponse,
  HttpResponse as HTTPResponse,
  LlmCall,
  LlmCall as LLMCall,
  LlmStreamCall,
  LlmStreamCall as LLMStreamCall,
  type ReadSpan,
  type ReadTrace,
  type RuntimeEvent,
  SseResponse,
  SseResponse as SSEResponse,
  StreamTiming,
  Timing,
  Usage,
} from "../events";
export { toChromeTrace, toOtlp } from "../export";
export { type BamlCallOptions, BamlClient } from "./bamlClient";
export { BamlCtxManager, BamlSpan } from "./bamlCtxManager";
export { BamlRuntime } from "./bamlRuntime";
export { BamlStream } from "./bamlStream";
export { toBamlError } from "./callException";
export { ClientRegistry } from "./clientRegistry";
export {
  bindContext,
  exportContext,
  type HostSpanContextJson,
  runWithContext,
  setTags,
} from "./context";
export {
  BamlAbortError,
  BamlAbortError as BamlCancelledError,
  BamlClientError,
  BamlClientFinishReasonError,
  BamlClientHttpError,
  BamlCompileError,
  BamlError,
  BamlInvalidArgumentError,
  BamlPanicError,
  BamlThrowError,
  BamlTimeoutError,
  BamlValidationError,
  isBamlError,
} from "./errors";
export { FunctionResult } from "./functionResult";
export { FunctionResultStream } from "./functionResultStream";
export { HostSpanManager, HostSpanManager as RuntimeContextManager } from "./hostSpanManager";
export type { BamlLogEvent } from "./logEvents";
export { type TraceOptions, trace, traceAsync, traceSync } from "./trace";
export { followTrace, readTrace } from "./traceFiles";
export { TraceStats } from "./traceStats";

export function get_version(): string {
  return version;
}

/** Host and engine events so far are in the trace file when this returns, awaited or not. */
export async function flush(): Promise<FlushReport> {
  const { store } = processTracer();
  const report = store.flushSync();
  return report.timedOut ? store.flush() : report;
}

/** Told of each LLM function that has finished; one listener at a time, none to stop. */
export function onLogEvent(callback?: ((event: BamlLogEvent) => void) | null): void {
  stopLogEvents();
  stopLogEvents = callback ? onLlmFunctions(processTracer().store, callback) : () => {};
}

let stopLogEvents = (): void => {};
