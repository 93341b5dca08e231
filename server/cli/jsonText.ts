/** JSON for programs to read: one line, ints exact, floats with their point. */
import { isTagged, unchecked, type Value, valueJson } from "../base";

/** As `valueJson`, without line breaks. */
export function compactJson(given: Value): string {
  const value = unchecked(given);
  if (isList(value)) return `[${value.map(compactJson).join(",")}]`;
  if (!isTagged(value)) return valueJson(value);
  if (value.kind === "map") return membersText(value.entries);
  return value.kind === "instance"
    ? membersText(value.fields)
    : valueJson(value).replace(/\n\s*/g, "");
}

/** An object of members that are JSON text already; those that are undefined are left out. */
export function objectText(members: Readonly<Record<string, string | undefined>>): string {
  return joined(Object.entries(members).filter(([, text]) => text !== undefined));
}

function membersText(entries: readonly (readonly [string, Value])[]): string {
  return joined(entries.map(([name, item]) => [name, compactJson(item)]));
}

/** From a list, since an object would move keys that look like integers. */
function joined(members: readonly (readonly [string, string | undefined])[]): string {
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
