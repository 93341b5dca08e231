/** The methods that the renderer gives to texts, lists and maps, after Python. */
import { boolType, intType, listType, recoveryType, stringType, type Type } from "../../types/type";
import type { TemplateChecking } from "./templateChecking";
import { joinOf, ofType, type TemplateType } from "./templateType";

/** What a method of a value gives; undefined when there is none of that name. */
export function methodType(
  c: TemplateChecking,
  receiver: Type,
  name: string,
): TemplateType | undefined {
  switch (receiver.kind) {
    case "literal":
      return typeof receiver.value === "string" ? textMethods.get(name) : undefined;
    case "string":
      return textMethods.get(name);
    case "list":
      return name === "count" ? ofType(intType) : undefined;
    case "map":
      return mapMethod(name, receiver.key, receiver.value);
    case "named": {
      const declared = c.environment.typeNamed(receiver.name);
      if (declared?.kind !== "class" || declared.fields.some((field) => field.name === name)) {
        return undefined;
      }
      return mapMethod(name, stringType, joinOf(declared.fields.map(({ type }) => type)));
    }
    default:
      return undefined;
  }
}

function mapMethod(name: string, key: Type, value: Type): TemplateType | undefined {
  switch (name) {
    case "keys":
      return ofType(listType(key));
    case "values":
      return ofType(listType(value));
    case "items":
      return { kind: "rows", columns: [key, value] };
    case "get":
      return ofType(recoveryType);
    default:
      return undefined;
  }
}

const textMethods: ReadonlyMap<string, TemplateType> = new Map([
  ...named(stringType, "upper lower capitalize title strip lstrip rstrip replace join format"),
  ...named(listType(stringType), "split splitlines"),
  ...named(intType, "find rfind count"),
  ...named(boolType, "startswith endswith isdigit isnumeric isalpha isalnum isascii isspace"),
  ...named(boolType, "isupper islower"),
]);

function named(type: Type, names: string): readonly (readonly [string, TemplateType])[] {
  return names.split(" ").map((name) => [name, ofType(type)] as const);
}
