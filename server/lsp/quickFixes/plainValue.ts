/** The plainest value of a type, as one would write it: what a new field starts with. */
import type { Environment, Type } from "../../language";
import { literalText } from "../../language";

export function plainValue(environment: Environment, type: Type): string {
  return plainValueInside(environment, type, new Set());
}

/** `opened` are the classes on the way down: one that needs itself has no value at all. */
function plainValueInside(
  environment: Environment,
  type: Type,
  opened: ReadonlySet<string>,
): string {
  switch (type.kind) {
    case "int":
      return "0";
    case "float":
      return "0.0";
    case "string":
      return '""';
    case "bool":
      return "false";
    case "list":
      return "[]";
    case "map":
      return "{}";
    case "literal":
      return literalText(type.value);
    case "media":
      return type.media === "any" ? "null" : `${type.media}.from_url("")`;
    case "union":
      return type.members.some(({ kind }) => kind === "null" || kind === "optional")
        ? "null"
        : plainValueInside(environment, type.members[0]!, opened);
    case "named":
      return namedValue(environment, type.name, opened);
    default:
      return "null";
  }
}

function namedValue(environment: Environment, name: string, opened: ReadonlySet<string>): string {
  const declared = environment.typeNamed(name);
  if (!declared || opened.has(name)) return "null";
  const inside = new Set([...opened, name]);
  switch (declared.kind) {
    case "enum":
      return declared.variants[0] === undefined ? "null" : `${name}.${declared.variants[0]}`;
    case "alias":
      return plainValueInside(environment, declared.type, inside);
    case "class": {
      const needed = declared.fields.map((field) => ({
        name: field.name,
        value: plainValueInside(environment, field.type, inside),
      }));
      const entries = needed.filter(({ value }) => value !== "null");
      if (entries.length === 0) return `${name} {}`;
      return `${name} { ${entries.map((field) => `${field.name}: ${field.value}`).join(", ")} }`;
    }
    default:
      return declared satisfies never;
  }
}
