/**
 * Random programs that end: functions call only those declared behind them, and loops
 * count. They throw and catch, write through references, and leave loops in all ways.
 */
import fc from "fast-check";

const FUNCTIONS = 3;

export const randomProgram: fc.Arbitrary<string> = fc
  .tuple(...Array.from({ length: FUNCTIONS }, (_, index) => functionText(index)))
  .map(
    (functions) =>
      `class Cell { n int function add(self, by: int) -> int { self.n += by; self.n } }
${functions.join("\n")}
function main() -> unknown { let c = Cell { n: 1 }; let r = f0(3, c) catch (e) { _ => e }; [r, c.n] }`,
  );

function functionText(index: number): fc.Arbitrary<string> {
  return statements(index, 2).map(
    (body) => `function f${index}(a: int, c: Cell) -> int {\n  let x = a;\n${body}\n  x\n}`,
  );
}

function statements(index: number, depth: number): fc.Arbitrary<string> {
  return fc
    .array(statement(index, depth), { minLength: 1, maxLength: 3 })
    .map((lines) => lines.join("\n"));
}

function statement(index: number, depth: number): fc.Arbitrary<string> {
  const value = expression(index, 2);
  const simple = [
    value.map((e) => `  x = ${e};`),
    value.map((e) => `  x += ${e};`),
    value.map((e) => `  c.n = (${e}) % 1000;`),
    value.map((e) => `  { let x = ${e}; c.add(x % 7); }`),
    fc.tuple(value, value).map(([a, b]) => `  if (${a} > ${b}) { throw ${a}; }`),
    value.map((e) => `  if (${e} == 3) { return x; }`),
    fc
      .tuple(value, value)
      .map(([a, b]) => `  { let xs = [${a}, ${b}]; xs[1] += xs[0]; x = xs[x % 3]; }`),
  ];
  if (depth === 0) return fc.oneof(...simple);
  const inner = statements(index, depth - 1);
  return fc.oneof(
    ...simple,
    fc
      .tuple(value, inner, inner)
      .map(([e, a, b]) => `  if (${e} < 5) {\n${a}\n  } else {\n${b}\n  }`),
    inner.map(
      (body) =>
        `  for (let i = 0; i < 3; i += 1) { if (i == x) { continue; }\n${body}\n  if (x > 50) { break; } }`,
    ),
    inner.map((body) => `  for (let y in [1, x, 3]) { x += y;\n${body}\n  }`),
    fc
      .tuple(inner, value)
      .map(
        ([body, e]) => `  {\n${body}\n  } catch (e) { n: int => { x = n; }, _ => { x = ${e}; } };`,
      ),
  );
}

/** An int; it may throw. */
function expression(index: number, depth: number): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    fc.constantFrom("a", "x", "c.n"),
    fc.integer({ min: -9, max: 9 }).map((n) => `(${n})`),
  );
  if (depth === 0) return leaf;
  const operand = expression(index, depth - 1);
  const call = index + 1 < FUNCTIONS ? [operand.map((e) => `f${index + 1}((${e}) % 10, c)`)] : [];
  return fc.oneof(
    leaf,
    fc
      .tuple(operand, fc.constantFrom("+", "-", "*", "/", "%", "&", "<<"), operand)
      .map((p) => `(${p.join(" ")})`),
    operand.map((e) => `c.add((${e}) % 5)`),
    fc.tuple(operand, operand).map(([a, b]) => `(if (${a} < ${b}) { ${a} } else { ${b} })`),
    fc
      .tuple(operand, operand)
      .map(([a, b]) => `(match (${a}) { 1 | 2 => ${b}, n: int if n > 4 => n, _ => 0 })`),
    fc
      .tuple(operand, operand)
      .map(([a, b]) => `(${a} catch (e) { n: int => n, s: string => ${b} })`),
    ...call,
    ...call,
  );
}
