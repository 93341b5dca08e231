/** `format(type=…)`: a value as JSON, YAML or TOON, under the names that models know. */
import { type NamedArguments, readArguments, splitArguments } from "../arguments";
import { invalidOperation } from "../failure";
import { toData } from "../format/data";
import { toJson } from "../format/json";
import { type ToonStyle, toToon } from "../format/toon";
import { toYaml } from "../format/yaml";
import { displayText } from "../print";
import type { Filter } from "./library";

export const formatFilter: Filter = (input, args) => {
  const { positional, named } = splitArguments(args);
  readArguments(positional);
  const type = readText(named, "type") ?? readText(named, "format");
  if (type === undefined) throw invalidOperation("format filter requires 'type' keyword argument");
  switch (type.toLowerCase()) {
    case "json":
      return toJson(toData(input));
    case "yaml":
      return toYaml(toData(input));
    case "toon":
      return toToon(toData(input), readToonStyle(named));
    default: {
      const supported = "Supported types: 'yaml', 'json', 'toon'";
      throw invalidOperation(`Unsupported format type '${type}'. ${supported}`);
    }
  }
};

function readText(named: NamedArguments, name: string): string | undefined {
  return named.has(name) ? displayText(named.read(name, (given) => given)) : undefined;
}

function readToonStyle(named: NamedArguments): ToonStyle {
  const indent = named.read("indent", (given) => given);
  const marker = readText(named, "length_marker") ?? "";
  if (named.has("length_marker") && Array.from(marker).length !== 1) {
    throw invalidOperation(`length_marker must be a single character, got '${marker}'`);
  }
  return {
    indent: typeof indent === "number" && indent >= 0 ? indent : 2,
    delimiter: readDelimiter(readText(named, "delimiter") ?? "comma"),
    lengthMarker: marker,
  };
}

function readDelimiter(name: string): ToonStyle["delimiter"] {
  switch (name) {
    case "comma":
      return ",";
    case "tab":
      return "\t";
    case "pipe":
      return "|";
    default:
      throw invalidOperation(`Invalid delimiter '${name}'. Use 'comma', 'tab', or 'pipe'`);
  }
}
