/** How a trace file is written, and the environment variables that say so. */
import { defaultTraceLimits, type TraceLimits, traceLimitsFrom } from "./traceLimits";

export interface JsonlSettings {
  readonly limits: TraceLimits;
  /** So many waiting events are written at once; four times as many may wait. */
  readonly batchEvents: number;
  readonly maxQueueBytes: number;
  /** Of one part of the file; 0 for no limit. */
  readonly maxFileBytes: number;
  readonly keepFiles: number;
}

export const defaultJsonlSettings: JsonlSettings = {
  limits: defaultTraceLimits,
  batchEvents: 1024,
  maxQueueBytes: 32 * 1024 * 1024,
  maxFileBytes: 64 * 1024 * 1024,
  keepFiles: 5,
};

export function jsonlSettingsFrom(
  env: Readonly<Record<string, string | undefined>>,
): JsonlSettings {
  const { batchEvents, maxFileBytes, keepFiles, maxQueueBytes } = defaultJsonlSettings;
  const megabytes = numberFrom(env["SPANLENS_TRACE_MAX_MB"]);
  return {
    limits: traceLimitsFrom(env),
    batchEvents: numberFrom(env["BAML_TRACE_BATCH_SIZE"]) || batchEvents,
    maxQueueBytes,
    maxFileBytes: megabytes === undefined ? maxFileBytes : Math.floor(megabytes * 1024 * 1024),
    keepFiles: numberFrom(env["SPANLENS_TRACE_KEEP"]) ?? keepFiles,
  };
}

function numberFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : undefined;
}
