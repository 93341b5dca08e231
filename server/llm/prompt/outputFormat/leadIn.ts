/** The sentence before a schema, by the kind of the return type. */
import type { Shape } from "../../../base";
import type { SchemaWriter } from "./schema";
import type { OutputStyle } from "./style";
import { membersOf } from "./unions";

export function leadIn(returns: Shape, writer: SchemaWriter, style: OutputStyle): string {
  const word = style.hoistedClassPrefix || "schema";
  switch (returns.kind) {
    case "string":
      return "";
    case "int":
      return "Answer as an ";
    case "float":
    case "bool":
      return "Answer as a ";
    case "null":
      return `Answer ONLY with ${style.nullText}:\n`;
    case "literal":
      return "Answer using this specific value:\n";
    case "enum":
      return "Answer with any of the categories:\n";
    case "class": {
      const end = writer.isHoistedClass(returns.name) ? " " : "\n";
      return `Answer in JSON using this ${word}:${end}`;
    }
    case "alias":
      return `Answer in JSON using this ${word}: `;
    case "list":
      return "Answer with a JSON Array using this schema:\n";
    case "union":
    case "optional":
      return membersOf(returns).filter((member) => member.kind !== "null").length > 1
        ? "Answer in JSON using any of these schemas:\n"
        : "Answer in JSON using this schema:\n";
    default:
      return "Answer in JSON using this schema:\n";
  }
}
