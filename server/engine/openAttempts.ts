/**
 * The requests to models that have no response yet. Whatever ends a call ends them, so
 * that every request on record is closed by one response.
 */
import type { AttemptRecord, CallError } from "../base";
import type { SpanPlace } from "../events";

interface OpenAttempt {
  readonly place: SpanPlace;
  readonly startUs: number;
}

export interface ClosedAttempt {
  readonly place: SpanPlace;
  readonly record: AttemptRecord;
}

export class OpenAttempts {
  readonly #open = new Map<string, OpenAttempt>();

  note(record: AttemptRecord, place: SpanPlace, nowUs: number): void {
    if (record.kind === "request") this.#open.set(record.attemptId, { place, startUs: nowUs });
    if (record.kind === "response") this.#open.delete(record.attemptId);
  }

  /** The responses of those that got none, the latest request first. */
  closed(error: CallError, nowUs: number): readonly ClosedAttempt[] {
    const closed = [...this.#open].reverse().map(([attemptId, { place, startUs }]) => ({
      place,
      record: {
        kind: "response",
        attemptId,
        status: error.kind === "cancelled" ? "cancelled" : "error",
        selected: false,
        durationUs: nowUs - startUs,
        error: { kind: error.kind, message: error.message },
      } satisfies AttemptRecord,
    }));
    this.#open.clear();
    return closed;
  }
}
