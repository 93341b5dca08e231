/**
 * An attempt from the moment on that its request is sent: records, limits of time, the
 * reply or why there is none.
 *
 * Invariant: what was recorded as begun is recorded as ended, also when a bug of ours gets
 * in between.
 */
import { type CallError, type ChatMessage, cancelled, errorTypes } from "../../base";
import type { LlmCall, LlmWorld } from "../llmCall";
import type { ResolvedClient } from "../request/client";
import { isRefused } from "../response/finishReason";
import { type ReadReply, type Reply, unreadable } from "../response/reply";
import { replyReaders } from "../response/replyReaders";
import {
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from "../transport/transport";
import type { AttemptOutcome, AttemptPlace } from "./attemptOutcome";
import { AttemptRecorder } from "./attemptRecorder";
import {
  badResponseError,
  finishReasonError,
  networkError,
  statusError,
  timeoutError,
} from "./callErrors";
import { Partials } from "./partials";
import { plainParams } from "./plainParams";
import { readBody } from "./readBody";
import { readStream } from "./readStream";
import { Stopped, type TimeLimits } from "./timeLimits";

export interface Sending extends AttemptPlace {
  readonly client: ResolvedClient;
  readonly prompt: readonly ChatMessage[];
  readonly request: TransportRequest;
  readonly isStreamed: boolean;
  readonly limits: TimeLimits;
}

export class SentAttempt {
  readonly #world: LlmWorld;
  readonly #call: LlmCall;
  readonly #sending: Sending;
  readonly #recorder: AttemptRecorder;

  constructor(world: LlmWorld, call: LlmCall, sending: Sending) {
    this.#world = world;
    this.#call = call;
    this.#sending = sending;
    this.#recorder = new AttemptRecorder(world, call.onRecord);
  }

  async run(): Promise<AttemptOutcome> {
    this.#recordRequest();
    this.#setLimits();
    try {
      const outcome = await this.#exchange();
      if (this.#call.signal.aborted) throw new Stopped();
      return "text" in outcome ? this.#taken(outcome) : this.#failed(outcome);
    } catch (error) {
      return this.#interrupted(error);
    }
  }

  #recordRequest(): void {
    const { client, prompt, request, step, index, retryDelayMs } = this.#sending;
    const facts = {
      attempt: index,
      clientName: client.name,
      provider: client.provider,
      clientStack: step.stack,
      prompt,
      params: plainParams(client.params),
      retryDelayMs,
    };
    this.#recorder.request(facts, "live");
    this.#recorder.rawRequest(request);
  }

  #setLimits(): void {
    const { client, limits, isStreamed } = this.#sending;
    const { requestMs, firstTokenMs } = client.timeouts;
    limits.set({ name: "request_timeout", configuredMs: requestMs });
    if (isStreamed) limits.set({ name: "time_to_first_token_timeout", configuredMs: firstTokenMs });
  }

  async #exchange(): Promise<Reply | CallError> {
    const { client, request, limits, isStreamed } = this.#sending;
    const options = { signal: limits.signal, connectTimeoutMs: client.timeouts.connectMs };
    const response = await limits.race(this.#world.transport(request, options));
    const clientName = client.name;
    if (isStreamed && response.status === OK) {
      const read = await this.#readStream(response);
      return read.ok ? read.reply : badResponseError(read.message, { clientName });
    }
    const body = await readBody(response, limits);
    this.#recorder.rawResponse(response, body);
    const failed = { clientName, rawResponse: body.text };
    if (response.status !== OK) return statusError(response.status, response.statusText, failed);
    const read = readWhole(body.text, client);
    return read.ok ? read.reply : badResponseError(read.message, failed);
  }

  #readStream(response: TransportResponse): Promise<ReadReply> {
    const { client, limits } = this.#sending;
    const { idleMs } = client.timeouts;
    return readStream(this.#world, response.body, {
      format: client.replyFormat.stream,
      watch: {
        limits,
        ...this.#partials(),
        onEvent: (event) => {
          limits.lift("time_to_first_token_timeout");
          limits.set({ name: "idle_timeout", configuredMs: idleMs });
          this.#recorder.streamEvent(event);
        },
        onFirstText: () => this.#recorder.firstText(),
      },
    });
  }

  #partials(): { readonly partials?: Partials } {
    const { catalog, functionName, onPartial } = this.#call;
    if (onPartial === undefined) return {};
    const shape = catalog.functions[functionName]!.returns;
    return { partials: new Partials(this.#world, { shape, shapes: catalog.shapes, onPartial }) };
  }

  #taken(read: Reply): AttemptOutcome {
    const { client, prompt } = this.#sending;
    const { text, finishReason } = read;
    const reply = client.model === undefined ? read : { model: client.model, ...read };
    const taken = { text, prompt, clientName: client.name };
    if (finishReason !== undefined && isRefused(finishReason, client.finishReasons)) {
      const error = finishReasonError(finishReason, { ...taken, rawOutput: text });
      return this.#failed(error, reply);
    }
    this.#recorder.accepted(reply);
    return { kind: "reply", reply: taken };
  }

  #failed(error: CallError, reply?: Reply): AttemptOutcome {
    this.#recorder.failed(error, reply);
    return { kind: "failed", error, wasSent: true };
  }

  /** The exchange did not come to its end. */
  #interrupted(error: unknown): AttemptOutcome {
    const isLimit = error instanceof Stopped && error.limit !== undefined;
    if (this.#call.signal.aborted || (error instanceof Stopped && !isLimit)) {
      this.#recorder.cancelled();
      throw cancelled();
    }
    const known = this.#knownError(error);
    if (known) return this.#failed(known);
    this.#recorder.failed(internalError(error));
    throw error;
  }

  #knownError(error: unknown): CallError | undefined {
    const { client } = this.#sending;
    const clientName = client.name;
    if (error instanceof Stopped && error.limit) {
      return timeoutError(error.limit, this.#recorder.elapsedMs, clientName);
    }
    if (!(error instanceof TransportError)) return undefined;
    switch (error.failure) {
      case "connectTimeout": {
        const limit = { name: "connect_timeout", configuredMs: client.timeouts.connectMs } as const;
        return timeoutError(limit, this.#recorder.elapsedMs, clientName);
      }
      case "tooLarge":
        return badResponseError(error.message, { clientName });
      case "connect":
      case "reset":
        return networkError(error.message, { clientName });
      default:
        return error.failure satisfies never;
    }
  }
}

/** Every other status is a failure, also one that HTTP counts among successes. */
const OK = 200;

function readWhole(text: string, { replyFormat }: ResolvedClient): ReadReply {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return unreadable(`Failed to parse JSON: ${error instanceof Error ? error.message : error}`);
  }
  return replyReaders[replyFormat.plain].readWhole(body);
}

function internalError(error: unknown): CallError {
  const message = `Internal error: ${error instanceof Error ? error.message : error}`;
  return { kind: "internal", type: errorTypes.internal, message };
}
