/**
 * Containers that start empty: `let xs = [];` and `let m = {};` (4.6).
 *
 * What they hold is decided by the first `push` or the first store, in the order of the
 * text; from then on they are like any other. Until then their elements are `never`.
 */
import type { Token } from "../syntax/tree";
import type { CallView, ExpressionView, IndexView } from "../syntax/views/expressions";
import type { Checking, Variable } from "./checking";
import { checkExpression, inferExpression } from "./expressions";
import { intType, listType, mapType, neverType, nullType, type Type } from "./type";
import { widened } from "./widening";

/** Whether an initializer is an empty literal. */
export function emptyKind(view: ExpressionView | undefined): "list" | "map" | undefined {
  switch (view?.kind) {
    case "parenthesized":
      return emptyKind(view.inner);
    case "array":
      return view.elements.length === 0 ? "list" : undefined;
    case "map":
      return view.entries.length === 0 ? "map" : undefined;
    default:
      return undefined;
  }
}

export function emptyType(kind: "list" | "map"): Type {
  return kind === "list" ? listType(neverType) : mapType(neverType, neverType);
}

/** `xs.push(v)` or `m.set(k, v)`, when it decides what the container holds: the call's type. */
export function growByCall(c: Checking, view: CallView): Type | undefined {
  const { callee } = view;
  const [object, method] = methodCallOf(callee);
  const variable = object && c.find(object.text);
  if (!object || !method || !variable?.startsEmpty) return undefined;
  const growth = growths[variable.startsEmpty];
  if (method.text !== growth.method) return undefined;
  if (view.arguments.length !== growth.argumentCount) return undefined;
  const types = view.arguments.map((argument) => inferExpression(c, argument));
  decide(variable, types);
  c.recordMeaning(object, { kind: "local", local: variable, use: "read" });
  c.recordMeaning(method, { kind: "builtin", path: growth.path, onReceiver: true });
  if (callee?.kind === "member") c.recordType(callee.object!.syntax, variable.type);
  return nullType;
}

/** `xs[i] = v` or `m[k] = v`; answers whether it decides what the container holds. */
export function growByStore(
  c: Checking,
  { object, index }: IndexView,
  value: ExpressionView | undefined,
): boolean {
  const token = object?.kind === "name" ? object.token : undefined;
  const variable = token && c.find(token.text);
  if (!token || !variable?.startsEmpty) return false;
  const key =
    variable.startsEmpty === "list"
      ? checkExpression(c, index, { type: intType })
      : inferExpression(c, index);
  const stored = inferExpression(c, value);
  decide(variable, variable.startsEmpty === "list" ? [stored] : [key, stored]);
  c.recordMeaning(token, { kind: "local", local: variable, use: "read" });
  c.recordType(object!.syntax, variable.type);
  return true;
}

/** `xs = e` decides it as well. */
export function growByAssignment(variable: Variable, type: Type): void {
  variable.type = widened(type);
  delete variable.startsEmpty;
}

const growths = {
  list: { method: "push", argumentCount: 1, path: "baml.Array.push" },
  map: { method: "set", argumentCount: 2, path: "baml.Map.set" },
};

function decide(variable: Variable, types: readonly Type[]): void {
  const [first, second] = types.map(widened);
  variable.type = second ? mapType(first!, second) : listType(first!);
  delete variable.startsEmpty;
}

/** The object and the method of `object.method(…)`, when the object is a single word. */
function methodCallOf(callee: ExpressionView | undefined): readonly [Token?, Token?] {
  if (callee?.kind === "path" && callee.segments.length === 2) {
    const [object, method] = callee.segments;
    return [object, method];
  }
  if (callee?.kind === "member" && callee.object?.kind === "name") {
    return [callee.object.token, callee.name];
  }
  return [];
}
