/**
 * Methods, after Python: those of texts, lists and maps.
 *
 * What an object holds under the method's name comes first, then its own methods, then
 * those of its kind.
 */
import { type Arguments, readArguments, value } from "./arguments";
import { DictObject, ListObject, pairsOf } from "./collections";
import { valuesEqual } from "./compare";
import { invalidOperation, unknown } from "./failure";
import { textMethods } from "./textMethods";
import { isObject, kindName, type TemplateObject, type TemplateValue } from "./value";

export function callMethod(object: TemplateValue, name: string, args: Arguments): TemplateValue {
  if (typeof object === "string") {
    const method = textMethods.get(name);
    if (method) return method(object, args);
  }
  if (!isObject(object)) throw noMethod(object, name);
  const own = object.method?.(name);
  if (own) return own(args);
  const held = object.get(name);
  if (held !== undefined) return callHeld(held, args);
  if (object.repr === "map") return callMapMethod(object, name, args);
  if (object.repr === "sequence" && name === "count") return count(object, args);
  throw noMethod(object, name);
}

function noMethod(object: TemplateValue, name: string): Error {
  return unknown("method", `${kindName(object)} has no method named ${name}`);
}

function callHeld(held: TemplateValue, args: Arguments): TemplateValue {
  if (isObject(held) && held.call) return held.call(args);
  throw invalidOperation(`value of type ${kindName(held)} is not callable`);
}

function callMapMethod(map: TemplateObject, name: string, args: Arguments): TemplateValue {
  switch (name) {
    case "keys":
      readArguments(args);
      return new ListObject(Array.from(map.iterate() ?? []), "view");
    case "values":
      readArguments(args);
      return new ListObject(
        pairsOf(map).map(([, held]) => held),
        "view",
      );
    case "items":
      readArguments(args);
      return new ListObject(
        pairsOf(map).map((pair) => new ListObject(pair)),
        "view",
      );
    case "get": {
      const [key, other] = readArguments<[TemplateValue, TemplateValue]>(
        args,
        value,
        (given) => given,
      );
      const isThere = map instanceof DictObject && map.has(key);
      const held = map.get(key);
      return held === undefined && !isThere ? (other ?? null) : held;
    }
    default:
      throw noMethod(map, name);
  }
}

function count(list: TemplateObject, args: Arguments): TemplateValue {
  const [counted] = readArguments<[TemplateValue]>(args, value);
  return Array.from(list.iterate() ?? []).filter((item) => valuesEqual(item, counted)).length;
}
