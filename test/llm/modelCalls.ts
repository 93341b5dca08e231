/**
 * Calls of LLM functions, for tests: clients that ask a server of the test, and all that
 * came of a call in one place.
 */
import type { AttemptRecord, CallError, LlmCatalog, Value } from "../../server/base";
import { CallFailure } from "../../server/base";
import { callLlm, type Json, type LlmCall, type LlmWorld, toJson } from "../../server/llm";
import { catalogOf } from "./declared";

export interface CallOutcome {
  readonly value?: Json;
  readonly error?: CallError;
  readonly records: readonly AttemptRecord[];
  readonly partials: readonly Json[];
}

/** Calls the function `F`; anything else than a value or a failure of the call is thrown on. */
export async function callF(
  world: LlmWorld,
  catalog: LlmCatalog,
  more: Partial<LlmCall> = {},
): Promise<CallOutcome> {
  const records: AttemptRecord[] = [];
  const partials: Json[] = [];
  const call: LlmCall = {
    catalog,
    functionName: "F",
    args: {},
    env: {},
    mode: "live",
    stream: false,
    signal: new AbortController().signal,
    onRecord: (record) => records.push(record),
    onPartial: (value: Value) => partials.push(toJson(value)),
    ...more,
  };
  try {
    return { value: toJson(await callLlm(world, call)), records, partials };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return { error: error.error, records, partials };
  }
}

/** A client of a provider that asks below a path of the server; `more` are options. */
export function client(
  name: string,
  {
    provider = "openai",
    url,
    more = "",
    retry = "",
  }: {
    provider?: string;
    url: string;
    more?: string;
    retry?: string;
  },
): string {
  const policy = retry === "" ? "" : `  retry_policy ${retry}\n`;
  const lines = [`model "m"`, `api_key "k"`, `base_url "${url}/${name}"`, more];
  const options = lines.map((line) => `    ${line}`).join("\n");
  return `client<llm> ${name} {\n  provider ${provider}\n${policy}  options {\n${options}\n  }\n}`;
}

export function strategy(name: string, kind: string, members: string, more = ""): string {
  return `client<llm> ${name} {\n  provider ${kind}\n${more.replace(/^(?=.)/gm, "  ")}\n  options {\n    strategy [${members}]\n  }\n}`;
}

export function catalogFor(clients: readonly string[], asked: string, returns = "int"): LlmCatalog {
  return catalogOf(
    `${clients.join("\n")}\nfunction F() -> ${returns} {\n  client ${asked}\n  prompt #"hello"#\n}`,
  );
}

/** A whole answer as OpenAI gives it. */
export function chatAnswer(content: string, more: object = {}): string {
  return JSON.stringify({
    model: "m-1",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    ...more,
  });
}

/** The same in events. */
export function chatEvents(...texts: readonly string[]): string {
  const chunks: object[] = texts.map((content) => ({ choices: [{ delta: { content } }] }));
  const end = [
    { model: "m-1", choices: [{ delta: {}, finish_reason: "stop" }] },
    { choices: [], usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 } },
  ];
  return `${sse(...chunks, ...end)}data: [DONE]\n\n`;
}

export function sse(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
}

/** What each attempt was, in short: `A 500` or `B ok`. */
export function attempts({ records }: CallOutcome): readonly string[] {
  return records.flatMap((record) => {
    if (record.kind !== "response") return [];
    const request = records.find(
      (one) => one.kind === "request" && one.attemptId === record.attemptId,
    );
    const name = request?.kind === "request" ? request.clientName : "?";
    const { error, status } = record;
    return [`${name} ${error?.statusCode ?? status}`];
  });
}
