/** Runs one call of an LLM function to its value. */
import type { Value } from "../base";
import type { LlmCall, LlmWorld } from "./llmCall";

/**
 * Rejects with a `CallFailure` when the model, the network, the client's settings or the
 * reply are at fault, or the call was cancelled; anything else it rejects with is a bug of ours.
 */
export async function callLlm(_world: LlmWorld, _call: LlmCall): Promise<Value> {
  throw new Error("functions cannot be called yet");
}
