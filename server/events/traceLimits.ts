/**
 * How much of a value, a body and a line is written to a trace file, and the
 * environment variables that say so.
 */

export interface TraceLimits {
  /** UTF-8 bytes of one string in a value. */
  readonly maxStringBytes: number;
  /** Items of an array, entries of a map, fields of an instance. */
  readonly maxItems: number;
  readonly maxDepth: number;
  readonly maxLineBytes: number;
  /** Bodies of requests and responses; `full` also writes stream events and media. */
  readonly bodies: "none" | "preview" | "full";
}

export const defaultTraceLimits: TraceLimits = {
  maxStringBytes: 64 * 1024,
  maxItems: 1000,
  maxDepth: 32,
  maxLineBytes: 1024 * 1024,
  bodies: "preview",
};

/** What `preview` keeps of a body. */
export const BODY_PREVIEW_BYTES = 4 * 1024;

/** What is not set, or makes no sense, stays at its default; 0 is no limit. */
export function traceLimitsFrom(env: Readonly<Record<string, string | undefined>>): TraceLimits {
  const bodies = env["SPANLENS_TRACE_BODIES"];
  return {
    maxStringBytes: limit(env["SPANLENS_TRACE_MAX_STRING"], defaultTraceLimits.maxStringBytes),
    maxItems: limit(env["SPANLENS_TRACE_MAX_ITEMS"], defaultTraceLimits.maxItems),
    maxDepth: limit(env["SPANLENS_TRACE_MAX_DEPTH"], defaultTraceLimits.maxDepth),
    maxLineBytes: limit(env["SPANLENS_TRACE_MAX_LINE"], defaultTraceLimits.maxLineBytes),
    bodies: bodies === "none" || bodies === "full" ? bodies : defaultTraceLimits.bodies,
  };
}

function limit(text: string | undefined, otherwise: number): number {
  if (text === undefined || !/^[0-9]+$/.test(text)) return otherwise;
  return Number(text) || Number.POSITIVE_INFINITY;
}
