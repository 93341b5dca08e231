/** What an attempt is, and what comes of it. */
import type { CallError, ChatMessage } from "../../base";
import type { Step } from "../strategy/plan";

export interface AttemptPlace {
  readonly step: Step;
  /** From 0 within the call; attempts that sent nothing do not count. */
  readonly index: number;
  /** How long was waited before it. */
  readonly retryDelayMs: number;
}

export type AttemptOutcome =
  | { readonly kind: "reply"; readonly reply: TakenReply }
  | { readonly kind: "failed"; readonly error: CallError; readonly wasSent: boolean };

/** A reply, and what it answers. */
export interface TakenReply {
  readonly text: string;
  readonly prompt: readonly ChatMessage[];
  readonly clientName: string;
}
