/** The cases that every host has to pass; `bridges/python/tests` runs the same. */
import assert from "node:assert/strict";
import { HostSpanManager } from "../../server/host/node";
import cases from "./cases/spans.json";
import { type PlainEvent, traceFile } from "./traceFile";

type Step = readonly [operation: string, manager: string, ...rest: readonly unknown[]];

describe("a manager of host spans", () => {
  const trace = traceFile();

  for (const { name, steps, events } of cases) {
    it(name, async () => {
      run(steps as unknown as readonly Step[]);
      assert.deepEqual(await trace.events(), events satisfies PlainEvent[]);
    });
  }

  it("gives calls the spans around them, and null outside of any (B-H3)", () => {
    const manager = new HostSpanManager();
    assert.equal(manager.hostSpanContext(), null);
    manager.enter("outer", {});
    manager.upsertTags({ a: "1" });
    manager.enter("inner", {});
    const context = manager.hostSpanContext()!;
    assert.equal(context.callStack.length, 2);
    assert.equal(context.rootSpanId, context.callStack[0]);
    assert.equal(context.parentSpanId, context.callStack[1]);
    assert.deepEqual(context.tags, { a: "1" });
    manager.exitOk();
    manager.exitOk();
  });

  it("makes text of tags, and leaves out what is undefined (TG7)", async () => {
    const manager = new HostSpanManager();
    manager.upsertTags({ n: 1, list: [1, "a"], nothing: undefined });
    manager.enter("f", {});
    manager.exitOk();
    const [start] = await trace.events();
    assert.deepEqual(start?.["tags"], { n: "1", list: '[1,"a"]' });
  });

  it("keeps 64 tags of a span, 128 characters of a key and 1,024 of a value (TG8)", async () => {
    const manager = new HostSpanManager();
    manager.upsertTags({ ["k".repeat(200)]: "v".repeat(2000) });
    manager.upsertTags(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`t${at}`, "x"])));
    manager.enter("f", {});
    manager.exitOk();
    const [start] = await trace.events();
    const tags = start!["tags"] as Record<string, string>;
    assert.equal(Object.keys(tags).length, 64);
    assert.equal(tags["k".repeat(128)], "v".repeat(1024));
  });

  it("says of arguments in a list what they are called", async () => {
    const manager = new HostSpanManager();
    manager.enter("f", [1, 2], { argNames: ["a", "b"] });
    manager.exitOk(7);
    const [start, end] = await trace.events();
    assert.deepEqual([start?.["args"], start?.["names"], end?.["result"]], [[1, 2], ["a", "b"], 7]);
  });
});

function run(steps: readonly Step[]): void {
  const managers = new Map([["m", new HostSpanManager()]]);
  for (const [operation, name, first, second] of steps) {
    const manager = managers.get(name)!;
    switch (operation) {
      case "enter":
        manager.enter(first as string, second);
        break;
      case "exitOk":
        manager.exitOk();
        break;
      case "exitError":
        manager.exitError(first as string, { type: (second as string) ?? "Error" });
        break;
      case "cancel":
        manager.exitError(first as string, { type: "CancelledError", cancelled: true });
        break;
      case "tags":
        manager.upsertTags(first as Record<string, string>);
        break;
      case "clone":
        managers.set(first as string, manager.deepClone());
        break;
      case "depth":
        assert.equal(manager.contextDepth(), first);
        break;
      default:
        assert.fail(`no such step: ${operation}`);
    }
  }
}
