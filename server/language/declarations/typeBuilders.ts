/** The entries of a `type_builder`: what they may extend, and what they may not (V127). */
import type { Diagnostic } from "../diagnostics";
import { misplacedTypeBuilder } from "../syntax/syntaxDiagnostics";
import type { DynamicView, TypeBuilderView } from "../syntax/views/declarations";
import type { Environment } from "../types/environment";
import { error } from "./faults";

export function typeBuilderDiagnostics(
  view: TypeBuilderView,
  environment: Environment,
): Diagnostic[] {
  return view.entries.flatMap((entry) => {
    if (entry.kind === "dynamic") return dynamicDiagnostics(entry, environment);
    const name = entry.name;
    if (!name) return [];
    const found: Diagnostic[] = [];
    if (environment.typeNamed(name.text)) {
      const message = `\`${name.text}\` exists already, and cannot be defined again here`;
      found.push(
        error("V127", name.range, message, {
          hint: "Extend it with `dynamic class` or `dynamic enum`.",
        }),
      );
    }
    for (const attribute of entry.attributes) {
      if (!attribute.isBlock || attribute.name !== "dynamic") continue;
      const message = "`@@dynamic` has no meaning inside a `type_builder`";
      found.push(error("V127", attribute.nameRange, message));
    }
    return found;
  });
}

/** Outside of a test (E0040). */
export function misplacedTypeBuilders(views: readonly TypeBuilderView[]): Diagnostic[] {
  return views.map((view) => misplacedTypeBuilder(view.keyword.range));
}

function dynamicDiagnostics(entry: DynamicView, environment: Environment): Diagnostic[] {
  const { declaration } = entry;
  const name = declaration?.name;
  const extended = name && environment.typeNamed(name.text);
  if (!name || !extended) return [];
  if (extended.kind === "alias") {
    return [error("V127", name.range, `\`${name.text}\` is a type alias, and cannot be extended`)];
  }
  if (extended.kind !== declaration.kind) {
    const message = `\`${name.text}\` is ${extended.kind === "enum" ? "an enum" : "a class"}`;
    return [error("V127", name.range, message, { hint: `Write \`dynamic ${extended.kind}\`.` })];
  }
  if (extended.isDynamic) return [];
  return [
    error("V127", name.range, `\`${name.text}\` is not dynamic, and cannot be extended`, {
      hint: `Add \`@@dynamic\` to its declaration.`,
    }),
  ];
}
