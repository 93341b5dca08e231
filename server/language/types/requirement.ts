/** What an expression must be, and the report when it is not (E0001). */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode } from "../syntax/tree";
import { isAssignable } from "./assignable";
import type { Checking } from "./checking";
import { expanded, membersOf } from "./expand";
import type { Type } from "./type";
import { typeText } from "./typeText";
import { widened } from "./widening";

export interface Required {
  readonly type: Type;
  /** Where the type is written. */
  readonly annotation?: TextRange;
}

/** Reports an expression whose type does not fit; notes one whose ints must become floats. */
export function requireType(
  c: Checking,
  expression: SyntaxNode,
  found: Type,
  required: Required,
  range = expression.range,
): void {
  if (!isAssignable(c.environment, found, required.type)) {
    c.report(typeMismatch(c, range, found, required));
  } else if (mustConvert(c, found, required.type)) {
    c.recordFloat(expression);
  }
}

/** An int where floats are wanted, but no ints (5.3). */
function mustConvert(c: Checking, found: Type, required: Type): boolean {
  if (required.kind === "int" || required.kind === "string") return false;
  const wanted = membersOf(c.environment, required).map(({ kind }) => kind);
  if (!wanted.includes("float") || wanted.includes("int") || wanted.includes("unknown")) {
    return false;
  }
  return membersOf(c.environment, found).some((member) => widened(member).kind === "int");
}

/** The literal itself is only of interest where a literal is wanted. */
export function typeMismatch(
  c: Checking,
  range: TextRange,
  found: Type,
  required: Required,
): Diagnostic {
  const isLiteral = expanded(c.environment, required.type).kind === "literal";
  const shown = isLiteral ? found : widened(found);
  return {
    code: "E0001",
    severity: "error",
    range,
    message: `expected \`${typeText(required.type)}\`, found \`${typeText(shown)}\``,
    ...(required.annotation && {
      related: [{ range: required.annotation, message: "Type required here" }],
    }),
  };
}
