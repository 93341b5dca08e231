/**
 * Which calls of one run have spans, and which of them are open.
 *
 * Invariant: makes no ids and reads no clock. It only says "this call begins" and "this
 * call ends", each begin with one end, the innermost first.
 */
import type { CallError } from "../base";
import type { VmFunction } from "./function";
import type { CallSite, SpanNotification } from "./state";
import type { TraceSelection } from "./tracePolicy";
import type { VmValue } from "./value";

interface OpenSpan {
  readonly depth: number;
  readonly fn: VmFunction;
  suppressed: number;
}

export interface TracedCall {
  readonly fn: VmFunction;
  readonly site: CallSite | null;
  /** Index of the callee's frame, or of the next one for a builtin. */
  readonly depth: number;
}

export class SpanTracker {
  readonly #selection: TraceSelection;
  readonly #open: OpenSpan[] = [];
  #recorded = 0;
  #suppressedAtEntry = 0;

  constructor(selection: TraceSelection) {
    this.#selection = selection;
  }

  /** Zero when nothing is traced: then nobody need ask. */
  get mask(): number {
    return this.#selection.mask;
  }

  /** Calls directly below the entry's span that limits kept from being told. */
  get suppressedAtEntry(): number {
    return this.#suppressedAtEntry;
  }

  /** The begin of a span; undefined when the call is not traced, or one too many. */
  enter(call: TracedCall, args: () => readonly VmValue[]): SpanNotification | undefined {
    const { fn, site, depth } = call;
    const reason = this.#selection.reasonFor(fn, site);
    if (reason === undefined) return undefined;
    if (!this.#hasRoom) {
      this.#suppress();
      return undefined;
    }
    this.#recorded++;
    this.#open.push({ depth, fn, suppressed: 0 });
    return { tag: "enter", frameDepth: depth, fn, args: args(), site, reason };
  }

  /** The end of the innermost span. */
  exit(outcome: { readonly ok: VmValue } | { readonly thrown: CallError }): SpanNotification {
    const span = this.#open.pop();
    if (!span) throw new Error("a span ends that never began");
    const { depth: frameDepth, fn, suppressed } = span;
    return { tag: "exit", frameDepth, fn, outcome, suppressed };
  }

  /** True while the innermost span is of a frame at `depth` or above it. */
  hasOpenFrom(depth: number): boolean {
    const innermost = this.#open.at(-1);
    return innermost !== undefined && innermost.depth >= depth;
  }

  /** The entry's span is the first level, and no part of the count. */
  get #hasRoom(): boolean {
    const { maxSpans, maxDepth } = this.#selection;
    return this.#recorded < maxSpans && this.#open.length + 1 < maxDepth;
  }

  #suppress(): void {
    const innermost = this.#open.at(-1);
    if (innermost) innermost.suppressed++;
    else this.#suppressedAtEntry++;
  }
}
