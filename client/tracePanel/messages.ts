/**
 * What crosses the wall between the trace panel's page and the extension.
 *
 * Invariant: types only. The page knows nothing of VS Code or of the language server
 * beyond what stands here, so the same page can be given a trace by anyone.
 */
import type { RowText, RunInfo, SpanDetails } from "../../server/lsp/protocol";

export type {
  AttemptDetails,
  NamedText,
  RowText,
  RunInfo,
  RunOrigin,
  RunStatus,
  ShownText,
  SpanDetails,
  SpanKind,
  SpanStatus,
} from "../../server/lsp/protocol";

/** From the extension to the page. */
export type ToPage =
  | TraceMessage
  | { readonly kind: "texts"; readonly runId: string; readonly texts: readonly RowText[] }
  | {
      readonly kind: "details";
      readonly runId: string;
      readonly row: number;
      readonly details: SpanDetails | null;
    }
  /** Select this row because the editor says so; the page does not answer with a reveal. */
  | { readonly kind: "select"; readonly runId: string; readonly row: number }
  /** There is nothing to show: no run yet, or the run is gone from the history. */
  | { readonly kind: "empty"; readonly reason: "noRun" | "gone" }
  | { readonly kind: "failed"; readonly message: string };

/** A part of a trace. Row numbers and columns are as in the protocol's `TraceDelta`, decoded. */
export interface TraceMessage {
  readonly kind: "trace";
  readonly run: RunInfo;
  /** True when this is the whole trace: what the page had of it is void. */
  readonly whole: boolean;
  readonly count: number;
  readonly firstName: number;
  readonly names: readonly string[];
  readonly originUs: number;
  readonly nowUs: number;
  readonly rows: Uint32Array;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  readonly wait: Float64Array;
  readonly parent: Int32Array;
  readonly name: Uint32Array;
  readonly status: Uint8Array;
  readonly spanKind: Uint8Array;
}

/** From the page to the extension. */
export type FromPage =
  /** The page is loaded, perhaps again. It shows this run if it is still there, else the newest. */
  | { readonly kind: "ready"; readonly runId?: string }
  | { readonly kind: "texts"; readonly runId: string; readonly rows: readonly number[] }
  | {
      readonly kind: "select";
      readonly runId: string;
      readonly row: number;
      readonly reveal: Reveal;
    }
  | { readonly kind: "openDocument"; readonly uri: string }
  | { readonly kind: "copy"; readonly uri: string }
  | { readonly kind: "stop"; readonly runId: string };

/**
 * What the editor does about a selection: nothing, show the call without taking the
 * focus, or go to the call or to the declaration.
 */
export type Reveal = "none" | "peek" | "callSite" | "declaration";
