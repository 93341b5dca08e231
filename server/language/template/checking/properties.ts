/** `x.p`: fields of classes, variants of enums, members of `ctx` and `_` (8.3). */
import type { TemplateExpression } from "../../../base";
import { similarNames } from "../../names/similarNames";
import { sameType } from "../../types/sameType";
import type { ClassSignature } from "../../types/signature";
import { listType, mapType, namedType, optionalType, type Type } from "../../types/type";
import { unionOf } from "../../types/unions";
import { widened } from "../../types/widening";
import { pathOf } from "./conditions";
import { valueType } from "./expressions";
import { didYouMean } from "./names";
import type { TemplateChecking } from "./templateChecking";
import {
  checkedMembers,
  describe,
  isRecursiveAlias,
  joinOf,
  ofType,
  type TemplateType,
  text,
  typeOf,
  unchecked,
} from "./templateType";

export type Attribute = TemplateExpression & { readonly kind: "attribute" };

export function attributeType(c: TemplateChecking, expression: Attribute): TemplateType {
  const object = valueType(c, expression.object);
  const declared = propertyOf(c, expression, object);
  if (c.state.facts.size === 0) return declared;
  const fact = c.state.facts.get(pathOf(expression) ?? "");
  return fact ? ofType(fact) : declared;
}

/** What `expression` stands for when its object, visited before, is of this type. */
export function propertyOf(
  c: TemplateChecking,
  expression: Attribute,
  object: TemplateType,
): TemplateType {
  switch (object.kind) {
    case "object":
      return (
        object.members.get(expression.name) ??
        missing(c, expression, `\`${object.name}\``, [...object.members.keys()])
      );
    case "enum":
      return variantOf(c, expression, object.name);
    default:
      return propertyOfValue(c, expression, typeOf(object));
  }
}

function variantOf(c: TemplateChecking, expression: Attribute, name: string): TemplateType {
  const declared = c.environment.typeNamed(name);
  const variants = declared?.kind === "enum" ? declared.variants : [];
  if (variants.includes(expression.name)) return ofType(namedType(name));
  return missing(c, expression, `enum \`${name}\``, variants);
}

function propertyOfValue(c: TemplateChecking, expression: Attribute, type: Type): TemplateType {
  if (isRecursiveAlias(c.environment, type)) return noClass(c, expression, type);
  const members = checkedMembers(c.environment, type);
  const [only, ...others] = members;
  if (!only) return unchecked;
  return others.length === 0
    ? propertyOfOne(c, expression, only)
    : propertyOfUnion(c, expression, members);
}

function propertyOfOne(c: TemplateChecking, expression: Attribute, type: Type): TemplateType {
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  const { name } = expression;
  if (declared?.kind === "class") {
    const field = fieldOf(declared, name);
    if (field) return ofType(field);
    const names = declared.fields.map((field) => field.name);
    return missing(c, expression, `class \`${declared.name}\``, names);
  }
  if (declared?.kind === "enum") {
    if (name === "value") return text;
    c.report({
      code: "E0075",
      range: expression.range,
      message: `a value of enum \`${declared.name}\` has no property \`${name}\``,
      hint: "Its only property is `value`, the name of the variant.",
    });
    return unchecked;
  }
  return noClass(c, expression, type);
}

function noClass(c: TemplateChecking, { object, range }: Attribute, type: Type): TemplateType {
  const message = `\`${c.textOf(object.range)}\` is \`${describe(widened(type))}\`, expected a class`;
  c.report({ code: "E0073", range, message });
  return unchecked;
}

function propertyOfUnion(
  c: TemplateChecking,
  expression: Attribute,
  members: readonly Type[],
): TemplateType {
  const { range, name } = expression;
  const classes = members.map((member) => classOf(c, member));
  const at = classes.indexOf(undefined);
  if (at >= 0) {
    const object = c.textOf(expression.object.range);
    const message = `cannot access \`${name}\` on \`${object}\`: it may be \`${describe(members[at]!)}\``;
    const isNullable = members.some(({ kind }) => kind === "null");
    const hint = isNullable ? `Ask with \`{% if ${object} %}\` first.` : undefined;
    c.report({ code: "E0079", range, message, hint });
    return unchecked;
  }
  const known = classes.filter((declared) => declared !== undefined);
  const without = known.filter((declared) => !fieldOf(declared, name));
  if (without.length > 0) {
    const names = without.map((declared) => `\`${declared.name}\``).join(", ");
    c.report({ code: "E0077", range, message: `property \`${name}\` does not exist on ${names}` });
    return unchecked;
  }
  const types = known.map((declared) => fieldOf(declared, name)!);
  if (types.every((type) => sameType(withoutLiterals(type), withoutLiterals(types[0]!)))) {
    return ofType(joinOf(types));
  }
  const found = known.map(
    (declared, index) => `\`${describe(types[index]!)}\` in ${declared.name}`,
  );
  const message = `property \`${name}\` has different types: ${found.join(", ")}`;
  c.report({ code: "E0078", range, message });
  return unchecked;
}

function classOf(c: TemplateChecking, type: Type): ClassSignature | undefined {
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  return declared?.kind === "class" ? declared : undefined;
}

/** The type of a field of a class, for those who only ask. */
export function fieldTypeIn(c: TemplateChecking, type: Type, name: string): Type | undefined {
  const declared = classOf(c, type);
  return declared && fieldOf(declared, name);
}

function fieldOf(declared: ClassSignature, name: string): Type | undefined {
  return declared.fields.find((field) => field.name === name)?.type;
}

/** `"cat"` and `"dog"` are both strings. */
function withoutLiterals(type: Type): Type {
  switch (type.kind) {
    case "literal":
      return widened(type);
    case "optional":
      return optionalType(withoutLiterals(type.inner));
    case "list":
      return listType(withoutLiterals(type.item));
    case "map":
      return mapType(withoutLiterals(type.key), withoutLiterals(type.value));
    case "union":
      return unionOf(type.members.map(withoutLiterals));
    default:
      return type;
  }
}

function missing(
  c: TemplateChecking,
  { name, range, object }: Attribute,
  owner: string,
  names: readonly string[],
): TemplateType {
  const similar = similarNames(name, names);
  const written = c.textOf(object.range);
  const place = owner.includes(`\`${written}\``) ? "" : ` (\`${written}\`)`;
  c.report({
    code: "E0074",
    range,
    message: `${owner}${place} has no property \`${name}\``,
    hint: didYouMean(similar),
  });
  return unchecked;
}
