/**
 * What aggregate delivery says of one call expression: one record a call site, in
 * place of one span a call.
 */
import type { SourceSpan } from "../base";

export interface CallSiteStats {
  readonly site: SourceSpan;
  readonly function: string;
  readonly count: number;
  /** Calls that failed or were cancelled; counted in `count` too. */
  readonly errors: number;
  readonly totalUs: number;
  readonly selfUs: number;
  readonly minUs: number;
  readonly maxUs: number;
  readonly waitUs: number;
  readonly last: LastSiteCall;
}

export interface LastSiteCall {
  readonly durationUs: number;
  readonly status: "ok" | "error" | "cancelled";
  /** One line of at most 200 characters: what the call returned, or how it failed. */
  readonly preview: string;
  readonly args?: readonly string[];
}
