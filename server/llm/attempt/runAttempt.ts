/**
 * One attempt: a client's prompt is rendered, its request built, signed and sent, its reply
 * read.
 *
 * Invariant: what the world does wrong is an outcome; only the user's cancellation is
 * thrown. When this returns, nothing of the attempt is under way any more.
 */
import { cancelled } from "../../base";
import type { LlmCall, LlmWorld } from "../llmCall";
import type { Deadline } from "../strategy/plan";
import type { AttemptOutcome, AttemptPlace } from "./attemptOutcome";
import { preparationError, timeoutError } from "./callErrors";
import { prepareSigned } from "./prepare";
import { SentAttempt } from "./sentAttempt";
import { Stopped, type TimeLimit, TimeLimits } from "./timeLimits";

export async function runAttempt(
  world: LlmWorld,
  call: LlmCall,
  place: AttemptPlace,
): Promise<AttemptOutcome> {
  const { step } = place;
  if (step.client.kind === "error") return unsent(step.client.message, step.name);
  const { client } = step.client;
  const limits = new TimeLimits(world, call.signal);
  try {
    if (step.deadline) limits.set(totalLimit(world, step.deadline));
    const prepared = await limits.race(
      prepareSigned(world, call, { client, signal: limits.signal }),
    );
    if ("error" in prepared) return unsent(prepared.error, client.name);
    return await new SentAttempt(world, call, { ...place, ...prepared, client, limits }).run();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (!error.limit || call.signal.aborted) throw cancelled();
    const failed = timeoutError(error.limit, error.limit.configuredMs, client.name);
    return { kind: "failed", error: failed, wasSent: false };
  } finally {
    limits.close();
  }
}

function totalLimit(world: LlmWorld, { endMs, configuredMs }: Deadline): TimeLimit {
  return { name: "total_timeout", configuredMs, leftMs: endMs - world.clock() };
}

function unsent(message: string, clientName: string): AttemptOutcome {
  return { kind: "failed", error: preparationError(message, clientName), wasSent: false };
}
