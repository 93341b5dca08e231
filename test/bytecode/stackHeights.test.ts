import assert from "node:assert/strict";
import { greatestHeight, type Handler, Op, shapes, stackHeights } from "../../server/bytecode";

describe("stackHeights", () => {
  it("follow code to all its ends", () => {
    check(
      [Op.Int, 1, Op.JumpIfFalsy, 6, Op.Null, Op.Return, Op.True, Op.Return],
      [0, 1, 0, 1, 0, 1],
    );
  });

  it("are undefined where nothing leads", () => {
    const heights = stackHeights(Int32Array.of(Op.Null, Op.Return, Op.Pop, Op.Null, Op.Return));
    assert.deepEqual([heights[0], heights[1], heights[2]], [0, 1, undefined]);
  });

  it("take an item on the stack for going on, and none for the end of a loop", () => {
    check([Op.EachNext, 0, 6, Op.Pop, Op.Loop, 0, Op.Null, Op.Return], [0, 1, 0, 0, 1]);
  });

  it("enter a handler as it says, whatever was on the stack", () => {
    const handlers: Handler[] = [{ start: 2, end: 6, handler: 6, height: 1, slot: 0 }];
    check([Op.Int, 1, Op.Int, 2, Op.Add, Op.Return, Op.Return], [0, 1, 2, 1, 1], handlers);
  });

  it("refuse code that cannot be right", () => {
    refuses([Op.Pop, Op.Null, Op.Return], /pops 1 of 0/);
    refuses([Op.Null, Op.JumpIfFalsy, 0, Op.Loop, 1], /is 1 or 0 high/);
    refuses([Op.Null], /leaves its function at 1/);
    refuses([Op.Jump, 99], /leaves its function at 99/);
    refuses([9999], /no instruction 9999/);
  });

  it("say how much room a frame needs", () => {
    assert.equal(
      greatestHeight(
        Int32Array.of(Op.Int, 1, Op.Int, 2, Op.Dup2, Op.Pop, Op.Pop, Op.Add, Op.Return),
      ),
      4,
    );
    assert.equal(greatestHeight(Int32Array.of(Op.Null, Op.MakeArray, 1, Op.Return)), 1);
  });
});

describe("shapes", () => {
  it("have a name of their own for each instruction, and at most one target", () => {
    const all = Object.values(shapes);
    assert.equal(new Set(all.map((shape) => shape.name)).size, all.length);
    for (const { name, operands } of all) {
      assert(operands.filter((operand) => operand === "target").length <= 1, name);
    }
  });
});

/** The heights before each instruction that is reached, in the order of the code. */
function check(
  code: readonly number[],
  expected: readonly number[],
  handlers?: readonly Handler[],
): void {
  const heights = stackHeights(Int32Array.from(code), handlers);
  assert.deepEqual(
    Array.from(heights).filter((height) => height !== undefined),
    expected,
  );
}

function refuses(code: readonly number[], message: RegExp): void {
  assert.throws(() => stackHeights(Int32Array.from(code)), message);
}
