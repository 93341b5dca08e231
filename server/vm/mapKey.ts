/** Keys of maps are strings at run time; an enum key is stored as the variant's name (5.6). */
import { typeError } from "./raised";
import { kindName, type VmValue, VmVariant } from "./value";

export function mapKey(key: VmValue): string {
  if (typeof key === "string") return key;
  if (key instanceof VmVariant) return key.name;
  throw typeError(`type error: expected string, got ${kindName(key)}`);
}
