import assert from "node:assert/strict";
import fc from "fast-check";
import type { Value } from "../../../server/base";
import { parseReply, simulateReply, toJson } from "../../../server/llm";
import { replyText } from "../../../server/llm/simulate/replyText";
import { declared } from "../declared";
import { ManualWorld } from "../manualWorld";
import { callF, catalogFor, client } from "../modelCalls";

const types = `
enum Color {
  RED
  GREEN @alias("k1")
  HIDDEN @skip
}
class Person {
  name string
  email string
  age int @assert(grown, {{ this >= 18 }})
  home Address?
  friends Person[]
  best Person?
  code string @assert(five, {{ this|length == 5 }})
  shade Color
  kind "a" | "b"
  marks map<Color, float>
  hidden string? @skip
}
class Address {
  lo int
  hi int
  @@assert(ordered, {{ this.lo <= this.hi }})
}
class Chain {
  next Chain | int
}
type J = J[] | int | string | map<string, J>`;

describe("simulateReply", () => {
  const returnTypes = ["Person", "Person[]", "J", "Chain", "Color", "int", "string", "bool?"];
  const shapes = [...returnTypes, "map<string, Address>", "(Person | Address)[]", '"x" | 5'].map(
    (type) => declared(types, type),
  );

  it("is what its own text is parsed to, with every assert kept", () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.string(), ({ shape, shapes: all }, seed) => {
        const value = simulateReply(shape, all, seed);
        const parsed = parseReply(replyText(value, all), shape, all, { done: true });
        assert(parsed.ok, parsed.ok ? "" : parsed.message);
        assert.deepEqual(toJson(parsed.value), toJson(value));
      }),
    );
  });

  it("is the same for the same seed", () => {
    const { shape, shapes: all } = shapes[0]!;
    assert.deepEqual(simulateReply(shape, all, "one"), simulateReply(shape, all, "one"));
    assert.notDeepEqual(simulateReply(shape, all, "one"), simulateReply(shape, all, "two"));
  });

  it("looks like what the fields ask for", () => {
    const { shape, shapes: all } = shapes[0]!;
    const fields = fieldsOf(simulateReply(shape, all, "seed"));
    assert.match(String(fields["email"]), /^[a-z]+\.[a-z]+@example\.com$/);
    assert.match(String(fields["name"]), /^[A-Z][a-z]+ [A-Z][a-z]+$/);
    assert.equal(fields["hidden"], null);
  });
});

describe("a simulated call", () => {
  it("renders the prompt, sends nothing, needs no key, and says what it is", async () => {
    const keyless = client("A", { url: "http://127.0.0.1:1", more: "headers { x env.NOT_SET }" });
    const world = new ManualWorld(() => Promise.reject(new Error("nothing may be sent")));
    const running = callF(world, catalogFor([types, keyless], "A", "Address"), {
      mode: "simulated",
    });
    await passUntilDone(world, running);
    const { value, records } = await running;
    assert(typeof value === "object" && value !== null);
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ["request", "response"],
    );
    const [request, response] = records;
    assert(request?.kind === "request" && response?.kind === "response");
    assert.equal(request.origin, "simulated");
    assert.deepEqual(request.prompt[0]?.parts, [{ kind: "text", text: "hello" }]);
    assert.equal(response.selected, true);
    assert.equal(response.usage, undefined);
    assert(response.durationUs > 0);
  });

  it("streams its reply, and can be cancelled", async () => {
    const world = new ManualWorld(() => Promise.reject(new Error("nothing may be sent")));
    const catalog = catalogFor([types, client("A", { url: "http://127.0.0.1:1" })], "A", "Person");
    const streamed = callF(world, catalog, { mode: "simulated", stream: true });
    await passUntilDone(world, streamed);
    const { value, partials } = await streamed;
    assert(partials.length > 1);
    assert.deepEqual(partials.at(-1), value);

    const controller = new AbortController();
    const cancelled = callF(world, catalog, { mode: "simulated", signal: controller.signal });
    controller.abort();
    const outcome = await cancelled;
    assert.equal(outcome.error?.kind, "cancelled");
    assert.equal(outcome.records.at(-1)?.kind, "response");
  });
});

function fieldsOf(value: Value): Readonly<Record<string, unknown>> {
  const json = toJson(value);
  assert(typeof json === "object" && json !== null && !Array.isArray(json));
  return json as Readonly<Record<string, unknown>>;
}

/** Lets the made-up model take its time. */
async function passUntilDone(world: ManualWorld, running: Promise<unknown>): Promise<void> {
  let isDone = false;
  void running.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    world.pass(10);
    await new Promise(setImmediate);
  }
}
