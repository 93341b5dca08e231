/**
 * Which diagnostics forbid to run the code they are about.
 *
 * Most errors leave no meaning to run. A few leave it clear all the same: a missing
 * semicolon, a name that breaks a rule of style, a `match` that does not cover all (it
 * fails when the missing case comes).
 */
import type { Diagnostic } from "../language";

export function forbidsRuns({ severity, code }: Pick<Diagnostic, "severity" | "code">): boolean {
  return severity === "error" && !harmless.has(code);
}

const harmless: ReadonlySet<string> = new Set([
  "E0020", // reserved in an output language
  "E0021", // a field named like its type
  "E0028", // semicolon
  "E0030", // parentheses of a condition
  "E0062", // match not exhaustive
  "E0063", // unreachable match arm
  "E0094", // catch_all incomplete
  "E0096", // throws contract
  "E0100", // stream prefix
  "V101", // upper case
  "V104", // keyword as a field name
  "V105", // keyword as a parameter name
]);
