/**
 * Code as text, for people: names in place of numbers, labels in place of targets.
 *
 *     function grow(xs) stack 2
 *          0  load_local xs
 *          2  int 8
 *          4  call baml.Array.push 2
 *
 * Goldens of the compiler are in this form, so that a change of code can be reviewed.
 */
import { unreachable } from "../base";
import { type Op, type Operand, shapes } from "./instruction";
import type { Constant, FunctionCode, TypeTest } from "./program";

export function disassemble(fn: FunctionCode): string {
  const params = fn.params.map((param) => param.name).join(", ");
  const head = `${fn.kind === "llm" ? "llm " : ""}function ${fn.name}(${params}) stack ${fn.maxStack}`;
  return [head, ...instructionLines(fn), ...handlerLines(fn)].join("\n");
}

function instructionLines(fn: FunctionCode): string[] {
  const lines: string[] = [];
  const labels = labelsOf(fn);
  for (let pc = 0; pc < fn.code.length; ) {
    const shape = shapes[fn.code[pc] as Op];
    if (!shape) return [...lines, `${margin(pc)}  no instruction ${fn.code[pc]}`];
    const label = labels.get(pc);
    if (label !== undefined) lines.push(`  ${label}:`);
    const operands = shape.operands.map((kind, index) =>
      operandText(fn, kind, fn.code[pc + 1 + index]!, labels),
    );
    lines.push([`${margin(pc)}  ${shape.name}`, ...operands].join(" "));
    pc += 1 + shape.operands.length;
  }
  return lines;
}

function operandText(
  fn: FunctionCode,
  kind: Operand,
  value: number,
  labels: ReadonlyMap<number, string>,
): string {
  switch (kind) {
    case "constant":
      return constantText(fn.constants[value]);
    case "field":
      return `.${constantText(fn.constants[value])}`;
    case "slot":
      return fn.slots[value] ?? `slot ${value}`;
    case "target":
      return labels.get(value) ?? String(value);
    case "int":
    case "count":
      return String(value);
    default:
      return unreachable(kind, "operand");
  }
}

function constantText(constant: Constant | undefined): string {
  if (constant === undefined) return "(no such constant)";
  switch (constant.kind) {
    case "value":
      return typeof constant.value === "string"
        ? JSON.stringify(constant.value)
        : String(constant.value);
    case "float":
      return Number.isInteger(constant.value) ? `${constant.value}.0` : String(constant.value);
    case "variant":
      return `${constant.enumName}.${constant.name}`;
    case "function":
    case "builtin":
    case "class":
    case "field":
    case "global":
      return constant.name;
    case "test":
      return testText(constant.test);
    case "header":
      return `${"#".repeat(constant.level)} ${constant.title}`;
    default:
      return unreachable(constant, "constant");
  }
}

function testText(test: TypeTest): string {
  switch (test.kind) {
    case "class":
    case "enum":
    case "handle":
      return test.name;
    case "literal":
      return typeof test.value === "string" ? JSON.stringify(test.value) : String(test.value);
    case "media":
      return test.media ?? "media";
    case "any":
      return test.of.map(testText).join(" | ");
    default:
      return test.kind;
  }
}

function handlerLines(fn: FunctionCode): string[] {
  const labels = labelsOf(fn);
  return fn.handlers.map(
    ({ start, end, handler, height, slot }) =>
      `  errors in ${start}..${end} go to ${labels.get(handler)} at height ${height} in ${fn.slots[slot]}`,
  );
}

/** `L1`, `L2` and so on, in the order of the places. */
function labelsOf(fn: FunctionCode): ReadonlyMap<number, string> {
  const targets = new Set(fn.handlers.map(({ handler }) => handler));
  for (let pc = 0; pc < fn.code.length; ) {
    const shape = shapes[fn.code[pc] as Op];
    if (!shape) break;
    const index = shape.operands.indexOf("target");
    if (index >= 0) targets.add(fn.code[pc + 1 + index]!);
    pc += 1 + shape.operands.length;
  }
  const ordered = [...targets].sort((left, right) => left - right);
  return new Map(ordered.map((target, index) => [target, `L${index + 1}`]));
}

function margin(pc: number): string {
  return String(pc).padStart(7);
}
