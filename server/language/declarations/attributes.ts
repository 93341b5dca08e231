/**
 * Attributes: whether they exist, may stand where they stand, and have the arguments they
 * need (E0014 to E0016, E0032, E0037, E0038, V106, V109, V111 to V115; table 7.4).
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { childNodes, type SyntaxNode } from "../syntax/tree";
import { AttributeView } from "../syntax/views/attributes";
import {
  attributesAtEndOf,
  type ClassView,
  type EnumView,
  type FieldView,
  type FunctionView,
  type ItemView,
  type TypeAliasView,
} from "../syntax/views/declarations";
import type { TypeView } from "../syntax/views/types";
import type { Environment } from "../types/environment";
import { type AttributeContext, contextsOf, isKnownAttribute, namesIn } from "./attributeTable";
import { hasCheck } from "./checkedTypes";
import { constraintDiagnostics } from "./constraints";
import { error, listed, warning } from "./faults";

export function attributeDiagnostics(view: ItemView, environment: Environment): Diagnostic[] {
  switch (view.kind) {
    case "class":
      return classAttributes(view, environment);
    case "enum":
      return enumAttributes(view);
    case "typeAlias":
      return aliasAttributes(view);
    case "function":
      return functionAttributes(view, environment);
    case "test":
      return checkAll(view.block?.attributes ?? [], "test");
    default:
      return [];
  }
}

function classAttributes(view: ClassView, environment: Environment): Diagnostic[] {
  return [
    ...checkAll(view.attributes, "class"),
    ...view.fields.flatMap(fieldAttributes),
    ...view.methods.flatMap((method) => functionAttributes(method, environment)),
  ];
}

function fieldAttributes(field: FieldView): Diagnostic[] {
  const { allAttributes: attributes, type, name } = field;
  const found = [...checkAll(attributes, "field"), ...insideType(type, attributes)];
  const skips = attributes.some((attribute) => !attribute.isBlock && attribute.name === "skip");
  if (skips && type && name && !isOptional(type)) {
    found.push(
      error(
        "V106",
        field.syntax.range,
        `\`@skip\` needs an optional field, and \`${name.text}\` is not`,
        {
          hint: `Try \`${name.text} ${typeSource(type)}?\`.`,
        },
      ),
    );
  }
  return found;
}

function enumAttributes(view: EnumView): Diagnostic[] {
  return [
    ...checkAll(view.attributes, "enum"),
    ...view.variants.flatMap((variant) => checkAll(variant.attributes, "variant")),
  ];
}

/** Aliases take none of the attributes that belong to a declaration. */
function aliasAttributes(view: TypeAliasView): Diagnostic[] {
  const { allAttributes: attributes, name } = view;
  const wrong = attributes.filter(({ name: word }) => ofDeclarations.includes(word));
  const others = attributes.filter((attribute) => !wrong.includes(attribute));
  const found = [...checkAll(others, "alias"), ...insideType(view.type, attributes)];
  if (wrong.length > 0 && name) {
    found.push(error("V109", name.range, "type aliases may only have `@check` and `@assert`"));
  }
  return found;
}

function functionAttributes(view: FunctionView, environment: Environment): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { type } of view.parameters) {
    if (!type) continue;
    found.push(...checkAll(attributesWithin(type), "parameter"));
    if (hasCheck(type, environment)) {
      found.push(
        error("V115", type.syntax.range, "types with checks are not allowed as parameters", {
          hint: "`@assert` is; or take the value without its checks.",
        }),
      );
    }
  }
  if (view.returnType) found.push(...checkAll(attributesWithin(view.returnType), "type"));
  return found;
}

/** What stands deeper in a type than at its end belongs to that part of the type. */
function insideType(type: TypeView | undefined, atEnd: readonly AttributeView[]): Diagnostic[] {
  if (!type) return [];
  const outer = new Set(atEnd.map(({ syntax }) => syntax));
  for (const { syntax } of attributesAtEndOf(type)) outer.add(syntax);
  const inner = attributesWithin(type).filter(({ syntax }) => !outer.has(syntax));
  return checkAll(inner, "type");
}

function attributesWithin(type: TypeView): AttributeView[] {
  const found: AttributeView[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.kind === "attribute") found.push(new AttributeView(node));
    else for (const child of childNodes(node)) walk(child);
  };
  walk(type.syntax);
  return found;
}

function checkAll(attributes: readonly AttributeView[], context: AttributeContext): Diagnostic[] {
  return [
    ...repeatedAttributes(attributes),
    ...attributes.flatMap((attribute) => attributeFaults(attribute, context)),
  ];
}

