/**
 * What the engine's front and its runner say to each other. The runner may live in a
 * worker thread, so all of it survives a structured clone; a failure crosses as data.
 *
 * Invariant: types only.
 */
import type { CallError, OpaqueValue, Shapes, Value } from "../base";
import type { Program } from "../bytecode";
import type { RuntimeEvent, SpanPlace, Tags } from "../events";
import type { ClientOverrides } from "../llm";
import type { Permissions } from "./permissions";
import type { CallPolicy } from "./tracePolicy";

export type ToRunner =
  | { readonly kind: "load"; readonly program: Program }
  | { readonly kind: "unload"; readonly program: string }
  | { readonly kind: "call"; readonly call: RunnerCall }
  /** Of a call that has ended: nothing happens. */
  | { readonly kind: "cancel"; readonly callId: number };

/** A call that the front has admitted: its function exists and its number is free. */
export interface RunnerCall {
  readonly callId: number;
  /** The hash of a loaded program. */
  readonly program: string;
  readonly function: string;
  /** One for each parameter; or, with an `argumentError`, as they were given. */
  readonly args: readonly Value[];
  readonly argNames: readonly string[];
  /** Optional parameters that were not given: prompts tell them from null. */
  readonly omitted: readonly string[];
  /** The call is recorded, and fails with this before anything runs. */
  readonly argumentError?: CallError;
  /** Chosen by the front, so that collectors track the span before its first event. */
  readonly entry: SpanPlace;
  readonly tags: Tags;
  readonly trace: CallPolicy;
  /** Of the whole call. */
  readonly timeoutMs?: number;
  readonly env: Readonly<Record<string, string>>;
  readonly model: "live" | "simulated";
  readonly overrides?: ClientOverrides;
  /** Types of this call alone, in place of the program's of the same names. */
  readonly types?: Shapes;
  readonly permissions: Permissions;
  /** Made by a stream API: the model is asked for a stream and partial values are told. */
  readonly isStream: boolean;
  readonly collectors: readonly OpaqueValue[];
  /** Somebody wants to be told of watched variables and headers. */
  readonly wantsNotices: boolean;
}

export type FromRunner =
  /** In the order of emission; everything of a call comes before its `settled`. */
  | { readonly kind: "events"; readonly events: readonly RuntimeEvent[] }
  | { readonly kind: "partial"; readonly callId: number; readonly value: Value }
  | { readonly kind: "notified"; readonly callId: number; readonly notice: Notice }
  | { readonly kind: "settled"; readonly callId: number; readonly outcome: CallOutcome }
  /** Spans whose ends did not match; always a bug of ours. */
  | { readonly kind: "spanMismatch" }
  /** A bug of ours, for a log. The call it broke fails on its own. */
  | { readonly kind: "fault"; readonly message: string };

export type CallOutcome =
  | { readonly status: "ok"; readonly value: Value }
  | { readonly status: "error" | "cancelled"; readonly error: CallError };

/** What a program tells while it runs: a watched variable changed, a header was reached. */
export type Notice =
  | {
      readonly kind: "watch";
      readonly name: string;
      readonly function: string;
      readonly value: Value;
    }
  | {
      readonly kind: "header";
      readonly title: string;
      readonly level: number;
      readonly function: string;
    };
