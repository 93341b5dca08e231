/** Attributes: those that may stand where the cursor is, with their sigils. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { type AttributeContext, attributeNamesIn } from "../../language";
import type { Candidate } from "./candidate";

export function attributeCandidates(
  isBlock: boolean,
  around: "class" | "enum" | "test",
): readonly Candidate[] {
  const context: AttributeContext = isBlock ? around : around === "enum" ? "variant" : "field";
  return attributeNamesIn(context).map((label) => ({
    label,
    kind: CompletionItemKind.Property,
    rank: 1,
  }));
}
