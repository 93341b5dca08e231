/** The model that is none: its reply is made up from the return type, and said to be so. */
import { callFailure } from "../../base";
import type { TakenReply } from "../attempt/runAttempt";
import type { LlmCall, LlmWorld } from "../llmCall";

export async function simulatedReply(_world: LlmWorld, _call: LlmCall): Promise<TakenReply> {
  throw callFailure("runtime", "runs cannot be simulated yet");
}
