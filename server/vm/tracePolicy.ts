/**
 * What a run wants to hear of its calls, in the terms of tracing 3.2, and the form in
 * which the machine asks it: one mask, and for single call sites and names a lookup.
 *
 * Invariant: resolved once per run. With everything off the mask is 0, and that is the
 * only test that a call makes.
 */
import type { SourceSpan } from "../base";
import type { VmFunction } from "./function";
import type { Image } from "./image";
import type { CallSite, TraceReason } from "./state";
import { TRACE_BUILTIN, TRACE_LLM, TRACE_NATIVE, TRACE_SYSOP, TRACE_USER } from "./traceBits";

/** The part of a trace policy that concerns the machine. */
export interface VmTracePolicy {
  readonly mode: "off" | "llm" | "all";
  /** Calls of these expressions are traced whatever they call. */
  readonly callSites?: readonly SourceSpan[];
  /** Calls of these functions are traced. */
  readonly functions?: readonly string[];
  readonly includeBuiltins?: boolean;
  readonly includeNative?: boolean;
  /** Spans of one run, the entry's not counted. */
  readonly maxSpans?: number;
  /** Recorded nesting, the entry's span counted as the first level. */
  readonly maxDepth?: number;
}

export const TRACE_OFF: VmTracePolicy = { mode: "off" };

/** Set in the mask when single calls are selected: every call is then looked up. */
export const TRACE_SELECTED = 32;

const DEFAULT_MAX_SPANS = 10_000;
const DEFAULT_MAX_DEPTH = 128;

export class TraceSelection {
  readonly mask: number;
  readonly maxSpans: number;
  readonly maxDepth: number;
  readonly #modeMask: number;
  readonly #functions: ReadonlySet<string>;
  readonly #sites: ReadonlyMap<string, ReadonlySet<number>>;

  constructor(policy: VmTracePolicy, image: Image) {
    this.#functions = new Set(policy.functions);
    this.#sites = image.callsAt(policy.callSites ?? []);
    this.#modeMask = modeMask(policy);
    const selects = this.#functions.size > 0 || this.#sites.size > 0;
    this.mask = this.#modeMask | (selects ? TRACE_SELECTED : 0);
    this.maxSpans = policy.maxSpans ?? DEFAULT_MAX_SPANS;
    this.maxDepth = policy.maxDepth ?? DEFAULT_MAX_DEPTH;
  }

  /** Why a call is traced; undefined when it is not. `site` is null for the machine's own calls. */
  reasonFor(callee: VmFunction, site: CallSite | null): TraceReason | undefined {
    if (site === null && (this.#modeMask & TRACE_BUILTIN) === 0) return undefined;
    if ((callee.bits & this.#modeMask) !== 0) return callee.kind === "llm" ? "llm" : "all";
    if (this.#functions.has(callee.name)) return callee.kind === "llm" ? "llm" : "all";
    if (site !== null && this.#sites.get(site.fn.name)?.has(site.pc)) return "call_site";
    return undefined;
  }
}

function modeMask(policy: VmTracePolicy): number {
  const modes = { off: 0, llm: TRACE_LLM, all: TRACE_LLM | TRACE_USER };
  return (
    modes[policy.mode] |
    (policy.includeBuiltins ? TRACE_BUILTIN : 0) |
    (policy.includeNative ? TRACE_NATIVE | TRACE_SYSOP : 0)
  );
}
