import assert from "node:assert/strict";
import { float, map, type Value } from "../../../server/base";
import { type Json, toJson, toJsonText } from "../../../server/llm";

describe("toJson", () => {
  it("shows instances and maps as objects, and enum values as their names", () => {
    check(
      {
        kind: "instance",
        className: "P",
        fields: [
          ["mood", { kind: "variant", enumName: "Mood", name: "Up" }],
          ["xs", [1, float(2.5), null, true]],
          ["by", map([["k", "v"]])],
        ],
      },
      { mood: "Up", xs: [1, 2.5, null, true], by: { k: "v" } },
      '{"mood":"Up","xs":[1,2.5,null,true],"by":{"k":"v"}}',
    );
  });

  it("puts checks beside what was checked; of two with one name the last one stays", () => {
    const check_ = (name: string, expression: string, passed: boolean) => ({
      name,
      expression,
      passed,
    });
    check(
      {
        kind: "checked",
        value: 5,
        checks: [check_("big", "this > 10", false), check_("big", "this > 1", true)],
      },
      { value: 5, checks: { big: { name: "big", expression: "this > 1", status: "succeeded" } } },
      '{"value":5,"checks":{"big":{"name":"big","expression":"this > 1","status":"succeeded"}}}',
    );
  });

  it("keeps large ints exact and keys in their order", () => {
    check(2n ** 62n, 2n ** 62n, "4611686018427387904");
    assert.equal(
      toJsonText(
        map([
          ["b", 1],
          ["2", 2],
          ["1", 3],
        ]),
      ),
      '{"b":1,"2":2,"1":3}',
    );
    assert.equal(toJsonText(map([["__proto__", 1]])), '{"__proto__":1}');
  });
});

function check(value: Value, json: Json, text: string): void {
  assert.deepEqual(toJson(value), json);
  assert.equal(toJsonText(value), text);
}
