/**
 * Export: a trace in the formats of other tools. One file a format.
 *
 * Invariant: returns text; what becomes of it is up to whoever asked. Secrets are out of
 * it, as far as the redactor that is handed in knows them.
 */
export { type ChromeTraceOptions, toChromeTrace } from "./chromeTrace";
export { type JsonlOptions, toJsonl } from "./jsonl";
export { type OtlpOptions, toOtlp } from "./otlp";
export { traceparentOf } from "./otlpIds";
export { toOtlpMetrics } from "./otlpMetrics";
