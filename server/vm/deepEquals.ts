/**
 * `baml.deep_equals`: equality by structure. NaN equals NaN, an int never equals a float,
 * maps ignore order, instances need the same class. Cycles are equal when no difference
 * is found along them.
 *
 * Invariant: works off a list. The depth of the user's data is no depth of ours.
 */
import { VmFloat, VmInstance, VmMedia, type VmValue } from "./value";

export function deepEquals(left: VmValue, right: VmValue): boolean {
  const comparison = new Comparison();
  return comparison.agree(left, right) && comparison.finish();
}

class Comparison {
  readonly #work: (readonly [object, object])[] = [];
  /** Pairs that are compared already, or soon: a pair is assumed equal until it is not. */
  readonly #seen = new Map<object, Set<object>>();

  /** False when they differ; true when they are equal, or as far as the pairs put off are. */
  agree(left: VmValue, right: VmValue): boolean {
    if (left === right) return true;
    if (left === null || right === null) return false;
    if (typeof left !== "object" || typeof right !== "object") return false;
    if (left instanceof VmFloat) return right instanceof VmFloat && sameFloat(left, right);
    if (left instanceof VmMedia) return right instanceof VmMedia && sameMedia(left, right);
    this.#putOff(left, right);
    return true;
  }

  finish(): boolean {
    for (let pair = this.#work.pop(); pair; pair = this.#work.pop()) {
      if (!this.#inside(pair[0], pair[1])) return false;
    }
    return true;
  }

  #putOff(left: object, right: object): void {
    const partners = this.#seen.get(left) ?? new Set();
    if (partners.has(right)) return;
    this.#seen.set(left, partners.add(right));
    this.#work.push([left, right]);
  }

  #inside(left: object, right: object): boolean {
    if (Array.isArray(left)) return Array.isArray(right) && this.#items(left, right);
    if (left instanceof Map) return right instanceof Map && this.#entries(left, right);
    if (left instanceof VmInstance) {
      return (
        right instanceof VmInstance &&
        sameClass(left, right) &&
        this.#items(left.fields, right.fields)
      );
    }
    return false;
  }

  #items(left: readonly VmValue[], right: readonly VmValue[]): boolean {
    return (
      left.length === right.length && left.every((item, index) => this.agree(item, right[index]!))
    );
  }

  #entries(left: ReadonlyMap<string, VmValue>, right: ReadonlyMap<string, VmValue>): boolean {
    if (left.size !== right.size) return false;
    for (const [key, value] of left) {
      const other = right.get(key);
      if (other === undefined || !this.agree(value, other)) return false;
    }
    return true;
  }
}

/** Of a class with fields added at run time, also the added fields must be the same. */
function sameClass({ cls: left }: VmInstance, { cls: right }: VmInstance): boolean {
  if (left === right) return true;
  return left.declared === right.declared && left.fields.join() === right.fields.join();
}

function sameFloat(left: VmFloat, right: VmFloat): boolean {
  return left.value === right.value || (Number.isNaN(left.value) && Number.isNaN(right.value));
}

function sameMedia(left: VmMedia, right: VmMedia): boolean {
  return (
    left.media === right.media &&
    left.source === right.source &&
    left.content === right.content &&
    left.mimeType === right.mimeType
  );
}
