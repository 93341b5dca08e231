/** Config blocks as plain data: what clients and retry policies carry. */
import { type ConfigValue, intFromBigint, unreachable } from "../base";
import type { BinaryView, ConfigBlockView, ConfigValueView, ExpressionView } from "../language";

type Entry = readonly [string, ConfigValue];

/** In source order; of a repeated key the last value stands. */
export function configEntries(block: ConfigBlockView): readonly Entry[] {
  const entries = new Map<string, ConfigValue>();
  for (const { key, value } of block.items) {
    if (key === undefined || !value) continue;
    entries.delete(key);
    entries.set(key, configValue(value));
  }
  return [...entries];
}

export function configValue(view: ConfigValueView): ConfigValue {
  switch (view.kind) {
    case "configBlock":
      return { kind: "map", entries: configEntries(view) };
    case "configArray":
      return { kind: "array", items: view.elements.map(configValue) };
    case "configWord":
      return view.bool ?? (view.text === "null" ? null : view.text);
    case "configNumber":
      return view.isFloat
        ? { kind: "float", value: view.number }
        : { kind: "int", value: intOf(view.text) };
    case "literal":
      return view.string?.value ?? "";
    case "envReference":
      return { kind: "env", name: view.name?.text ?? "" };
    case "binary":
      return { kind: "concat", parts: concatenated(view) };
    default:
      return unreachable(view, "config value");
  }
}

/** A sign without digits was reported where it was parsed. */
function intOf(text: string): number | bigint {
  return /\d/.test(text) ? intFromBigint(BigInt(text)) : 0;
}

/** `env.HOST + "/v1"`, from left to right. */
function concatenated(view: BinaryView): readonly ConfigValue[] {
  return [...partsOf(view.left), ...partsOf(view.right)];
}

function partsOf(view: ExpressionView | undefined): readonly ConfigValue[] {
  switch (view?.kind) {
    case "binary":
      return concatenated(view);
    case "parenthesized":
      return partsOf(view.inner);
    case "literal":
    case "envReference":
      return [configValue(view)];
    default:
      return [];
  }
}
