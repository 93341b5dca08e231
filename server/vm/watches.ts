/**
 * Watched variables (5.11): which writes concern one, and whether its value changed.
 *
 * A variable is concerned by an assignment to it, and by a write to anything it reaches.
 * What it reaches is remembered with a copy of the value, so that an unrelated write
 * costs a look-up and a related one a comparison.
 *
 * Invariant: values are read, never run. Filters are functions, and the machine calls them.
 */
import { deepCopy } from "./deepCopy";
import { deepEquals } from "./deepEquals";
import { VmFunction } from "./function";
import { typeError } from "./raised";
import { kindName, VmInstance, type VmValue } from "./value";

export interface Watch {
  readonly name: string;
  readonly owner: VmFunction;
  /** Where in the machine's stack the variable stands, and the depth of its frame. */
  readonly at: number;
  readonly depth: number;
  filter: VmFunction | "manual" | "never" | undefined;
  before: VmValue;
  reached: ReadonlySet<object>;
}

export class Watches {
  #active: Watch[] = [];

  get isEmpty(): boolean {
    return this.#active.length === 0;
  }

  start(watch: Pick<Watch, "name" | "owner" | "at" | "depth">, value: VmValue): void {
    this.stop(watch.at);
    this.#active.push({
      ...watch,
      filter: undefined,
      before: deepCopy(value),
      reached: reachedFrom(value),
    });
  }

  stop(at: number): void {
    this.#active = this.#active.filter((watch) => watch.at !== at);
  }

  /** Ends those of frames from `depth` on. */
  stopFrom(depth: number): void {
    this.#active = this.#active.filter((watch) => watch.depth < depth);
  }

  at(at: number): Watch | undefined {
    return this.#active.find((watch) => watch.at === at);
  }

  setFilter(watch: Watch, filter: VmValue): void {
    if (filter instanceof VmFunction || filter === "manual" || filter === "never") {
      watch.filter = filter;
    } else {
      throw typeError(`type error: expected function, got ${kindName(filter)}`);
    }
  }

  /** Watches whose value a write to `target` changed. `stack` holds what they have now. */
  changedBy(target: object, stack: readonly unknown[]): readonly Watch[] {
    return this.#active.filter(
      (watch) => watch.reached.has(target) && hasChanged(watch, stack[watch.at] as VmValue),
    );
  }

  /** True when an assignment changed the value. */
  changedByAssignment(watch: Watch, value: VmValue): boolean {
    return hasChanged(watch, value);
  }
}

function hasChanged(watch: Watch, value: VmValue): boolean {
  watch.reached = reachedFrom(value);
  if (deepEquals(watch.before, value)) return false;
  watch.before = deepCopy(value);
  return watch.filter !== "manual" && watch.filter !== "never";
}

function reachedFrom(root: VmValue): ReadonlySet<object> {
  const reached = new Set<object>();
  const work: VmValue[] = [root];
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    const children = childrenOf(value);
    if (!children || reached.has(value as object)) continue;
    reached.add(value as object);
    for (const child of children) work.push(child);
  }
  return reached;
}

function childrenOf(value: VmValue): Iterable<VmValue> | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return value.values();
  return value instanceof VmInstance ? value.fields : undefined;
}
