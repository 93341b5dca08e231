/**
 * What a machine says when it stops: to whoever runs it, and in plain words.
 *
 * Live values (`VmValue`) are valid until the machine goes on; whoever keeps them copies
 * them first with `toValue`.
 */
import type { CallError, SourceSpan, Value } from "../base";
import type { SysopPath } from "../bytecode";
import type { VmFunction } from "./function";
import type { VmValue } from "./value";

export type VmState =
  /** The entry function returned. The machine is done. */
  | { readonly tag: "complete"; readonly value: VmValue }
  /** Nothing caught an error. The machine is done; open spans are the engine's to close. */
  | {
      readonly tag: "failed";
      readonly error: CallError;
      /** Where it was raised, outermost first; the last one is the place to show. */
      readonly frames: readonly FailedFrame[];
    }
  /** Something from outside is needed: `resolve` or `reject`, then `exec` again. */
  | { readonly tag: "await"; readonly request: ExternalRequest }
  | { readonly tag: "notify"; readonly notification: Notification }
  | { readonly tag: "spanNotify"; readonly span: SpanNotification }
  /** The instruction budget is used up: a chance to cancel, or to let others run. */
  | { readonly tag: "tick" };

export interface FailedFrame {
  readonly function: string;
  readonly place: SourceSpan | undefined;
}

/** What the world is asked for. The arguments are copies, and the asker's to keep. */
export type ExternalRequest =
  | { readonly kind: "sysop"; readonly path: SysopPath; readonly args: readonly Value[] }
  | { readonly kind: "llm"; readonly function: string; readonly args: readonly Value[] };

export type Notification =
  | {
      readonly kind: "watch";
      /** The watched variable. */
      readonly name: string;
      readonly function: string;
      readonly value: VmValue;
    }
  | {
      readonly kind: "header";
      readonly title: string;
      readonly level: number;
      readonly function: string;
    };

export type SpanNotification =
  | {
      readonly tag: "enter";
      /** Index of the callee's frame; a builtin has none and gets that of the next frame. */
      readonly frameDepth: number;
      readonly fn: VmFunction;
      readonly args: readonly VmValue[];
      /** The call; missing for code that the machine runs on its own behalf. */
      readonly site: CallSite | null;
      /** Why it is traced. */
      readonly reason: TraceReason;
    }
  | {
      readonly tag: "exit";
      readonly frameDepth: number;
      readonly fn: VmFunction;
      readonly outcome: { readonly ok: VmValue } | { readonly thrown: CallError };
      /** Calls below this span that limits kept from being told. */
      readonly suppressed: number;
    };

export type TraceReason = "llm" | "all" | "call_site";

export interface CallSite {
  readonly fn: VmFunction;
  /** Index of the call instruction in the function's code. */
  readonly pc: number;
}
