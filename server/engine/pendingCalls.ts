/** The calls that an engine waits for, by number and by entry span. */
import type { RuntimeEvent, SpanId } from "../events";
import type { PendingCall } from "./pendingCall";

export class PendingCalls {
  readonly #byId = new Map<number, PendingCall>();
  readonly #bySpan = new Map<SpanId, PendingCall>();

  get size(): number {
    return this.#byId.size;
  }

  get all(): readonly PendingCall[] {
    return [...this.#byId.values()];
  }

  has(callId: number): boolean {
    return this.#byId.has(callId);
  }

  get(callId: number): PendingCall | undefined {
    return this.#byId.get(callId);
  }

  /** Undefined for what belongs to no call. */
  ofEvent({ callStack }: RuntimeEvent): PendingCall | undefined {
    for (const id of callStack) {
      const call = this.#bySpan.get(id);
      if (call) return call;
    }
    return undefined;
  }

  add(call: PendingCall): void {
    this.#byId.set(call.callId, call);
    this.#bySpan.set(call.entrySpanId, call);
  }

  remove(call: PendingCall): void {
    this.#byId.delete(call.callId);
    this.#bySpan.delete(call.entrySpanId);
  }
}
