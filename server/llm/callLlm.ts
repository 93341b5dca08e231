/**
 * Runs one call of an LLM function to its value: clients are asked as the plan says, until
 * one answers, and its answer is parsed.
 *
 * Invariant: nothing is sent once the call's signal is aborted, and nothing is under way
 * any more when the promise settles.
 */
import { type CallError, CallFailure, callFailure, cancelled, type Value } from "../base";
import { parseReply } from "./answer/parseReply";
import type { TakenReply } from "./attempt/attemptOutcome";
import { allFailed, outOfTime, validationError } from "./attempt/callErrors";
import { runAttempt } from "./attempt/runAttempt";
import type { LlmCall, LlmWorld } from "./llmCall";
import { withOverrides } from "./overrides";
import { resolveClient } from "./request/resolveClient";
import { simulatedReply } from "./simulate/simulatedReply";
import { type Deadline, planSteps, type Step } from "./strategy/plan";

/**
 * Rejects with a `CallFailure` when the model, the network, the client's settings or the
 * reply are at fault, or the call was cancelled; anything else it rejects with is a bug of ours.
 */
export async function callLlm(world: LlmWorld, given: LlmCall): Promise<Value> {
  if (given.signal.aborted) throw cancelled();
  const call = withOverrides(given);
  const fn = Object.hasOwn(call.catalog.functions, call.functionName)
    ? call.catalog.functions[call.functionName]!
    : undefined;
  if (!fn) throw callFailure("function_not_found", `Function not found: ${call.functionName}`);
  const reply =
    call.mode === "simulated" ? await simulatedReply(world, call) : await liveReply(world, call);
  const parsed = parseReply(reply.text, fn.returns, call.catalog.shapes, { done: true });
  if (parsed.ok) return parsed.value;
  throw new CallFailure(validationError(parsed.message, { ...reply, rawOutput: reply.text }));
}

/** The first reply of the plan's clients. */
async function liveReply(world: LlmWorld, call: LlmCall): Promise<TakenReply> {
  const { catalog, env } = call;
  const planning = { world, catalog, resolve: (name: string) => resolveClient(catalog, name, env) };
  const clientName = catalog.functions[call.functionName]!.client;
  const errors: CallError[] = [];
  let sent = 0;
  let retryDelayMs = 0;
  let last: Step | undefined;
  for (const step of planSteps(planning, clientName)) {
    last = step;
    const outcome = await runAttempt(world, call, { step, index: sent, retryDelayMs });
    if (outcome.kind === "reply") return outcome.reply;
    errors.push(outcome.error);
    if (!mayRetry(outcome.error)) break;
    // What could not be sent will not be sent later either: the next step follows at once.
    retryDelayMs = outcome.wasSent ? step.delayMs : 0;
    if (outcome.wasSent) sent++;
    await pause(world, call, retryDelayMs, step.deadline);
  }
  throw new CallFailure(callError(world, errors, last?.deadline));
}

/** A refused reply would be refused again: only a client that gave none is asked again. */
function mayRetry({ kind }: CallError): boolean {
  return kind !== "finish_reason";
}

async function pause(
  world: LlmWorld,
  { signal }: LlmCall,
  delayMs: number,
  deadline: Deadline | undefined,
): Promise<void> {
  const leftMs = deadline ? deadline.endMs - world.clock() : delayMs;
  const ms = Math.min(delayMs, leftMs);
  // A sleep may reject when it is called off; the signal says so too.
  if (ms > 0) await world.sleep(ms, signal).catch(() => {});
  if (signal.aborted) throw cancelled();
}

/** The last attempt's error, or that the strategy's time was over before the next one. */
function callError(world: LlmWorld, errors: readonly CallError[], deadline?: Deadline): CallError {
  const error = allFailed(errors);
  const nowMs = world.clock();
  if (!deadline || error.kind === "timeout" || nowMs < deadline.endMs) return error;
  const { configuredMs, endMs } = deadline;
  const elapsedMs = configuredMs + nowMs - endMs;
  return outOfTime(error, { name: "total_timeout", configuredMs }, elapsedMs);
}
