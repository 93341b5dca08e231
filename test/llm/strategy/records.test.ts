import assert from "node:assert/strict";
import fc from "fast-check";
import { type Transport, TransportError, type TransportResponse } from "../../../server/llm";
import { ManualWorld } from "../manualWorld";
import {
  type CallOutcome,
  callF,
  catalogFor,
  chatAnswer,
  chatEvents,
  client,
  strategy,
} from "../modelCalls";

/** What one attempt meets. */
type Fate = "answers" | "refuses" | "breaks" | "stalls" | "babbles" | "cancels";

const LIMIT = "http { request_timeout_ms 400 }";

describe("the records of any call", () => {
  const clients = [
    `retry_policy Once {
  max_retries 1
  strategy {
    type constant_delay
    delay_ms 25
  }
}`,
    client("A", { url: "http://models.example", retry: "Once", more: LIMIT }),
    client("B", { url: "http://models.example", more: LIMIT }),
    strategy("Turns", "round-robin", "A, B"),
    strategy("First", "fallback", "Turns, A", "retry_policy Once"),
    strategy("Any", "fallback", "First, Turns, B"),
  ];
  const catalogs = ["A", "B", "Turns", "First", "Any"].map((name) => catalogFor(clients, name));

  it("close each request once, select one reply at most, and leave nobody waiting", async () => {
    const fate = fc.constantFrom<Fate>(
      "answers",
      "refuses",
      "breaks",
      "stalls",
      "babbles",
      "cancels",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...catalogs),
        fc.array(fate, { maxLength: 12 }),
        fc.boolean(),
        async (catalog, fates, stream) => {
          const controller = new AbortController();
          const world = new ManualWorld(scripted(fates, controller));
          const running = callF(world, catalog, { stream, signal: controller.signal });
          await passUntilDone(world, running);
          const outcome = await running;
          check(outcome);
          assert(world.isAtRest, "somebody still sleeps");
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Answers attempts by their fates; past the last one it refuses. */
function scripted(fates: readonly Fate[], controller: AbortController): Transport {
  let attempt = 0;
  return async (request, { signal }) => {
    const fate = fates[attempt++] ?? "refuses";
    const streamed = request.body.includes('"stream":true');
    switch (fate) {
      case "answers":
        return response(200, streamed ? chatEvents("4", "2") : chatAnswer("42"));
      case "refuses":
        return response(503, "busy");
      case "babbles":
        return response(200, "no answer");
      case "breaks":
        throw new TransportError("reset", "the connection broke");
      case "cancels":
        controller.abort();
        return response(200, chatAnswer("42"));
      case "stalls":
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(new TransportError("reset", "closed")));
        });
    }
  };
}

function response(status: number, text: string): TransportResponse {
  async function* body() {
    yield new TextEncoder().encode(text);
  }
  return { status, statusText: "", headers: {}, body: body() };
}

async function passUntilDone(world: ManualWorld, running: Promise<unknown>): Promise<void> {
  let isDone = false;
  void running.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    world.pass(25);
    await new Promise(setImmediate);
  }
}

const ORDER: readonly string[] = [
  "request",
  "rawRequest",
  "streamEvent",
  "rawResponse",
  "response",
];

function check({ value, error, records }: CallOutcome): void {
  for (const id of new Set(records.map(({ attemptId }) => attemptId))) {
    const kinds = records.filter(({ attemptId }) => attemptId === id).map(({ kind }) => kind);
    const places = kinds.map((kind) => ORDER.indexOf(kind));
    assert.deepEqual(places, [...places].sort(), "the order of records");
    for (const kind of ["request", "rawRequest", "response"]) {
      assert.equal(kinds.filter((one) => one === kind).length, 1, kind);
    }
  }
  const ends = records.flatMap((record) => (record.kind === "response" ? [record] : []));
  const selected = ends.filter((end) => end.selected);
  assert.equal(selected.length, value === undefined ? 0 : 1);
  if (value !== undefined) assert.equal(ends.at(-1), selected[0]);
  if (error?.kind === "cancelled") {
    assert(ends.every(({ status }, index) => status !== "cancelled" || index === ends.length - 1));
  }
  assert((value === undefined) !== (error === undefined));
}
