/**
 * Tells what happens in one attempt, in the order that records promise.
 *
 * Invariant: every request is closed by exactly one response.
 */
import type { AttemptRecord, AttemptResponse, CallError, Origin } from "../../base";
import type { LlmWorld } from "../llmCall";
import type { ServerEvent } from "../response/eventDecoder";
import type { Reply } from "../response/reply";
import type { TransportRequest, TransportResponse } from "../transport/transport";
import type { WholeBody } from "./readBody";

export type AttemptFacts = Omit<
  Extract<AttemptRecord, { kind: "request" }>,
  "kind" | "attemptId" | "origin"
>;

export class AttemptRecorder {
  readonly #world: LlmWorld;
  readonly #tell: (record: AttemptRecord) => void;
  readonly #attemptId: string;
  readonly #startMs: number;
  #firstTextMs: number | undefined;

  constructor(world: LlmWorld, tell: (record: AttemptRecord) => void) {
    this.#world = world;
    this.#tell = tell;
    this.#attemptId = world.newId();
    this.#startMs = world.clock();
  }

  /** Since the attempt began. */
  get elapsedMs(): number {
    return this.#world.clock() - this.#startMs;
  }

  request(facts: AttemptFacts, origin: Origin): void {
    this.#tell({ kind: "request", attemptId: this.#attemptId, origin, ...facts });
  }

  rawRequest({ url, method, headers, body }: TransportRequest): void {
    this.#tell({ kind: "rawRequest", attemptId: this.#attemptId, url, method, headers, body });
  }

  streamEvent({ event, id, data }: ServerEvent): void {
    this.#tell({ kind: "streamEvent", attemptId: this.#attemptId, event, id, data });
  }

  firstText(): void {
    this.#firstTextMs = this.elapsedMs;
  }

  rawResponse({ status, headers }: TransportResponse, { recorded }: WholeBody): void {
    const attemptId = this.#attemptId;
    this.#tell({ kind: "rawResponse", attemptId, status, headers, ...recorded });
  }

  /** The reply is taken for parsing. */
  accepted(reply: Reply): void {
    this.#end({ status: "ok", selected: true, ...reply });
  }

  /** What was read is told, too, when a reply came and was refused. */
  failed({ kind, message, statusCode }: CallError, reply?: Reply): void {
    const error = { kind, message, ...(statusCode !== undefined && { statusCode }) };
    this.#end({ status: "error", selected: false, error, ...reply });
  }

  cancelled(): void {
    const error = { kind: "cancelled", message: "Operation cancelled" } as const;
    this.#end({ status: "cancelled", selected: false, error });
  }

  #end(outcome: Omit<AttemptResponse, "kind" | "attemptId" | "durationUs">): void {
    const first = this.#firstTextMs;
    this.#tell({
      kind: "response",
      attemptId: this.#attemptId,
      durationUs: Math.round(this.elapsedMs * 1000),
      ...(first !== undefined && { timeToFirstTokenMs: first }),
      ...outcome,
    });
  }
}
