/**
 * The engine's loop: runs one machine to its end, answering it each time it stops.
 *
 * Invariant: a stopped call runs no further instruction. That is looked at before each
 * time the machine goes on, and whatever is awaited ends with the stop.
 */
import type { CallError, Value } from "../base";
import type {
  ExternalRequest,
  FailedFrame,
  Notification,
  SpanNotification,
  Vm,
  VmValue,
} from "../vm";
import { untilAborted } from "./abort";

/** What a machine's call is to the engine. */
export interface DrivenCall {
  /** Aborts when the call is stopped; the reason is the `CallFailure` that it ends with. */
  readonly signal: AbortSignal;
  /** Throws, or rejects with, a `CallFailure` that the program may catch. */
  answer(request: ExternalRequest): Value | Promise<Value>;
  /** The error of an answer's failure; rethrows what is a bug. */
  errorOf(failure: unknown, request: ExternalRequest): CallError;
  told(span: SpanNotification): void;
  notified(notification: Notification): void;
  /** Milliseconds, never going back. */
  clock(): number;
  /** The machine was parked for so long. */
  waited(ms: number): void;
  /** Lets messages and timers through. */
  yieldToOthers(): Promise<void>;
}

export type DriveEnd =
  | { readonly status: "ok"; readonly value: VmValue }
  | {
      readonly status: "error";
      readonly error: CallError;
      /** Where it was raised, outermost first. */
      readonly frames: readonly FailedFrame[];
    };

/** Rejects with the signal's reason when the call is stopped. */
export async function drive(vm: Vm, call: DrivenCall): Promise<DriveEnd> {
  let turnStartMs = call.clock();
  for (;;) {
    call.signal.throwIfAborted();
    const state = vm.exec();
    switch (state.tag) {
      case "complete":
        return { status: "ok", value: state.value };
      case "failed":
        return { status: "error", error: state.error, frames: state.frames };
      case "await":
        await settle(vm, call, state.request);
        break;
      case "spanNotify":
        call.told(state.span);
        break;
      case "notify":
        call.notified(state.notification);
        break;
      case "tick":
        break;
      default:
        return state satisfies never;
    }
    if (call.clock() - turnStartMs < TURN_MS) continue;
    await call.yieldToOthers();
    turnStartMs = call.clock();
  }
}

/**
 * Answers the machine's question. Whether others had their turn meanwhile is not known:
 * an answer that needs nothing from outside comes without one.
 */
async function settle(vm: Vm, call: DrivenCall, request: ExternalRequest): Promise<void> {
  try {
    const answer = call.answer(request);
    vm.resolve(answer instanceof Promise ? await parked(call, answer) : answer);
  } catch (failure) {
    call.signal.throwIfAborted();
    vm.reject(call.errorOf(failure, request));
  }
}

async function parked(call: DrivenCall, answer: Promise<Value>): Promise<Value> {
  const startMs = call.clock();
  try {
    return await untilAborted(answer, call.signal);
  } finally {
    call.waited(call.clock() - startMs);
  }
}

/** Well below the 16 ms within which others must have their turn, as one tick may take some 5. */
const TURN_MS = 8;
