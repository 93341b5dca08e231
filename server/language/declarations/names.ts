/**
 * Rules for the names of items and members: capitals, characters, words that are taken
 * (V101 to V104), and words that a configured output language keeps (E0020, E0021).
 */
import type { Diagnostic } from "../diagnostics";
import { isReservedWord } from "../names/reservedWords";
import type { Token } from "../syntax/tree";
import type {
  ClassView,
  EnumView,
  FieldView,
  FunctionView,
  ItemView,
} from "../syntax/views/declarations";
import type { TypeView } from "../syntax/views/types";
import type { Environment } from "../types/environment";
import { error } from "./faults";
import { languagesReserving, targetsPython } from "./outputLanguages";

type NamedView = Exclude<ItemView, { readonly kind: "header" }>;

export function nameDiagnostics(view: NamedView, environment: Environment): Diagnostic[] {
  const own = view.name ? itemName(view, view.name) : [];
  switch (view.kind) {
    case "class":
      return [
        ...own,
        ...view.fields.flatMap((field) => fieldName(field, view, environment)),
        ...view.methods.flatMap((method) => parameterNames(method, environment)),
      ];
    case "enum":
      return [...own, ...variantNames(view, environment)];
    case "function":
      return [...own, ...parameterNames(view, environment)];
    default:
      return own;
  }
}

function itemName(view: NamedView, name: Token): Diagnostic[] {
  const found = spelling(name);
  if (isCapitalised(view) && /^[a-z]/.test(name.text)) found.push(lowerCase(name));
  if (name.text === "BamlClient" || (isType(view) && scalarTypes.has(name.text))) {
    found.push(error("V103", name.range, `the name \`${name.text}\` is reserved`));
  }
  return found;
}

/** Expression functions, template strings, tests and the like may begin as they please. */
function isCapitalised(view: NamedView): boolean {
  return isType(view) || view.kind === "client" || (view.kind === "function" && view.isLlm);
}

function isType(view: NamedView): boolean {
  return view.kind === "class" || view.kind === "enum" || view.kind === "typeAlias";
}

function lowerCase(name: Token): Diagnostic {
  const capital = name.text[0]!.toUpperCase() + name.text.slice(1);
  return error("V101", name.range, `\`${name.text}\` must start with an uppercase letter`, {
    hint: `Call it \`${capital}\`.`,
  });
}

function spelling(name: Token): Diagnostic[] {
  if (!/-|^_/.test(name.text)) return [];
  return [
    error(
      "V102",
      name.range,
      `\`${name.text}\` may hold only letters, digits and \`_\`, and must start with a letter`,
    ),
  ];
}

function fieldName(field: FieldView, owner: ClassView, environment: Environment): Diagnostic[] {
  const { name } = field;
  if (!name) return [];
  const found = spelling(name);
  if (isReservedWord(name.text)) {
    found.push(
      error("V104", name.range, `a field cannot be called \`${name.text}\`: it is a keyword`),
    );
  }
  found.push(
    ...reserved(name, `field \`${name.text}\` in class \`${owner.name?.text}\``, environment),
  );
  const isAliased = field.allAttributes.some((attribute) => attribute.name === "alias");
  if (targetsPython(environment) && !isAliased && baseTypeName(field.type) === name.text) {
    found.push(
      error("E0021", name.range, `field \`${name.text}\` has the same name as its type`, {
        hint: `Python cannot tell them apart: rename the field, and keep the name for models with \`@alias("${name.text}")\`.`,
      }),
    );
  }
  return found;
}

/** `Foo` in `Foo`, `Foo?` and `Foo[]`. */
function baseTypeName(type: TypeView | undefined): string | undefined {
  switch (type?.kind) {
    case "namedType":
      return type.name;
    case "listType":
      return baseTypeName(type.element);
    case "optionalType":
    case "attributedType":
      return baseTypeName(type.inner);
    default:
      return undefined;
  }
}

function variantNames(view: EnumView, environment: Environment): Diagnostic[] {
  return view.variants.flatMap(({ name, attributes }) => {
    if (!name) return [];
    const found = spelling(name);
    if (/^[a-z]/.test(name.text)) found.push(lowerCase(name));
    if (!attributes.some((attribute) => attribute.name === "alias")) {
      found.push(
        ...reserved(name, `variant \`${name.text}\` in enum \`${view.name?.text}\``, environment),
      );
    }
    return found;
  });
}

function parameterNames(view: FunctionView, environment: Environment): Diagnostic[] {
  return view.parameters.flatMap(({ name, isSelf }) => {
    if (!name || isSelf) return [];
    const what = `parameter \`${name.text}\` of function \`${view.name?.text}\``;
    return reserved(name, what, environment, "parameter");
  });
}

function reserved(
  name: Token,
  what: string,
  environment: Environment,
  place: "member" | "parameter" = "member",
): Diagnostic[] {
  const languages = languagesReserving(name.text, place, environment);
  if (languages.length === 0) return [];
  return [error("E0020", name.range, `${what} is a reserved keyword in ${languages.join(", ")}`)];
}

const scalarTypes: ReadonlySet<string> = new Set([
  ...["int", "float", "string", "bool", "null", "image", "audio", "pdf", "video", "map"],
]);
