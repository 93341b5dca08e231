/**
 * The entries of a `type_builder`: checked like declarations, and for what they may extend
 * and what they may not (V127).
 */
import type { Diagnostic } from "../diagnostics";
import { memberNameDiagnostics } from "../names/memberNames";
import { misplacedTypeBuilder } from "../syntax/syntaxDiagnostics";
import type { Token } from "../syntax/tree";
import type {
  ClassView,
  EnumView,
  TypeAliasView,
  TypeBuilderEntryView,
  TypeBuilderView,
} from "../syntax/views/declarations";
import type { Environment } from "../types/environment";
import type { TypeSignature } from "../types/signature";
import { typeSignature } from "../types/signatures";
import { typeCycles } from "../types/typeCycles";
import { attributeDiagnostics } from "./attributes";
import { error } from "./faults";
import { nameDiagnostics } from "./names";

type Declaration = ClassView | EnumView | TypeAliasView;

export function typeBuilderDiagnostics(
  { entries }: TypeBuilderView,
  environment: Environment,
): Diagnostic[] {
  return [
    ...entries.flatMap((entry) => entryDiagnostics(entry, environment)),
    ...repeatedEntries(entries),
    ...cycleDiagnostics(entries, environment),
  ];
}

/** Outside of a test (E0040). */
export function misplacedTypeBuilders(views: readonly TypeBuilderView[]): Diagnostic[] {
  return views.map((view) => misplacedTypeBuilder(view.keyword.range));
}

function entryDiagnostics(entry: TypeBuilderEntryView, environment: Environment): Diagnostic[] {
  const declaration = declarationOf(entry);
  const name = declaration?.name;
  if (!declaration || !name) return [];
  return [
    ...nameDiagnostics(declaration, environment),
    ...attributeDiagnostics(declaration, environment),
    ...memberNameDiagnostics(declaration.syntax),
    ...dynamicAttribute(declaration, name),
    ...(entry.kind === "dynamic" ? extension : definition)(declaration, name, environment),
  ];
}

function declarationOf(entry: TypeBuilderEntryView): Declaration | undefined {
  return entry.kind === "dynamic" ? entry.declaration : entry;
}

function dynamicAttribute(entry: Declaration, name: Token): Diagnostic[] {
  const isDynamic = entry.attributes.some((one) => one.isBlock && one.name === "dynamic");
  if (!isDynamic) return [];
  return [error("V127", name.range, "`@@dynamic` has no meaning inside a `type_builder`")];
}

function definition(_: Declaration, name: Token, environment: Environment): Diagnostic[] {
  if (!environment.typeNamed(name.text)) return [];
  const message = `\`${name.text}\` exists already, and cannot be defined again here`;
  const hint = "Extend it with `dynamic class` or `dynamic enum`.";
  return [error("V127", name.range, message, { hint })];
}

function extension({ kind }: Declaration, name: Token, environment: Environment): Diagnostic[] {
  const extended = environment.typeNamed(name.text);
  if (!extended) return [error("E0002", name.range, `unknown type \`${name.text}\``)];
  if (extended.kind === "alias") {
    return [error("V127", name.range, `\`${name.text}\` is a type alias, and cannot be extended`)];
  }
  if (extended.kind !== kind) {
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

/** Each name once, whether it is new or extended. */
function repeatedEntries(entries: readonly TypeBuilderEntryView[]): Diagnostic[] {
  const names = entries.flatMap((entry) => declarationOf(entry)?.name ?? []);
  return names.flatMap((name, index) => {
    const first = names.find(({ text }) => text === name.text)!;
    if (first === names[index]) return [];
    const message = `\`${name.text}\` has two entries in this \`type_builder\``;
    const related = [{ range: first.range, message: "First entry of that name" }];
    return [error("V127", name.range, message, { related })];
  });
}

/** Types that would contain themselves, once the entries are there. */
function cycleDiagnostics(
  entries: readonly TypeBuilderEntryView[],
  environment: Environment,
): Diagnostic[] {
  const own = new Map<string, TypeSignature>();
  const names = new Map<string, Token>();
  for (const entry of entries) {
    const declaration = declarationOf(entry);
    const name = declaration?.name;
    if (!declaration || !name || names.has(name.text)) continue;
    names.set(name.text, name);
    own.set(name.text, extended(typeSignature(declaration), environment.typeNamed(name.text)));
  }
  const cycles = typeCycles({
    typeNames: own.keys(),
    type: (name) => own.get(name) ?? environment.typeNamed(name),
  });
  return [...cycles.aliases.values(), ...cycles.classes.values()].flatMap((cycle) => {
    const name = names.get(cycle.find((one) => names.has(one)) ?? "");
    if (!name) return [];
    return [
      error("V127", name.range, `these types form a dependency cycle: ${cycle.join(" -> ")}`),
    ];
  });
}

/** With the fields that the type has already. */
function extended(entry: TypeSignature, base: TypeSignature | undefined): TypeSignature {
  if (entry.kind !== "class" || base?.kind !== "class") return entry;
  return { ...base, fields: [...base.fields, ...entry.fields] };
}
