/**
 * From what a machine returned to what a host gets (tracing 4.5).
 */
import { type CallFailure, callFailure, isTagged, type OpaqueValue, type Value } from "../base";

/** Why a result cannot leave the engine; undefined when it can. */
export function conversionFailure(result: Value): CallFailure | undefined {
  const found = unconvertible(result);
  return found === undefined
    ? undefined
    : callFailure("conversion", `Cannot convert object of type ${found}`);
}

function unconvertible(value: Value): string | undefined {
  const work: Value[] = [value];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (Array.isArray(next)) work.push(...next);
    else if (!isTagged(next)) continue;
    else if (next.kind === "map") for (const [, item] of next.entries) work.push(item);
    else if (next.kind === "instance") for (const [, item] of next.fields) work.push(item);
    else if (next.kind === "checked") work.push(next.value);
    else if (next.kind === "opaque" && staysInside(next)) return next.what;
    else if (next.kind === "truncated") return "cycle";
  }
  return undefined;
}

function staysInside({ what }: OpaqueValue): boolean {
  return what === "function" || what === "class" || what === "enum" || what === "future";
}
