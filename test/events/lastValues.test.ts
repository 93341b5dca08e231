import assert from "node:assert/strict";
import { map, type Value, type VariantValue } from "../../server/base";
import { lastFieldValues, lastVariants, Runs, type SeenValue } from "../../server/events";
import { Recorder } from "../support/recorder";

describe("the last values of a field", () => {
  it("are the newest, each once, with where they were", () => {
    const { runs, recorder } = setUp();
    for (const owner of ["ada", "bob", "bob", "cyd", "dan"]) {
      const place = recorder.start("Assign", { args: [ticket(owner)], argNames: ["ticket"] });
      recorder.end(place);
    }
    const place = recorder.start("List");
    recorder.end(
      place,
      map([["all", [ticket("eve"), { kind: "checked", value: ticket("fay"), checks: [] }]]]),
    );
    const seen = lastFieldValues(runs, "Ticket", "owner");
    assert.deepEqual(seen.map(facts), [
      ["eve", "List", undefined],
      ["fay", "List", undefined],
      ["dan", "Assign", "ticket"],
    ]);
    assert.equal(lastFieldValues(runs, "Ticket", "owner", 9).length, 6);
    assert.deepEqual(lastFieldValues(runs, "Ticket", "missing"), []);
    assert.deepEqual(lastFieldValues(runs, "Other", "owner"), []);
  });

  it("are found in values as deep as they may be", () => {
    const { runs, recorder } = setUp();
    let value: Value = ticket("deep");
    for (let at = 0; at < 5000; at++) value = [value];
    recorder.end(recorder.start("F"), value);
    assert.equal(lastFieldValues(runs, "Ticket", "owner").length, 1);
  });
});

describe("the last values of an enum", () => {
  it("are its variants, wherever they were seen", () => {
    const { runs, recorder } = setUp();
    const variant = (name: string): VariantValue => ({ kind: "variant", enumName: "Rank", name });
    recorder.end(recorder.start("F", { args: [[variant("Low")]] }), variant("High"));
    const names = lastVariants(runs, "Rank").map(({ value }) => (value as VariantValue).name);
    assert.deepEqual(names, ["High", "Low"]);
    assert.deepEqual(lastVariants(runs, "Other"), []);
  });
});

function ticket(owner: string): Value {
  return { kind: "instance", className: "Ticket", fields: [["owner", owner]] };
}

function facts({ value, call, argument }: SeenValue): readonly unknown[] {
  return [value, call.span.name, argument];
}

function setUp() {
  const runs = new Runs();
  return { runs, recorder: new Recorder((event) => runs.add([event])) };
}
