import assert from "node:assert/strict";
import type { RetryPolicySpec } from "../../../server/base";
import type { ClientResolution } from "../../../server/llm/request/client";
import { planSteps } from "../../../server/llm/strategy/plan";
import { catalogOf } from "../declared";
import { ManualWorld } from "../manualWorld";

describe("planSteps", () => {
  it("is one step for a client alone", () => {
    check({ A: [] }, "A", ["A 0"]);
  });

  it("waits after every attempt but the last", () => {
    check({ A: ["primitive", "Twice"] }, "A", ["A 20", "A 40", "A 0"]);
  });

  it("lets a member's own delays go before those of its strategy", () => {
    const clients = { A: ["primitive", "Once"], B: [], F: ["fallback A B", "Twice"] };
    check(clients, "F", ["A 7", "A 20", "B 20", "A 7", "A 40", "B 40", "A 7", "A 0", "B 0"]);
  });

  it("lists strategies within strategies, depth first", () => {
    const clients = { A: [], B: [], C: [], In: ["fallback A B"], Out: ["fallback In C"] };
    assert.deepEqual(
      [...planOf(clients, "Out").steps].map(({ stack }) => stack.join(">")),
      ["Out>In>A", "Out>In>B", "Out>C"],
    );
  });

  it("takes the turn when an attempt is made, not when it is planned", () => {
    const { steps } = planOf({ A: [], B: [], R: ["round-robin A B", "Twice"] }, "R");
    const walked = steps[Symbol.iterator]();
    const other = planOf({ A: [], B: [], R: ["round-robin A B"] }, "R");
    assert.equal(walked.next().value?.name, "A");
    assert.equal(walked.next().value?.name, "B");
    assert.equal(walked.next().value?.name, "A");
    assert.equal([...other.steps][0]?.name, "A");
  });

  it("says what is wrong with a client in its place", () => {
    const { steps } = planOf({ A: [], F: ["fallback Nobody A"] }, "F");
    assert.deepEqual(
      [...steps].map(({ client, name }) => `${name}: ${client.kind}`),
      ["Nobody: error", "A: primitive"],
    );
  });

  it("ends, also for a client that asks itself", () => {
    const { steps } = planOf({ F: ["fallback G"], G: ["fallback F"] }, "F");
    const [step, ...rest] = [...steps];
    assert(step?.client.kind === "error" && rest.length === 0);
    assert.match(step.client.message, /asks itself/);
  });

  it("makes no attempt after the time of its strategy, and goes on outside of it", () => {
    const clients = { A: [], B: [], C: [], In: ["fallback A B", "", "50"], Out: ["fallback In C"] };
    const { steps, world } = planOf(clients, "Out");
    const names: string[] = [];
    for (const { name, deadline } of steps) {
      names.push(`${name} ${deadline?.endMs}`);
      world.pass(60);
    }
    assert.deepEqual(names, ["A 50", "C undefined"]);
  });
});

/** `kind members`, a retry policy, a limit of time. */
type Clients = Readonly<Record<string, readonly string[]>>;

function planOf(clients: Clients, asked: string) {
  const world = new ManualWorld(() => Promise.reject(new Error("nothing is sent")));
  const catalog = { ...catalogOf(""), retryPolicies: policies };
  const resolve = (name: string): ClientResolution => resolution(clients, name);
  return { world, steps: planSteps({ world, catalog, resolve }, asked) };
}

const policy = (name: string, more: Partial<RetryPolicySpec>): RetryPolicySpec => ({
  name,
  maxRetries: 1,
  strategy: "constant_delay",
  delayMs: 7,
  multiplier: 2,
  maxDelayMs: 10_000,
  ...more,
});

const policies = {
  Once: policy("Once", {}),
  Twice: policy("Twice", { maxRetries: 2, strategy: "exponential_backoff", delayMs: 10 }),
};

function resolution(clients: Clients, name: string): ClientResolution {
  const [how = "primitive", retry = "", limit = "0"] = clients[name] ?? ["missing"];
  const [kind, ...members] = how.split(" ");
  const retryPolicy = retry === "" ? {} : { retryPolicy: retry };
  if (kind === "fallback" || kind === "round-robin") {
    const totalTimeoutMs = Number(limit);
    const strategy = { name, provider: kind, kind, members, start: 0, totalTimeoutMs } as const;
    return { kind: "strategy", strategy: { ...strategy, ...retryPolicy } };
  }
  if (kind === "missing") return { kind: "error", message: "no such client" };
  // Only what plans look at.
  const client = { name, ...retryPolicy } as Extract<
    ClientResolution,
    { kind: "primitive" }
  >["client"];
  return { kind: "primitive", client };
}

/** Each step as the client and the delay after it. */
function check(clients: Clients, asked: string, expected: readonly string[]): void {
  const steps = [...planOf(clients, asked).steps];
  assert.deepEqual(
    steps.map(({ name, delayMs }) => `${name} ${delayMs}`),
    expected,
  );
}
