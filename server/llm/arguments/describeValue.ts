/** A value in a message about arguments, as the released language writes it. */
import { isTagged, type Value } from "../../base";

export function describeValue(value: Value): string {
  if (value === null) return "Null";
  if (typeof value === "string") return `String(${JSON.stringify(shortened(value))})`;
  if (typeof value === "boolean") return `Bool(${value})`;
  if (typeof value === "number" || typeof value === "bigint") return `Number(${value})`;
  if (!isTagged(value)) return `Array [${value.slice(0, MOST).map(describeValue).join(", ")}]`;
  switch (value.kind) {
    case "float":
      return `Number(${value.value})`;
    case "map":
      return `Object ${describeMembers(value.entries)}`;
    case "instance":
      return `${value.className} ${describeMembers(value.fields)}`;
    case "variant":
      return `${value.enumName}.${value.name}`;
    case "checked":
      return describeValue(value.value);
    case "media":
      return value.media;
    case "opaque":
      return value.label ?? value.what;
    case "truncated":
      return "…";
  }
}

function describeMembers(entries: readonly (readonly [string, Value])[]): string {
  if (entries.length === 0) return "{}";
  const members = entries
    .slice(0, MOST)
    .map(([key, member]) => `"${key}": ${describeValue(member)}`);
  return `{ ${members.join(", ")} }`;
}

/** A message is read by a person: what is longer is cut. */
const MOST = 10;
const MOST_CHARACTERS = 200;

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
