/** What the values of config blocks come to, as far as checks care. */
import type { TextRange } from "../../base";
import type { ConfigItemView, ConfigValueView } from "../syntax/views/config";

/** A string or a bare word; undefined for everything else. */
export function configText(value: ConfigValueView | undefined): string | undefined {
  if (value?.kind === "configWord") return value.text;
  return value?.kind === "literal" ? value.string?.value : undefined;
}

/** True for what is a string, or becomes one when a call is made. */
export function isTextual(value: ConfigValueView): boolean {
  switch (value.kind) {
    case "configWord":
      return value.bool === undefined && value.text !== "null";
    case "literal":
      return value.string !== undefined;
    case "envReference":
    case "binary":
      return true;
    default:
      return false;
  }
}

/** True for `"…"` and `#"…"#`, not for a bare word. */
export function isQuoted(value: ConfigValueView): boolean {
  return value.kind === "literal" && value.string !== undefined;
}

/** A whole number; undefined for everything else. */
export function configInt(value: ConfigValueView | undefined): number | undefined {
  return value?.kind === "configNumber" && !value.isFloat ? value.number : undefined;
}

/** What a value is, in a message: `a map`, `an array`. */
export function configKind(value: ConfigValueView | undefined): string {
  switch (value?.kind) {
    case undefined:
      return "nothing";
    case "configBlock":
      return "a map";
    case "configArray":
      return "an array";
    case "configNumber":
      return "a number";
    case "configWord":
      return value.bool === undefined ? "a string" : "a bool";
    default:
      return "a string";
  }
}

export function configRange(value: ConfigValueView): TextRange {
  return value.syntax.range;
}

export function keyRange(item: ConfigItemView): TextRange {
  return item.keyToken?.range ?? item.syntax.range;
}
