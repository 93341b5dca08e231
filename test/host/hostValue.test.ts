import assert from "node:assert/strict";
import { encodeValue } from "../../server/events";
import { hostArguments, hostValue } from "../../server/host/hostValue";
import { Collector } from "../../server/host/node";

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

describe("a value of the host program (7.5)", () => {
  it("is recorded as JSON where it is plain", () => {
    check(
      { a: [1, 2.5, "t", true, null, undefined], b: undefined },
      '{"a":[1,2.5,"t",true,null,null],"b":null}',
    );
    check(
      new Map<unknown, unknown>([
        ["k", 1],
        [2, "v"],
      ]),
      '{"k":1,"2":"v"}',
    );
    check(new Set([1, 2]), "[1,2]");
    check(2n ** 70n, `{"__bigint":"${2n ** 70n}"}`);
    check([Number.NaN, -0, 1e21], '[{"__float":"NaN"},-0.0,1e+21]');
  });

  it("is recorded with its class where it has one", () => {
    check(new Point(1, 2), '{"__class":"Point","x":1,"y":2}');
    check(Object.create(null), "{}");
    check(new Date(0), '"1970-01-01T00:00:00.000Z"');
    check(new RangeError("over"), '{"name":"RangeError","message":"over"}');
    check(new Uint8Array(3), '{"__bytes":3}');
    check(() => 1, '"<function>"');
    check(Symbol("s"), '"Symbol(s)"');
    check(new Collector("c"), '{"__adt":"Collector","name":"c"}');
  });

  it("is cut where it leads back to itself, and does not fail where it cannot be read", () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    check(cycle, '[{"cycle":{"__cycle":2}}]');
    const throwing = {
      ok: 1,
      get bad(): never {
        throw new Error("no");
      },
    };
    check(throwing, '{"ok":1,"bad":"<unprintable>"}');
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    check(proxy, '"<unprintable>"');
    assert.deepEqual(hostArguments(proxy).values, ["<unprintable>"]);
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    hostValue(deep);
  });
});

function check(given: unknown, expected: string): void {
  assert.equal(encodeValue(hostValue(given)), expected);
}
