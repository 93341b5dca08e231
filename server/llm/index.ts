/**
 * Llm: a prompt is rendered, a request sent, a stream read, a reply parsed into a typed value.
 *
 * Invariant: knows no syntax and no machine. The network is reached through the transport
 * that a caller hands in; the one for Node stands behind the door `node`, so that a web
 * build leaves it out.
 */
export type {
  Completion,
  Flag,
  FlagKind,
  Mismatch,
  ParsedReply,
  Provenance,
} from "./answer/parsedReply";
export { type ParseOptions, parseReply } from "./answer/parseReply";
export { type Json, type JsonObject, toJson, toJsonText } from "./answer/toJson";
export type { Fit, Misfit } from "./arguments/fit";
export { fitValue, isNullable } from "./arguments/fitValue";
export { callLlm } from "./callLlm";
export type { ClientOverrides, LlmCall, LlmWorld } from "./llmCall";
export { type CallPreview, type PreviewedCall, previewCall } from "./previewCall";
export {
  type ConstraintNames,
  type ConstraintResult,
  evaluateConstraint,
} from "./prompt/constraint";
export { type RenderedText, renderTemplateString } from "./prompt/renderTemplateString";
export { missingVariables } from "./request/missingVariables";
export { GoogleTokens } from "./request/sign/googleTokens";
export { simulateReply } from "./simulate/simulateReply";
export { RoundRobin } from "./strategy/roundRobin";
export { fetchTransport } from "./transport/fetchTransport";
export {
  type Transport,
  TransportError,
  type TransportFailure,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from "./transport/transport";
