/** Elements of arrays, maps and strings (5.6): what the machine's fast path leaves over. */
import { codePointAt, codePointLength } from "./codePoints";
import type { FieldRef } from "./image";
import { mapKey } from "./mapKey";
import { expectInt, wrongKind } from "./native";
import { type Raised, runtimeError, typeError } from "./raised";
import { kindName, type VmInstance, type VmValue } from "./value";

export function loadIndex(base: VmValue, index: VmValue): VmValue {
  if (Array.isArray(base)) return base[checkedIndex(index, base.length)]!;
  if (base instanceof Map) {
    const value = base.get(mapKey(index));
    if (value === undefined) throw runtimeError("key not found in map");
    return value;
  }
  if (typeof base === "string") {
    const at = expectInt(index);
    const found = codePointAt(base, at);
    if (found === undefined) throw outOfBounds(index, codePointLength(base));
    return found;
  }
  throw wrongKind("array", base);
}

/** Never grows an array; a new key goes to the end of a map. */
export function storeIndex(base: VmValue, index: VmValue, value: VmValue): void {
  if (Array.isArray(base)) base[checkedIndex(index, base.length)] = value;
  else if (base instanceof Map) base.set(mapKey(index), value);
  else throw wrongKind("array", base);
}

function checkedIndex(index: VmValue, length: number): number {
  const at = expectInt(index);
  if (at < 0 || at >= length) throw outOfBounds(index, length);
  return at;
}

export function outOfBounds(index: VmValue, length: number): Raised {
  return expectInt(index) < 0
    ? runtimeError(`array index is negative: ${index}`)
    : runtimeError(`array index out of bounds: ${index} of ${length}`);
}

/** Finds a field by its name, and remembers where. */
export function findSlot(instance: VmInstance, ref: FieldRef): number {
  const slot = instance.cls.slots.get(ref.name);
  if (slot === undefined) {
    throw typeError(`type error: expected field ${ref.name}, got ${instance.cls.name}`);
  }
  ref.cls = instance.cls;
  ref.slot = slot;
  return slot;
}

export function notAnInstance(value: VmValue): Raised {
  return typeError(`type error: expected instance, got ${kindName(value)}`);
}
