/**
 * What a call would ask its first client: the prompt, and the request that would carry it.
 *
 * Invariant: nothing is sent, nothing is signed, and no turn of a round-robin is taken.
 */
import type { ChatMessage, LlmCatalog, Value } from "../base";
import { checkArguments } from "./arguments/checkArguments";
import type { LlmWorld } from "./llmCall";
import { renderPrompt } from "./prompt/renderPrompt";
import { buildRequest } from "./request/buildRequest";
import { resolveClient } from "./request/resolveClient";
import { planSteps } from "./strategy/plan";
import { RoundRobin } from "./strategy/roundRobin";
import type { TransportRequest } from "./transport/transport";

export type CallPreview =
  | {
      readonly clientName: string;
      readonly prompt: readonly ChatMessage[];
      readonly request: TransportRequest;
    }
  | {
      readonly error: string;
      readonly kind: "function_not_found" | "invalid_argument" | "runtime";
    };

export interface PreviewedCall {
  readonly catalog: LlmCatalog;
  readonly functionName: string;
  /** As they were given: they are checked here. */
  readonly args: Readonly<Record<string, Value>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stream: boolean;
  /** Files that clients and media name. */
  readonly readFile?: LlmWorld["readFile"];
}

export async function previewCall(given: PreviewedCall): Promise<CallPreview> {
  const { catalog, functionName, env, stream, readFile } = given;
  const fn = Object.hasOwn(catalog.functions, functionName)
    ? catalog.functions[functionName]
    : undefined;
  if (!fn) return { error: `Function not found: ${functionName}`, kind: "function_not_found" };
  const checked = checkArguments(fn.params, given.args, catalog.shapes);
  if (checked.kind === "error") return { error: checked.message, kind: "invalid_argument" };
  const [step] = planSteps(
    {
      // No time passes, and the turns are those of an engine that has just begun.
      world: { clock: () => 0, roundRobin: new RoundRobin() },
      catalog,
      resolve: (name) => resolveClient(catalog, name, env),
    },
    fn.client,
  );
  if (!step) throw new Error("a plan without limits of time has a first step");
  if (step.client.kind === "error") return { error: step.client.message, kind: "runtime" };
  const { client } = step.client;
  const rendered = renderPrompt(catalog, { functionName, args: checked.args, client });
  if ("error" in rendered) return { error: rendered.error, kind: "runtime" };
  const { messages } = rendered;
  const sending = { messages, client, env, stream: stream && client.supportsStreaming };
  // Without a way to download: a medium that would have to be is an error.
  const built = await buildRequest(sending, readFile ? { readFile } : {});
  if ("error" in built) return { error: built.error, kind: "runtime" };
  return { clientName: client.name, prompt: messages, request: built.request };
}
