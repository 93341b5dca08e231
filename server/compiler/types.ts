/** Classes, enums and recursive aliases, as shapes by name. */
import type { ClassShape, EnumShape, FieldShape, Shape, Shapes } from "../base";
import type { ClassView, EnumView, FieldView, VariantView } from "../language";
import { attributeText, constraintsOf, hasAttribute, marksOf, streamMarks } from "./attributes";
import type { Declarations } from "./declarations";
import { Shaper, withMarks } from "./shapes";

export function shapesOf(declarations: Declarations): Shapes {
  const classes: Record<string, ClassShape> = {};
  const enums: Record<string, EnumShape> = {};
  const aliases: Record<string, Shape> = {};
  const shaper = new Shaper(declarations);
  for (const declaration of declarations.all) {
    const name = declaration.name!.text;
    if (declaration.kind === "class") classes[name] = classShape(declaration, declarations);
    else if (declaration.kind === "enum") enums[name] = enumShape(declaration);
    else if (declarations.isRecursive(name)) aliases[name] = shaper.aliasShape(declaration);
  }
  return { classes, enums, aliases };
}

export function classShape(view: ClassView, declarations: Declarations): ClassShape {
  const { attributes } = view;
  const stream = streamMarks(attributes);
  return {
    name: view.name?.text ?? "",
    ...named(attributes),
    fields: fieldShapes(view, declarations),
    constraints: constraintsOf(attributes),
    ...(stream && { stream }),
    dynamic: hasAttribute(attributes, "dynamic"),
  };
}

/** Of a repeated field the first one counts. */
export function fieldShapes(view: ClassView, declarations: Declarations): readonly FieldShape[] {
  const shaper = new Shaper(
    declarations,
    view.genericParameters.map((parameter) => parameter.text),
  );
  const fields = new Map<string, FieldShape>();
  for (const field of view.fields) {
    const name = field.name?.text;
    if (name !== undefined && !fields.has(name)) fields.set(name, fieldShape(name, field, shaper));
  }
  return [...fields.values()];
}

/** Attributes behind an `@alias` stand at the field, and still belong to the type. */
function fieldShape(name: string, field: FieldView, shaper: Shaper): FieldShape {
  const { attributes } = field;
  return {
    name,
    ...named(attributes),
    skip: hasAttribute(attributes, "skip"),
    shape: withMarks(shaper.shapeOf(field.type), marksOf(attributes)),
  };
}

export function enumShape(view: EnumView): EnumShape {
  const values = new Map<string, VariantView>();
  for (const variant of view.variants) {
    const name = variant.name?.text;
    if (name !== undefined && !values.has(name)) values.set(name, variant);
  }
  return {
    name: view.name?.text ?? "",
    ...named(view.attributes),
    values: [...values].map(([name, variant]) => ({
      name,
      ...named(variant.attributes),
      skip: hasAttribute(variant.attributes, "skip"),
    })),
    dynamic: hasAttribute(view.attributes, "dynamic"),
  };
}

function named(attributes: ClassView["attributes"]): {
  readonly alias?: string;
  readonly description?: string;
} {
  const alias = attributeText(attributes, "alias");
  const description = attributeText(attributes, "description");
  return {
    ...(alias !== undefined && { alias }),
    ...(description !== undefined && { description }),
  };
}
