/** Tells a listener of each LLM function that has finished, once it has. */
import type { ChatMessage } from "../base";
import { type EventStore, encodeValue, type FunctionStart, type RuntimeEvent } from "../events";

export interface BamlLogEvent {
  readonly metadata: {
    readonly eventId: string;
    readonly parentId?: string;
    readonly rootEventId: string;
  };
  /** The messages of the last attempt, as JSON. */
  readonly prompt?: string;
  readonly rawOutput?: string;
  /** The result, as JSON; missing when there is none. */
  readonly parsedOutput?: string;
  /** RFC 3339. */
  readonly startTime: string;
}

/** The answer stops it. */
export function onLlmFunctions(
  store: EventStore,
  listener: (event: BamlLogEvent) => void,
): () => void {
  const open = new Map<string, OpenFunction>();
  return store.subscribe((batch) => {
    for (const event of batch) {
      const finished = follow(open, event);
      if (finished) listener(finished);
    }
  }, isOfInterest);
}

interface OpenFunction {
  readonly startUs: number;
  prompt?: string;
  rawOutput?: string;
}

function isOfInterest({ event }: RuntimeEvent): boolean {
  return event.kind === "functionStart" || event.kind === "functionEnd" || event.kind === "llm";
}

function follow(open: Map<string, OpenFunction>, event: RuntimeEvent): BamlLogEvent | undefined {
  const { spanId } = event.ctx;
  const { event: what } = event;
  if (what.kind === "functionStart") {
    if (isLlm(what.start)) open.set(spanId, { startUs: event.timestampUs });
    return undefined;
  }
  const fn = open.get(spanId);
  if (!fn) return undefined;
  if (what.kind === "llm") {
    if (what.llm.kind === "request") fn.prompt = promptText(what.llm.prompt);
    if (what.llm.kind === "response" && what.llm.text !== undefined) fn.rawOutput = what.llm.text;
    return undefined;
  }
  if (what.kind !== "functionEnd") return undefined;
  open.delete(spanId);
  const { outcome } = what.end;
  return {
    metadata: {
      eventId: spanId,
      ...(event.ctx.parentSpanId !== null && { parentId: event.ctx.parentSpanId }),
      rootEventId: event.ctx.rootSpanId,
    },
    ...(fn.prompt !== undefined && { prompt: fn.prompt }),
    ...(fn.rawOutput !== undefined && { rawOutput: fn.rawOutput }),
    ...(outcome.status === "ok" && { parsedOutput: encodeValue(outcome.result) }),
    startTime: new Date(fn.startUs / 1000).toISOString(),
  };
}

function isLlm({ functionType }: FunctionStart): boolean {
  return functionType === "baml_llm";
}

function promptText(messages: readonly ChatMessage[]): string {
  return JSON.stringify(
    messages.map(({ role, parts }) => ({
      role,
      content: parts.map((part) => (part.kind === "text" ? part.text : `<${part.media.media}>`)),
    })),
  );
}
