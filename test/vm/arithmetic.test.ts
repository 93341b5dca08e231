import assert from "node:assert/strict";
import fc from "fast-check";
import { float, intFromBigint, type Value } from "../../server/base";
import { Op } from "../../server/bytecode";
import { program } from "./assemble";
import { run } from "./run";

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

describe("int arithmetic", () => {
  const operators: Readonly<Record<string, [Op, (left: bigint, right: bigint) => bigint]>> = {
    "+": [Op.Add, (left, right) => left + right],
    "-": [Op.Subtract, (left, right) => left - right],
    "*": [Op.Multiply, (left, right) => left * right],
    "&": [Op.BitAnd, (left, right) => left & right],
    "|": [Op.BitOr, (left, right) => left | right],
    "^": [Op.BitXor, (left, right) => left ^ right],
    "<<": [Op.ShiftLeft, (left, right) => left << BigInt.asUintN(6, right)],
    ">>": [Op.ShiftRight, (left, right) => left >> BigInt.asUintN(6, right)],
  };

  for (const [name, [op, exact]] of Object.entries(operators)) {
    it(`agrees with 64-bit ${name} on random ints`, () => {
      fc.assert(
        fc.property(anyInt, anyInt, (left, right) => {
          check(op, left, right, BigInt.asIntN(64, exact(left, right)));
        }),
      );
    });
  }

  it("agrees with 64-bit / and % on random ints", () => {
    fc.assert(
      fc.property(anyInt, anyInt, (left, right) => {
        fc.pre(right !== 0n);
        check(Op.Divide, left, right, BigInt.asIntN(64, left / right));
        check(Op.Remainder, left, right, left % right);
      }),
    );
  });

  it("orders and compares like integers", () => {
    fc.assert(
      fc.property(anyInt, anyInt, (left, right) => {
        assert.equal(compute(Op.Less, left, right), left < right);
        assert.equal(compute(Op.GreaterEqual, left, right), left >= right);
        assert.equal(compute(Op.Equal, left, right), left === right);
        assert.equal(compute(Op.Equal, left, left), true);
      }),
    );
  });

  it("wraps at its limits", () => {
    check(Op.Add, MAX, 1n, MIN);
    check(Op.Divide, MIN, -1n, MIN);
    check(Op.Remainder, MIN, -1n, 0n);
    check(Op.Subtract, MIN, 1n, MAX);
    check(Op.ShiftLeft, 1n, 64n, 1n);
    check(Op.ShiftLeft, 1n, -1n, MIN);
    check(Op.ShiftRight, -8n, 1n, -4n);
  });

  it("has one zero", () => {
    for (const [op, left, right] of [
      [Op.Multiply, 0, -5],
      [Op.Divide, -1, 2],
      [Op.Remainder, -4, 2],
    ] as const) {
      assert(Object.is(result(op, left, right).value, 0));
    }
  });

  it("fails on a divisor of zero, and says what was divided", () => {
    assert.equal(result(Op.Divide, 7, 0).error?.message, "division by zero: 7 / 0");
    assert.equal(result(Op.Remainder, 7, 0).error?.message, "division by zero: 7 % 0");
    assert.equal(result(Op.Divide, 7, 0).error?.kind, "runtime");
  });
});

describe("float arithmetic", () => {
  it("is that of doubles, and never an int", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (left, right) => {
        assert.deepEqual(result(Op.Add, float(left), float(right)).value, float(left + right));
        assert.deepEqual(result(Op.Multiply, float(left), float(right)).value, float(left * right));
        assert.deepEqual(
          result(Op.Remainder, float(left), float(right)).value,
          float(left % right),
        );
      }),
    );
  });

  it("takes ints as doubles", () => {
    assert.deepEqual(result(Op.Multiply, 3, float(0.5)).value, float(1.5));
    assert.deepEqual(result(Op.Add, 2n ** 60n, float(1)).value, float(2 ** 60 + 1));
    assert.equal(result(Op.Equal, 2, float(2)).value, true);
    assert.equal(result(Op.Less, float(1.5), 2).value, true);
  });

  it("fails on a divisor of zero of either sign, but not on its remainder", () => {
    assert.equal(result(Op.Divide, float(1.5), float(0)).error?.kind, "runtime");
    assert.equal(result(Op.Divide, float(1.5), float(-0)).error?.kind, "runtime");
    assert.equal(result(Op.Divide, 3, float(0)).error?.kind, "runtime");
    assert.deepEqual(result(Op.Remainder, float(1.5), float(0)).value, float(Number.NaN));
  });

  it("knows that NaN equals nothing and has no order", () => {
    const nan = float(Number.NaN);
    assert.equal(result(Op.Equal, nan, nan).value, false);
    assert.equal(result(Op.NotEqual, nan, nan).value, true);
    for (const op of [Op.Less, Op.LessEqual, Op.Greater, Op.GreaterEqual]) {
      assert.equal(result(op, nan, float(1)).value, false);
    }
  });
});

describe("other operands", () => {
  it("are joined when they are strings, and ordered by code point", () => {
    assert.equal(result(Op.Add, "ab", "c").value, "abc");
    assert.equal(result(Op.Less, "Zed", "apple").value, true);
    assert.equal(result(Op.Less, "\uffff", "😀").value, true);
    assert.equal(result(Op.Less, "a", "ab").value, true);
  });

  it("of different kinds are unequal", () => {
    for (const [left, right] of [
      [1, "1"],
      [null, false],
      [0, false],
      [[], null],
    ] as const) {
      assert.equal(result(Op.Equal, left, right).value, false);
    }
  });

  it("that no operator takes are an internal error", () => {
    const { error } = result(Op.Add, "a", 1);
    assert.equal(error?.kind, "internal");
    assert.match(error?.message ?? "", /cannot apply binary operation: string \+ int/);
  });
});

/** Ints of all sizes, and those around the borders of the representations. */
const anyInt = fc.oneof(
  fc.bigInt({ min: MIN, max: MAX }),
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.constantFrom(
    MIN,
    MIN + 1n,
    MAX,
    -1n,
    0n,
    1n,
    2n ** 53n,
    2n ** 53n - 1n,
    -(2n ** 53n),
    2n ** 31n,
  ),
);

function check(op: Op, left: bigint, right: bigint, expected: bigint): void {
  assert.equal(compute(op, left, right), intFromBigint(expected));
}

function compute(op: Op, left: bigint, right: bigint): Value | undefined {
  return result(op, intFromBigint(left), intFromBigint(right)).value;
}

function result(op: Op, left: Value, right: Value) {
  return run(binary(op), { args: [left, right] });
}

function binary(op: Op) {
  return program({
    main: { params: ["a", "b"], code: [Op.LoadLocal, 0, Op.LoadLocal, 1, op, Op.Return] },
  });
}
