/** A shape as it is spelled in the language: for messages about arguments and for type values. */
import { type Shape, unreachable } from "../base";

export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "unknown":
      return shape.kind;
    case "literal":
      return typeof shape.value === "string" ? JSON.stringify(shape.value) : String(shape.value);
    case "media":
      return shape.media;
    case "class":
    case "enum":
    case "alias":
      return shape.name;
    case "list":
      return `${grouped(shape.item)}[]`;
    case "map":
      return `map<${shapeText(shape.key)}, ${shapeText(shape.value)}>`;
    case "optional":
      return `${grouped(shape.inner)}?`;
    case "union":
      return shape.members.map(shapeText).join(" | ");
    case "function":
      return `(${shape.params.map(shapeText).join(", ")}) -> ${shapeText(shape.returns)}`;
    default:
      return unreachable(shape, "shape");
  }
}

/** In parentheses where what follows would bind to the last member alone. */
function grouped(shape: Shape): string {
  const text = shapeText(shape);
  return shape.kind === "union" || shape.kind === "function" ? `(${text})` : text;
}
