import assert from "node:assert/strict";
import { float, map, type Value } from "../../server/base";
import { Op } from "../../server/bytecode";
import { Image, toValue, Vm } from "../../server/vm";
import { toVmValue } from "../../server/vm/convert";
import { VmClass, VmHandle, VmInstance, type VmValue, VmVariant } from "../../server/vm/value";
import { fn, program } from "./assemble";

describe("toValue", () => {
  it("copies, so that later writes do not show", () => {
    const live: VmValue[] = [1];
    const copy = toValue(live);
    live.push(2);
    assert.deepEqual(copy, [1]);
  });

  it("marks a cycle with the levels it goes up", () => {
    const self: VmValue[] = [];
    self.push(self);
    assert.deepEqual(toValue(self), [{ kind: "truncated", what: "cycle", levels: 1 }]);

    const parent = new VmInstance(new VmClass("Node", ["next"]), [null]);
    const child = new Map<string, VmValue>([["up", parent]]);
    parent.fields[0] = [child];
    assert.deepEqual(toValue(parent), {
      kind: "instance",
      className: "Node",
      fields: [["next", [map([["up", { kind: "truncated", what: "cycle", levels: 3 }]])]]],
    });
  });

  it("counts a cycle from where its copy stands", () => {
    const loop: VmValue[] = [];
    loop.push([loop]);
    const [first, second] = toValue([loop, [loop[0]!]]) as Value[][];
    assert.deepEqual(first, [[{ kind: "truncated", what: "cycle", levels: 2 }]]);
    // The copy of `loop` is closed in itself, so it stands where `loop` is met again.
    assert.deepEqual(second, [[first]]);
  });

  it("copies what is shared once, however often", () => {
    let shared: VmValue = ["leaf"];
    for (let level = 0; level < 60; level++) shared = [shared, shared];
    const [left, right] = toValue(shared) as Value[];
    assert.equal(left, right);
  });

  it("ends on cycles that lead to each other in all ways", () => {
    const nodes: VmValue[][] = Array.from({ length: 12 }, () => []);
    for (const node of nodes) node.push(...nodes);
    assert(toValue(nodes));
  });

  it("copies a value of any depth, or cuts it where it is told to", () => {
    let deep: VmValue = [];
    for (let level = 0; level < 100_000; level++) deep = [deep];
    assert(toValue(deep));
    assert.deepEqual(toValue([[[1]]], 2), [[{ kind: "truncated", what: "depth" }]]);
  });

  it("gives a resource for an instance with a hidden handle", () => {
    const cls = new VmClass("baml.http.Response", ["status_code", "$handle"], 1);
    const response = new VmInstance(cls, [200, new VmHandle("resource", undefined, 9)]);
    assert.deepEqual(toValue(response), {
      kind: "opaque",
      what: "resource",
      label: "baml.http.Response",
      id: 9,
    });
  });
});

describe("toVmValue", () => {
  it("keeps what is shared, and gives back what it was given", () => {
    const shared: Value = map([["k", 2n ** 60n]]);
    const all: Value = [
      null,
      true,
      1,
      "x",
      float(1),
      shared,
      shared,
      { kind: "variant", enumName: "E", name: "A" },
      { kind: "media", media: "image", source: "file", content: "a.png" },
      { kind: "instance", className: "P", fields: [["a", 1]] },
    ];
    const made = toVmValue(all, home) as VmValue[];
    assert.equal(made[5], made[6]);
    assert.deepEqual(toValue(made), all);
  });

  it("looks through checks, and takes small bigints for the ints they are", () => {
    assert.equal(toVmValue({ kind: "checked", value: 3n, checks: [] }, home), 3);
  });

  it("adds the fields that a class does not declare, and is still of that class", () => {
    const main = { params: ["p"], code: [Op.LoadLocal, 0, Op.Return] };
    const image = new Image(program({ main }, { classes: { P: ["a"] } }));
    const given: Value = { kind: "instance", className: "P", fields: [["b", 2]] };
    const state = new Vm(image, "main", [given]).exec();
    assert(state.tag === "complete" && state.value instanceof VmInstance);
    assert.equal(state.value.cls.declared, image.classNamed("P"));
    assert.deepEqual(toValue(state.value), {
      kind: "instance",
      className: "P",
      fields: [
        ["a", null],
        ["b", 2],
      ],
    });
  });

  it("finds the function that a reference names", () => {
    const caller = { params: ["f"], code: [Op.LoadLocal, 0, Op.CallIndirect, 0, Op.Return] };
    const one = { code: [Op.Int, 1, Op.Return] };
    const image = new Image(
      program({ caller, one, main: { code: [Op.Constant, fn("one"), Op.Return] } }),
    );
    const state = new Vm(image, "main", []).exec();
    assert(state.tag === "complete");
    const reference = toValue(state.value);
    assert.deepEqual(reference, { kind: "opaque", what: "function", label: "one" });
    assert.deepEqual(new Vm(image, "caller", [reference]).exec(), { tag: "complete", value: 1 });
  });
});

const home = {
  classFor: (name: string, fields: readonly string[]) => new VmClass(name, fields),
  variant: (enumName: string, name: string) => new VmVariant(enumName, name),
  opaque: () => new VmHandle("handle", undefined, undefined),
};
