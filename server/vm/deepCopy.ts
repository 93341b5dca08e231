/**
 * `baml.deep_copy`: a copy of everything that can change, with the same sharing and the
 * same cycles.
 *
 * Invariant: works off a list. The depth of the user's data is no depth of ours.
 */
import { VmInstance, type VmValue } from "./value";

export function deepCopy(root: VmValue): VmValue {
  const copies = new Map<object, VmValue>();
  /** Copies made, still with the originals inside. */
  const work: (VmValue[] | Map<string, VmValue>)[] = [];

  const copyOf = (value: VmValue): VmValue => {
    if (!isMutable(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const made = shallowCopy(value);
    copies.set(value, made);
    work.push(made instanceof VmInstance ? made.fields : made);
    return made;
  };

  const result = copyOf(root);
  for (let holder = work.pop(); holder; holder = work.pop()) {
    if (Array.isArray(holder)) {
      for (let at = 0; at < holder.length; at++) holder[at] = copyOf(holder[at]!);
    } else {
      for (const [key, value] of holder) holder.set(key, copyOf(value));
    }
  }
  return result;
}

type Mutable = VmValue[] | Map<string, VmValue> | VmInstance;

function isMutable(value: VmValue): value is Mutable {
  return Array.isArray(value) || value instanceof Map || value instanceof VmInstance;
}

function shallowCopy(value: Mutable): Mutable {
  if (Array.isArray(value)) return value.slice();
  if (value instanceof Map) return new Map(value);
  return new VmInstance(value.cls, value.fields.slice());
}
