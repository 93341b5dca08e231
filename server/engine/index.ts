/**
 * Engine: runs functions of a program, with their models, limits and cancellation, and
 * tells the event store what happens.
 *
 * Invariant: takes a program, never source text. `worker.ts` is an entry point of its own
 * and stands behind no door.
 */
export {
  CallNotFound,
  type CallOptions,
  type FunctionParameter,
  type FunctionStream,
} from "./callOptions";
export { collectorHandle, collectorOf } from "./collectorHandles";
export type { RunnerConnection, RunnerListener, StartRunner } from "./connection";
export { Engine, type EngineOptions } from "./engine";
export {
  type AskedPreview,
  type Inspected,
  parsedReplyOf,
  type RequestPreview,
  replyJson,
  requestPreviewOf,
} from "./inspect";
export { type LocalRunnerOptions, startLocally } from "./localConnection";
export { missingVariables } from "./missingVariables";
export { nodeWorld } from "./nodeWorld";
export { ALLOW_ALL, ALLOW_NOTHING, type Permissions } from "./permissions";
export { plainValue } from "./plainValue";
export type { CallOutcome, Notice } from "./protocol";
export {
  judgeTest,
  type ParameterOf,
  parametersOf,
  type TestCaseOf,
  type TestFailure,
  type TestVerdict,
  testCasesOf,
} from "./testCases";
export { startInThread, type ThreadOptions } from "./threadConnection";
export type { Capture, TraceMode, TracePolicy } from "./tracePolicy";
export type { WorkerFolders } from "./workerSetup";
export {
  noSystemAccess,
  type OpenFile,
  type OpenSocket,
  type SystemAccess,
  type World,
} from "./world";
