/** The arguments of a test, beside the parameters of the function that it calls (V124 to V126). */
import type { Diagnostic } from "../diagnostics";
import type { ConfigBlockView, ConfigItemView, ConfigValueView } from "../syntax/views/config";
import type { Environment } from "../types/environment";
import type { ClassSignature, FunctionSignature } from "../types/signature";
import type { Type } from "../types/type";
import { typeText } from "../types/typeText";
import { configInt, configRange, configText, keyRange } from "./configText";
import { listed, warning } from "./faults";

export function argumentDiagnostics(
  args: ConfigItemView,
  { params, name }: FunctionSignature,
  environment: Environment,
): Diagnostic[] {
  const block = args.value;
  if (block?.kind !== "configBlock") return [];
  const known = params.map((param) => param.name ?? "");
  const found: Diagnostic[] = [];
  const unknown = block.items.filter(({ key }) => key !== undefined && !known.includes(key));
  if (unknown.length > 0) {
    const names = unknown.map(({ key }) => key!);
    found.push(
      warning("V124", keyRange(unknown[0]!), `unknown argument(s) ${names.join(", ")}`, {
        hint: known.length > 0 ? `Expected: ${known.join(", ")}.` : `\`${name}\` takes none.`,
      }),
    );
  }
  const missing: string[] = [];
  for (const { name: param, type } of params) {
    const value = block.item(param ?? "")?.value;
    if (!value) {
      if (!accepts(nothing, type, environment, new Set())) missing.push(param ?? "");
    } else if (!accepts(value, type, environment, new Set())) {
      const message = `argument \`${param}\` has type error: expected \`${typeText(type)}\``;
      found.push(warning("V125", configRange(value), message));
    }
  }
  if (missing.length > 0) {
    found.push(warning("V126", keyRange(args), `missing required arguments: ${listed(missing)}`));
  }
  return found;
}

/** What stands for an argument that is not given. */
const nothing = "nothing";

/** Whether a value can become one of the type. `seen` holds the aliases on the way. */
function accepts(
  value: ConfigValueView | typeof nothing,
  type: Type,
  environment: Environment,
  seen: ReadonlySet<string>,
): boolean {
  const again = (inner: Type): boolean => accepts(value, inner, environment, seen);
  const isNull = value === nothing || (value.kind === "configWord" && value.text === "null");
  switch (type.kind) {
    case "optional":
      return isNull || again(type.inner);
    case "null":
      return isNull;
    case "union":
      return type.members.some(again);
    case "named":
      return acceptsNamed(value, type.name, environment, seen);
    case "unknown":
    case "recovery":
    case "type":
    case "variable":
    case "void":
      return true;
    default:
      return value !== nothing && acceptsPlain(value, type, environment);
  }
}

function acceptsPlain(value: ConfigValueView, type: Type, environment: Environment): boolean {
  // What stands in the environment or is computed is known only when a call is made.
  if (value.kind === "envReference" || value.kind === "binary") return true;
  const isBool = value.kind === "configWord" && value.bool !== undefined;
  switch (type.kind) {
    case "int":
      return configInt(value) !== undefined;
    case "float":
      return value.kind === "configNumber";
    case "bool":
      return isBool;
    case "string":
      return configText(value) !== undefined && !isBool;
    case "literal":
      return literalText(value) === String(type.value);
    case "media":
      return isMedia(value);
    case "list":
      return (
        value.kind === "configArray" &&
        value.elements.every((element) => accepts(element, type.item, environment, new Set()))
      );
    case "map":
      return (
        value.kind === "configBlock" &&
        value.items.every(
          (item) => item.value && accepts(item.value, type.value, environment, new Set()),
        )
      );
    default:
      return false;
  }
}

function acceptsNamed(
  value: ConfigValueView | typeof nothing,
  name: string,
  environment: Environment,
  seen: ReadonlySet<string>,
): boolean {
  const signature = environment.typeNamed(name);
  switch (signature?.kind) {
    case "alias":
      if (seen.has(name)) return false;
      return accepts(value, signature.type, environment, new Set([...seen, name]));
    case "enum": {
      // Its aliases stand in its declaration; a word that is no name may be one of them.
      return value !== nothing && configText(value) !== undefined;
    }
    case "class":
      return value !== nothing && isInstance(value, signature, environment);
    default:
      return true;
  }
}

function isInstance(
  value: ConfigValueView,
  { fields, isDynamic }: ClassSignature,
  environment: Environment,
): boolean {
  if (value.kind !== "configBlock") return false;
  const fits = fields.every(({ name, type }) =>
    accepts(value.item(name)?.value ?? nothing, type, environment, new Set()),
  );
  const names = fields.map(({ name }) => name);
  return fits && (isDynamic || value.items.every(({ key }) => names.includes(key ?? "")));
}

function literalText(value: ConfigValueView): string | undefined {
  return value.kind === "configNumber" ? value.text : configText(value);
}

/** Exactly one of `url`, `file` and `base64`, the last with its type. */
function isMedia(value: ConfigValueView): boolean {
  if (value.kind !== "configBlock") return false;
  const has = (block: ConfigBlockView, key: string): boolean => block.item(key) !== undefined;
  const sources = ["url", "file", "base64"].filter((key) => has(value, key));
  return sources.length === 1 && (sources[0] !== "base64" || has(value, "media_type"));
}