function repeatedAttributes(attributes: readonly AttributeView[]): Diagnostic[] {
  const first = new Map<string, AttributeView>();
  return attributes.flatMap((attribute) => {
    const { name } = attribute;
    const earlier = first.get(name);
    first.set(name, earlier ?? attribute);
    if (!earlier || name === "check" || name === "assert" || name === "") return [];
    const message = `attribute \`${sigil(attribute)}${name}\` can only be defined once`;
    const related = [{ range: earlier.nameRange, message: "First defined here" }];
    return [error("E0014", attribute.nameRange, message, { related })];
  });
}

function attributeFaults(attribute: AttributeView, context: AttributeContext): Diagnostic[] {
  const { name } = attribute;
  // A missing name was reported by the parser.
  if (name === "") return [];
  if (!isKnownAttribute(name, attribute.isBlock, context)) {
    return [
      error("E0015", attribute.nameRange, `unknown attribute \`${sigil(attribute)}${name}\``, {
        hint: `Valid here are ${listed(namesIn(context))}.`,
      }),
    ];
  }
  const contexts = contextsOf(name, attribute.isBlock);
  if (!contexts.includes(context)) return misplaced(attribute, context, contexts);
  return argumentFaults(attribute, context);
}

/**
 * The released language passes over an attribute that is known and stands in a wrong place,
 * except in tests: so it is a warning, not to refuse projects that work.
 */
function misplaced(
  attribute: AttributeView,
  context: AttributeContext,
  contexts: readonly AttributeContext[],
): Diagnostic[] {
  // Said of the whole parameter, with what its type holds besides.
  if (context === "parameter" && attribute.name === "check") return [];
  const make = context === "test" ? error : warning;
  const message = `\`${sigil(attribute)}${attribute.name}\` is not valid on ${contextWords[context]}`;
  const allowed = contexts.map((one) => contextWords[one]);
  const hint = allowed.length > 0 ? { hint: `Allowed on ${allowed.join(", ")}.` } : {};
  return [make("E0016", attribute.nameRange, message, hint)];
}

function argumentFaults(attribute: AttributeView, context: AttributeContext): Diagnostic[] {
  switch (attribute.name) {
    case "alias":
    case "description":
      return textArgument(attribute);
    case "skip":
    case "dynamic":
      return attribute.arguments.length > 0
        ? [
            error(
              "E0038",
              attribute.argumentList!.range,
              `${sigil(attribute)}${attribute.name} does not take any arguments`,
            ),
          ]
        : [];
    case "check":
    case "assert":
      // Those of a test know more names: `tests.ts` looks at them.
      return context === "test" ? [] : constraintDiagnostics(attribute, ["this"]);
    default:
      return [];
  }
}

/** `alias` takes one string, `description` one string or one word. */
function textArgument(attribute: AttributeView): Diagnostic[] {
  const { name, arguments: args } = attribute;
  const [only] = args;
  const takesWord = name === "description" && only?.word !== undefined;
  if (args.length === 1 && (only!.string || takesWord)) return [];
  const got =
    args.length === 0
      ? "no arguments"
      : args.length > 1
        ? `${args.length} arguments`
        : only!.jinja
          ? "an expression"
          : "an argument of another kind";
  const range: TextRange = attribute.argumentList?.range ?? attribute.nameRange;
  const message = `expected ${sigil(attribute)}${name}("…"), but got ${got}`;
  return [error("E0037", range, message)];
}

function sigil(attribute: AttributeView): string {
  return attribute.isBlock ? "@@" : "@";
}

function isOptional(type: TypeView): boolean {
  switch (type.kind) {
    case "optionalType":
      return true;
    case "attributedType":
      return type.inner !== undefined && isOptional(type.inner);
    case "unionType":
      return type.members.some(
        (member) => isOptional(member) || (member.kind === "namedType" && member.name === "null"),
      );
    case "namedType":
      return type.name === "null";
    default:
      return false;
  }
}

/** The type as one word of a hint; longer ones are left to the reader. */
function typeSource(type: TypeView): string {
  return type.kind === "namedType" ? type.name : "T";
}

const ofDeclarations = ["alias", "description", "skip", "dynamic"];

const contextWords: Readonly<Record<AttributeContext, string>> = {
  class: "a class",
  field: "a field",
  enum: "an enum",
  variant: "an enum value",
  alias: "a type alias",
  type: "a type",
  parameter: "a parameter",
  test: "a test",
};
