/**
 * What a host hands in, as values: JSON knows no classes, enums or media, so objects are
 * maps here until a type says otherwise.
 */
import { float, map, type Value } from "../../base";

/** Takes what `JSON.parse` makes, and bigints. Members that are undefined are left out. */
export function valueFromHost(json: unknown): Value {
  if (json === null || json === undefined) return null;
  switch (typeof json) {
    case "boolean":
    case "string":
    case "bigint":
      return json;
    case "number":
      // A whole number that a float cannot hold exactly is no int.
      return Number.isSafeInteger(json) ? (json === 0 ? 0 : json) : float(json);
    case "object":
      return Array.isArray(json) ? json.map(valueFromHost) : valueFromObject(json);
    default:
      throw new Error(`a host cannot hand in a ${typeof json}`);
  }
}

function valueFromObject(json: object): Value {
  const given = Object.entries(json).filter(([, member]) => member !== undefined);
  return map(given.map(([key, member]) => [key, valueFromHost(member)]));
}
