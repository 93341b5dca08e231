import assert from "node:assert/strict";
import { type ArgumentChoice, ArgumentMemory } from "../../../client/arguments/memory";
import type { FunctionInfo } from "../../../server/lsp/protocol";

describe("ArgumentMemory", () => {
  it("knows nothing of a function that has not run", () => {
    assert.equal(memory().last(extract), undefined);
  });

  it("keeps the last choice of each function of each project", async () => {
    const kept = memory();
    await kept.remember(extract, args({ text: "Ada" }));
    assert.deepEqual(kept.last(extract), args({ text: "Ada" }));
    assert.equal(kept.last({ ...extract, project: "file:///other" }), undefined);
  });

  it("lists arguments newest first, each once, and not without end", async () => {
    const kept = memory();
    for (let n = 0; n < 14; n++) await kept.remember(extract, args({ text: `${n}` }));
    await kept.remember(extract, args({ text: "7" }));
    assert.deepEqual(
      kept.history(extract).map(({ text }) => text),
      ["7", "13", "12", "11", "10", "9", "8", "6", "5", "4"],
    );
  });

  it("forgets a test that is gone", async () => {
    const kept = memory();
    await kept.remember(extract, { kind: "test", test: "ada" });
    assert.deepEqual(kept.last(extract), { kind: "test", test: "ada" });
    assert.equal(kept.last({ ...extract, tests: [] }), undefined);
  });

  it("drops what was kept for other parameters", async () => {
    const kept = memory();
    await kept.remember(extract, args({ text: "Ada" }));
    const changed = { ...extract, parameters: [{ ...extract.parameters[0]!, type: "int" }] };
    assert.equal(kept.last(changed), undefined);
    assert.equal(kept.last(extract), undefined, "for good");
  });

  it("keeps no large arguments in the history", async () => {
    const kept = memory();
    await kept.remember(extract, args({ text: "x".repeat(200_000) }));
    assert.deepEqual(kept.history(extract), []);
  });
});

const extract: FunctionInfo = {
  project: "file:///project",
  function: "Extract",
  location: {
    uri: "file:///project/main.baml",
    range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
  },
  parameters: [{ name: "text", type: "string", optional: false, schema: {}, example: "" }],
  tests: [{ name: "ada", args: { text: "Ada" } }],
  missingVariables: [],
};

function args(values: Record<string, unknown>): ArgumentChoice {
  return { kind: "args", args: values };
}

function memory(): ArgumentMemory {
  const values = new Map<string, unknown>();
  return new ArgumentMemory({
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T,
    update: async (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    },
  });
}
