/**
 * Types as they are shown to people: `T?`, `T[]`, `map<K, V>`, `A | B`,
 * `(x: int, int) -> bool`, literals as written.
 *
 * Invariant: the words of a diagnostic, never an identity. What is unknown after a mistake
 * reads like `unknown`; `sameType` compares.
 */
import { unreachable } from "../../base";
import type { FunctionType, LiteralType, ParamType, Type } from "./type";

export function typeText(type: Type): string {
  switch (type.kind) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "never":
    case "unknown":
    case "type":
    case "void":
      return type.kind;
    case "recovery":
      return "unknown";
    case "literal":
      return literalText(type.value);
    case "media":
      return type.media === "any" ? "media" : type.media;
    case "named":
    case "variable":
      return type.name;
    case "optional":
      return `${operandText(type.inner)}?`;
    case "list":
      return `${operandText(type.item)}[]`;
    case "map":
      return `map<${typeText(type.key)}, ${typeText(type.value)}>`;
    case "union":
      return type.members.map(memberText).join(" | ");
    case "function":
      return functionText(type);
    default:
      return unreachable(type, "type");
  }
}

export function literalText(value: LiteralType["value"]): string {
  return typeof value === "string" ? quoted(value) : String(value);
}

/** What a postfix is written behind. */
function operandText(type: Type): string {
  return type.kind === "union" || type.kind === "function" ? `(${typeText(type)})` : typeText(type);
}

/** The result of a function type would swallow the rest of the union. */
function memberText(type: Type): string {
  return type.kind === "function" ? `(${typeText(type)})` : typeText(type);
}

function functionText(type: FunctionType): string {
  return `(${type.params.map(paramText).join(", ")}) -> ${typeText(type.returns)}`;
}

function paramText(param: ParamType): string {
  const type = typeText(param.type);
  return param.name === undefined ? type : `${param.name}${param.optional ? "?" : ""}: ${type}`;
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\\n\t\r]/g, (character) => escapes[character] ?? character);
  return `"${escaped}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
};
