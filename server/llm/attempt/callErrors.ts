/**
 * How attempts fail, in the words that hosts and traces show.
 *
 * Invariant: the only place that words these failures. Whether another attempt may follow
 * is said by the kind of the error alone.
 */
import type { CallError, ChatMessage } from "../../base";
import { errorTypes } from "../../base";
import type { TimeLimit } from "./timeLimits";

export interface FailedClient {
  readonly clientName: string;
  readonly rawResponse?: string;
}

/** The provider answered with another status than 200. */
export function statusError(
  status: number,
  statusText: string,
  { clientName, rawResponse = "" }: FailedClient,
): CallError {
  const spelled = statusText === "" ? `${status}` : `${status} ${statusText}`;
  const message = `Request failed with status code: ${spelled}. ${rawResponse}`;
  return httpError(message, status, { clientName, rawResponse, errorKind: "http" });
}

/** No connection, or one that broke. */
export function networkError(message: string, client: FailedClient): CallError {
  return httpError(message, 0, { ...client, errorKind: "network" });
}

/** The provider answered with something that is no answer. */
export function badResponseError(message: string, client: FailedClient): CallError {
  return httpError(message, 0, { ...client, errorKind: "bad_response" });
}

function httpError(
  message: string,
  statusCode: number,
  details: FailedClient & { readonly errorKind: string },
): CallError {
  const detailedMessage = `${failedLine(details.clientName, statusCode)}\nMessage: ${message}`;
  return {
    kind: "llm_http",
    type: errorTypes.llm_http,
    message,
    statusCode,
    details: { ...details, detailedMessage },
  };
}

export function timeoutError(limit: TimeLimit, elapsedMs: number, clientName: string): CallError {
  const message = `Request timed out: ${limit.name}_ms is ${limit.configuredMs}`;
  return {
    kind: "timeout",
    type: errorTypes.timeout,
    message,
    statusCode: TIMEOUT_STATUS,
    details: {
      clientName,
      errorKind: "timeout",
      timeoutType: limit.name,
      configuredValueMs: limit.configuredMs,
      elapsedMs,
      detailedMessage: `${failedLine(clientName, TIMEOUT_STATUS)}\nMessage: ${message}`,
    },
  };
}

const TIMEOUT_STATUS = 408;

/** The prompt could not be rendered, or the request could not be built: nothing was sent. */
export function preparationError(message: string, clientName: string): CallError {
  return {
    kind: "runtime",
    type: "BamlError",
    message,
    details: {
      clientName,
      detailedMessage: `LLM client "${clientName}" failed\nMessage: ${message}`,
    },
  };
}

export interface RefusedReply {
  readonly clientName: string;
  readonly prompt: readonly ChatMessage[];
  readonly rawOutput: string;
}

export function finishReasonError(finishReason: string, refused: RefusedReply): CallError {
  const message = "Finish reason not allowed";
  const { clientName, rawOutput } = refused;
  const prompt = promptText(refused.prompt);
  return {
    kind: "finish_reason",
    type: errorTypes.finish_reason,
    message: `${message}: ${finishReason}`,
    details: {
      clientName,
      finishReason,
      rawOutput,
      prompt,
      detailedMessage:
        `Finish reason error: ${message}\nPrompt: ${prompt}\n\n` +
        `Raw Response: ${rawOutput}\nFinish Reason: ${finishReason}`,
    },
  };
}

export function validationError(reason: string, refused: RefusedReply): CallError {
  const message = `Failed to parse LLM response: ${reason}`;
  const { clientName, rawOutput } = refused;
  const prompt = promptText(refused.prompt);
  return {
    kind: "validation",
    type: errorTypes.validation,
    message,
    details: {
      clientName,
      rawOutput,
      prompt,
      detailedMessage: `Parsing error: ${message}\nPrompt: ${prompt}\n\nRaw Response: ${rawOutput}`,
    },
  };
}

/** A strategy's time was over before the next attempt: the attempts so far are told with it. */
export function outOfTime(failed: CallError, limit: TimeLimit, elapsedMs: number): CallError {
  const clientName = String(failed.details?.["clientName"] ?? "");
  const error = timeoutError(limit, elapsedMs, clientName);
  return { ...error, details: { ...error.details, detailedMessage: detailedMessageOf(failed) } };
}

/** The error of the last attempt, which tells of all of them. */
export function allFailed(errors: readonly CallError[]): CallError {
  const last = errors.at(-1);
  if (last === undefined) throw new Error("a call without an attempt did not fail either");
  if (errors.length === 1) return last;
  const blocks = errors.map((error, index) => {
    const [line, ...rest] = detailedMessageOf(error).split("\n");
    return [`Attempt ${index}: ${line}`, ...rest.map((one) => `    ${one}`)].join("\n");
  });
  const detailedMessage = `${errors.length} failed attempts:\n\n${blocks.join("\n")}`;
  return { ...last, details: { ...last.details, detailedMessage } };
}

function detailedMessageOf({ message, details }: CallError): string {
  const detailed = details?.["detailedMessage"];
  return typeof detailed === "string" ? detailed : message;
}

function failedLine(clientName: string, status: number): string {
  return `LLM client "${clientName}" failed with status code: ${statusLabel(status)}`;
}

function statusLabel(status: number): string {
  const name = statusNames[status];
  return name === undefined ? `Unspecified error code: ${status}` : `${name} (${status})`;
}

const statusNames: Readonly<Record<number, string>> = {
  401: "InvalidAuthentication",
  403: "NotSupported",
  429: "RateLimited",
  500: "ServerError",
  503: "ServiceUnavailable",
};

/** One line, or more, a message: `role: text`. */
export function promptText(prompt: readonly ChatMessage[]): string {
  return prompt.map(({ role, parts }) => `${role}: ${parts.map(partText).join("")}\n`).join("");
}

function partText(part: ChatMessage["parts"][number]): string {
  if (part.kind === "text") return part.text;
  const { media, source, content } = part.media;
  return source === "base64" ? `<${media}>` : `<${media} ${content}>`;
}
