/** Attributes as the rest of the program needs them: names, texts, constraints, marks. */
import type { Constraint, ShapeMarks, StreamMarks } from "../base";
import {
  type AttributeArgumentView,
  type AttributeView,
  parseTemplateExpression,
} from "../language";

/** The text of `@alias("x")` or `@description("x")`; of a bare word, the word. */
export function attributeText(
  attributes: readonly AttributeView[],
  name: string,
): string | undefined {
  const argument = attributes.find((attribute) => attribute.name === name)?.arguments[0];
  return argument && (argument.string?.value ?? argument.word?.text);
}

export function hasAttribute(attributes: readonly AttributeView[], name: string): boolean {
  return attributes.some((attribute) => attribute.name === name);
}

/** `@assert` and `@check`, in textual order. */
export function constraintsOf(attributes: readonly AttributeView[]): readonly Constraint[] {
  return attributes.flatMap((attribute) => constraintOf(attribute) ?? []);
}

/** What attributes add to one use of a type. */
export function marksOf(attributes: readonly AttributeView[]): ShapeMarks {
  const constraints = constraintsOf(attributes);
  const stream = streamMarks(attributes);
  return {
    ...(constraints.length > 0 && { constraints }),
    ...(stream && { stream }),
  };
}

export function streamMarks(attributes: readonly AttributeView[]): StreamMarks | undefined {
  const marks: StreamMarks = {
    ...(hasAttribute(attributes, "stream.done") && { done: true }),
    ...(hasAttribute(attributes, "stream.not_null") && { notNull: true }),
    ...(hasAttribute(attributes, "stream.with_state") && { withState: true }),
  };
  return Object.keys(marks).length > 0 ? marks : undefined;
}

function constraintOf(attribute: AttributeView): Constraint | undefined {
  const { name: kind, arguments: given } = attribute;
  if (kind !== "assert" && kind !== "check") return undefined;
  const template = given.find((argument) => argument.jinja);
  if (!template?.jinja) return undefined;
  const label = labelOf(given[0], template);
  const source = template.jinja.content.trim();
  const parsed = parseTemplateExpression(source);
  return {
    kind,
    source,
    ...(label !== undefined && { label }),
    ...("expression" in parsed && { expression: parsed.expression }),
  };
}

function labelOf(
  first: AttributeArgumentView | undefined,
  template: AttributeArgumentView,
): string | undefined {
  if (!first || first === template) return undefined;
  return first.word?.text ?? first.string?.value;
}
