/**
 * Calls. A function, method or builtin that the callee names is called directly; any other
 * value is called as what it is when the program runs.
 */
import { type Constant, natives, Op, sysops } from "../bytecode";
import type { CallView, ExpressionView, Meaning, MemberView, Token } from "../language";
import { type Body, expectView, placeOf } from "./body";
import { compileValue } from "./expressions";
import { compileWords, functionNamed } from "./names";
import { compileWatchCall } from "./watches";

export function compileCall(body: Body, view: CallView): void {
  const callee = withoutTypeArguments(expectView(view.callee, "callee"));
  const named = namedCallee(body, callee);
  if (named?.meaning.kind === "builtin" && named.meaning.path.startsWith("watch.")) {
    compileWatchCall(body, view, named.meaning.path);
  } else if (named) {
    compileDirectCall(body, view, named);
  } else {
    compileValue(body, callee);
    compileArguments(body, view);
    body.code.at(placeOf(view.syntax)).emit(Op.CallIndirect, view.arguments.length);
  }
}

/** A callee that names its function, with what it is called on, when it is a method. */
interface NamedCallee {
  readonly meaning: Meaning;
  readonly target: Constant;
  readonly compileReceiver?: () => void;
}

function namedCallee(body: Body, callee: ExpressionView): NamedCallee | undefined {
  switch (callee.kind) {
    case "name":
      return calleeOf(body, callee.token);
    case "envReference":
      return calleeOf(body, callee.name);
    case "path": {
      const before = callee.segments.slice(0, -1);
      return calleeOf(body, callee.segments.at(-1), () => compileWords(body, before));
    }
    case "member":
      return calleeOf(body, callee.name, () => compileReceiver(body, callee));
    default:
      return undefined;
  }
}

function calleeOf(
  body: Body,
  word: Token | undefined,
  compileReceiver?: () => void,
): NamedCallee | undefined {
  const meaning = body.meaningOf(word);
  const target = functionNamed(meaning);
  if (!target) return undefined;
  return hasReceiver(meaning) && compileReceiver
    ? { meaning, target, compileReceiver }
    : { meaning, target };
}

function compileReceiver(body: Body, callee: MemberView): void {
  compileValue(body, callee.object);
}

function hasReceiver(meaning: Meaning): boolean {
  if (meaning.kind === "method") return !meaning.isStatic;
  return meaning.kind === "builtin" && meaning.onReceiver;
}

function compileDirectCall(body: Body, view: CallView, callee: NamedCallee): void {
  callee.compileReceiver?.();
  compileArguments(body, view);
  let count = view.arguments.length + (callee.compileReceiver ? 1 : 0);
  if (callee.meaning.kind === "builtin") {
    // What a user may leave out is null.
    for (; count < arityOf(callee.meaning.path); count++) body.code.emit(Op.Null);
  }
  body.code.at(placeOf(view.syntax)).emitConstant(Op.Call, callee.target, count);
}

function compileArguments(body: Body, view: CallView): void {
  for (const argument of view.arguments) compileValue(body, argument);
}

function arityOf(path: string): number {
  const table: Readonly<Record<string, number>> = { ...natives, ...sysops };
  const arity = table[path];
  if (arity === undefined) throw new Error(`the machine has no builtin ${path}`);
  return arity;
}

/** Type arguments say nothing at run time. */
function withoutTypeArguments(callee: ExpressionView): ExpressionView {
  if (callee.kind !== "typeApplication") return callee;
  return withoutTypeArguments(expectView(callee.callee, "callee"));
}
