/**
 * The model that is none: its reply is made up from the return type, and said to be so.
 *
 * Invariant: sends nothing and needs no key. Prompts are rendered as for a real model, so
 * that a mistake in one shows here too.
 */
import { CallFailure, type ChatMessage, cancelled } from "../../base";
import { toJsonText } from "../answer/toJson";
import type { TakenReply } from "../attempt/attemptOutcome";
import { AttemptRecorder } from "../attempt/attemptRecorder";
import { preparationError } from "../attempt/callErrors";
import { Partials } from "../attempt/partials";
import { plainParams } from "../attempt/plainParams";
import type { LlmCall, LlmWorld } from "../llmCall";
import { renderPrompt } from "../prompt/renderPrompt";
import type { ResolvedClient } from "../request/client";
import { resolveClient } from "../request/resolveClient";
import { planSteps, type Step } from "../strategy/plan";
import { replyText } from "./replyText";
import { simulateReply } from "./simulateReply";

export async function simulatedReply(world: LlmWorld, call: LlmCall): Promise<TakenReply> {
  const { step, client } = firstClient(world, call);
  const { catalog, functionName, args } = call;
  const rendered = renderPrompt(catalog, { functionName, args, client });
  if ("error" in rendered) throw new CallFailure(preparationError(rendered.error, client.name));
  const recorder = recordedAttempt(world, call, { step, client, prompt: rendered.messages });
  const text = madeUpText(call);
  await arrive(world, call, { text, recorder });
  recorder.accepted({ text, model: SIMULATED_MODEL });
  return { text, prompt: rendered.messages, clientName: client.name };
}

const SIMULATED_MODEL = "simulated";

interface Asked {
  readonly step: Step;
  readonly client: ResolvedClient;
}

/** The client that a real call would ask first. */
function firstClient(world: LlmWorld, { catalog, functionName, env }: LlmCall): Asked {
  const resolve = (name: string) => resolveClient(catalog, name, env, { missing: "blank" });
  const [step] = planSteps({ world, catalog, resolve }, catalog.functions[functionName]!.client);
  if (step === undefined) throw new Error("a plan has at least one step");
  if (step.client.kind === "primitive") return { step, client: step.client.client };
  throw new CallFailure(preparationError(step.client.message, step.name));
}

function recordedAttempt(
  world: LlmWorld,
  call: LlmCall,
  { step, client, prompt }: Asked & { readonly prompt: readonly ChatMessage[] },
): AttemptRecorder {
  const recorder = new AttemptRecorder(world, call.onRecord);
  const facts = {
    attempt: 0,
    clientName: client.name,
    provider: client.provider,
    clientStack: step.stack,
    prompt,
    params: plainParams(client.params),
    retryDelayMs: 0,
  };
  recorder.request(facts, "simulated");
  return recorder;
}

/** The same arguments give the same reply. */
function madeUpText({ catalog, functionName, args }: LlmCall): string {
  const { returns } = catalog.functions[functionName]!;
  const given = Object.entries(args).map(([name, value]) => `${name}=${toJsonText(value)}`);
  const seed = `${functionName}(${given.join(", ")})`;
  return replyText(simulateReply(returns, catalog.shapes, seed), catalog.shapes);
}

/** Long enough to be seen as a call, short enough not to be waited for. */
const LATENCY_MS = 30;
const PIECES = 6;

/** A streamed reply comes in pieces, so that partial values can be watched. */
async function arrive(
  world: LlmWorld,
  call: LlmCall,
  { text, recorder }: { readonly text: string; readonly recorder: AttemptRecorder },
): Promise<void> {
  const { catalog, functionName, onPartial, stream } = call;
  const shape = catalog.functions[functionName]!.returns;
  const partials =
    stream && onPartial
      ? new Partials(world, { shape, shapes: catalog.shapes, onPartial })
      : undefined;
  const pieces = partials ? PIECES : 1;
  for (let piece = 1; piece <= pieces; piece++) {
    await world.sleep(LATENCY_MS, call.signal).catch(() => {});
    if (call.signal.aborted) {
      recorder.cancelled();
      throw cancelled();
    }
    if (stream && piece === 1) recorder.firstText();
    partials?.take(text.slice(0, Math.ceil((text.length * piece) / pieces)));
  }
  partials?.flush();
}
