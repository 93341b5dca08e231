/** Literal expressions: each has the type of exactly its value. */
import type { LiteralView } from "../syntax/views/expressions";
import { intValue } from "./lowerType";
import { floatType, freshLiteral, nullType, recoveryType, type Type } from "./type";

export function inferLiteral(view: LiteralView): Type {
  const { int, float, string, word } = view;
  if (int) return freshLiteral(intValue(int.text));
  if (float) return floatType;
  if (string) return freshLiteral(string.value);
  switch (word?.text) {
    case "true":
    case "false":
      return freshLiteral(word.text === "true");
    case "null":
      return nullType;
    default:
      return recoveryType;
  }
}
