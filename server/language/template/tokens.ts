/**
 * The tokens of a template, and the words for them in messages.
 *
 * Invariant: a list of tokens always ends with one `end` or one `bad` token, and holds
 * neither before that.
 */
import type { TextRange } from "../../base";

export type TemplateToken = {
  readonly range: TextRange;
} /** Text between tags, its whitespace control already applied. */ & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tag"; readonly tag: TagEdge }
  | { readonly kind: "name"; readonly name: string }
  /** Escapes are decoded. */
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "operator"; readonly operator: string }
  /** What could not be read; nothing follows it. */
  | { readonly kind: "bad"; readonly message: string }
  | { readonly kind: "end" }
);

export type TagEdge = "{{" | "}}" | "{%" | "%}";

/** What a token is called in a message. */
export function describeToken(token: TemplateToken): string {
  switch (token.kind) {
    case "text":
      return "template-data";
    case "tag":
      return tagNames[token.tag];
    case "name":
      return "identifier";
    case "string":
      return "string";
    case "int":
      return "integer";
    case "float":
      return "float";
    case "operator":
      return `\`${token.operator}\``;
    case "bad":
      return token.message;
    case "end":
      return "end of input";
  }
}

const tagNames: Readonly<Record<TagEdge, string>> = {
  "{{": "start of variable block",
  "}}": "end of variable block",
  "{%": "start of block",
  "%}": "end of block",
};
