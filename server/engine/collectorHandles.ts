/**
 * Collectors as values: a program holds a number, and whoever gets the value back finds
 * the same collector again.
 *
 * Invariant: a handle does not keep its collector alive. The call that holds it does.
 */
import type { OpaqueValue } from "../base";
import { Collector } from "../events";

const ids = new WeakMap<Collector, number>();
const collectors = new Map<number, WeakRef<Collector>>();
const gone = new FinalizationRegistry<number>((id) => collectors.delete(id));
let lastId = 0;

export function collectorHandle(collector: Collector): OpaqueValue {
  return { kind: "opaque", what: "collector", label: collector.name, id: idOf(collector) };
}

/** Undefined when the collector is gone, or the value is none. */
export function collectorOf(value: OpaqueValue): Collector | undefined {
  return value.what === "collector" && value.id !== undefined
    ? collectors.get(value.id)?.deref()
    : undefined;
}

export function isCollector(value: unknown): value is Collector {
  return value instanceof Collector;
}

function idOf(collector: Collector): number {
  const known = ids.get(collector);
  if (known !== undefined) return known;
  const id = ++lastId;
  ids.set(collector, id);
  collectors.set(id, new WeakRef(collector));
  gone.register(collector, id);
  return id;
}
