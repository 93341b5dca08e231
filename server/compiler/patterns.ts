/** Patterns of `match` and `catch`: tests of a value in a slot, and what they bind. */
import { unreachable } from "../base";
import { Op } from "../bytecode";
import { type CheckedPattern, flatPatterns, type PatternView } from "../language";
import { type Body, BuiltOnError } from "./body";
import { Label } from "./codeBuilder";
import { compileFloat, compileInt, compileString } from "./literals";
import { typeTest } from "./typeTest";

/** Goes on behind it when the value in the slot matches, and to the label when not. */
export function jumpUnlessMatches(
  body: Body,
  pattern: PatternView,
  slot: number,
  target: Label,
): void {
  const members = flatPatterns(pattern);
  const matches = new Label();
  for (const [index, member] of members.entries()) {
    const isLast = index === members.length - 1;
    const next = isLast ? target : new Label();
    compileTest(body, patternOf(body, member), slot, next);
    if (isLast) break;
    body.code.jump(Op.Jump, matches);
    body.code.place(next);
  }
  body.code.place(matches);
}

function patternOf(body: Body, view: PatternView): CheckedPattern {
  const checked = body.checked.patternOf(view.syntax);
  if (!checked) throw new BuiltOnError("a pattern");
  return checked;
}

function compileTest(body: Body, pattern: CheckedPattern, slot: number, target: Label): void {
  const { code } = body;
  switch (pattern.kind) {
    case "wildcard":
      break;
    case "binding":
      code.emit(Op.LoadLocal, slot);
      code.emit(Op.StoreLocal, body.declare(pattern.local));
      break;
    case "type":
      compileTypeTest(body, pattern, slot, target);
      break;
    case "literal":
      code.emit(Op.LoadLocal, slot);
      compilePatternValue(body, pattern.value);
      code.jump(Op.JumpUnlessEqual, target);
      break;
    case "variant":
      code.emit(Op.LoadLocal, slot);
      code.emitConstant(Op.Constant, {
        kind: "variant",
        enumName: pattern.enumName,
        name: pattern.variant,
      });
      code.jump(Op.JumpUnlessEqual, target);
      break;
    default:
      unreachable(pattern, "pattern");
  }
}

function compileTypeTest(
  body: Body,
  pattern: Extract<CheckedPattern, { kind: "type" }>,
  slot: number,
  target: Label,
): void {
  const { code } = body;
  code.emit(Op.LoadLocal, slot);
  code.emitConstant(Op.Test, { kind: "test", test: typeTest(pattern.type, body.environment) });
  code.jump(Op.JumpIfFalsy, target);
  if (!pattern.local) return;
  code.emit(Op.LoadLocal, slot);
  code.emit(Op.StoreLocal, body.declare(pattern.local));
}

function compilePatternValue(
  body: Body,
  value: Extract<CheckedPattern, { kind: "literal" }>["value"],
): void {
  if (value === null) body.code.emit(Op.Null);
  else if (typeof value === "string") compileString(body, value);
  else if (typeof value === "boolean") body.code.emit(value ? Op.True : Op.False);
  else if (typeof value === "object") compileFloat(body, value.float);
  else compileInt(body, BigInt(value));
}
