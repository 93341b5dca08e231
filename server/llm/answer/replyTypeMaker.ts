/**
 * Makes types for parsing of shapes.
 *
 * Invariant: a class is made once for each set of shapes and mode, so that types may be
 * recursive and a long list does not pay for its class twice.
 */
import {
  type ClassShape,
  type Constraint,
  type EnumShape,
  type EnumValueShape,
  type Shape,
  type Shapes,
  unreachable,
} from "../../base";
import type { ReplyClass, ReplyEnum, ReplyField, ReplyForm, ReplyType } from "./replyType";
import { keyNormalForm, StringMatcher } from "./stringMatch";

/** Types in one mode; kept for as long as the shapes are. */
export function replyType(shape: Shape, shapes: Shapes, partial: boolean): ReplyType {
  let makers = makersByShapes.get(shapes);
  if (makers === undefined) {
    makers = {
      whole: new TypeMaker(shapes, {}),
      partial: new TypeMaker(shapes, partialMode(shapes)),
    };
    makersByShapes.set(shapes, makers);
  }
  return (partial ? makers.partial : makers.whole).typeOf(shape);
}

interface Makers {
  readonly whole: TypeMaker;
  readonly partial: TypeMaker;
}

const makersByShapes = new WeakMap<Shapes, Makers>();

interface Mode {
  /** Types that ask for it are shown with how far their values have come. */
  readonly hasStates?: boolean;
  /** Makes what appears only as a whole; missing when everything does. */
  readonly wholeMaker?: TypeMaker;
}

function partialMode(shapes: Shapes): Mode {
  return { hasStates: true, wholeMaker: new TypeMaker(shapes, { hasStates: true }) };
}

class TypeMaker {
  readonly #shapes: Shapes;
  readonly #mode: Mode;
  readonly #byShape = new WeakMap<Shape, ReplyType>();
  readonly #classes = new Map<string, ReplyClass>();
  readonly #enums = new Map<string, ReplyEnum>();

  constructor(shapes: Shapes, mode: Mode) {
    this.#shapes = shapes;
    this.#mode = mode;
  }

  typeOf(shape: Shape): ReplyType {
    const known = this.#byShape.get(shape);
    if (known) return known;
    const type = this.#make(shape);
    this.#byShape.set(shape, type);
    return type;
  }

  #make(shape: Shape): ReplyType {
    const { wholeMaker } = this.#mode;
    if (wholeMaker && this.#isDone(shape)) {
      return { ...wholeMaker.typeOf(shape), done: true, wholeOnly: true };
    }
    switch (shape.kind) {
      case "int":
      case "float":
      case "bool":
      case "null":
        return this.#marked({ kind: shape.kind }, shape, { text: shape.kind, atomic: true });
      case "string":
      case "unknown":
        return this.#marked({ kind: shape.kind }, shape, { text: shape.kind });
      case "media":
        return this.#marked({ kind: "impossible" }, shape, { text: shape.media });
      case "function":
        return this.#marked({ kind: "impossible" }, shape, { text: "function" });
      case "literal":
        return this.#literal(shape);
      case "enum":
        return this.#marked(this.#enum(shape.name), shape, { text: shape.name, atomic: true });
      case "class":
        return this.#classUse(shape, shape.name);
      case "list": {
        const item = this.typeOf(shape.item);
        const text = item.kind === "union" ? `(${item.text})[]` : `${item.text}[]`;
        return this.#marked({ kind: "list", item }, shape, { text });
      }
      case "map": {
        const key = this.typeOf(shape.key);
        const value = this.typeOf(shape.value);
        const text = `map<${key.text}, ${value.text}>`;
        return this.#marked({ kind: "map", key, value }, shape, { text });
      }
      case "optional":
      case "union":
        return this.#union(shape);
      case "alias":
        return this.#alias(shape, shape.name);
      default:
        return unreachable(shape, "shape");
    }
  }

  /** Whether the user wants it only when it is complete. */
  #isDone(shape: Shape): boolean {
    if (shape.stream?.done !== undefined) return shape.stream.done;
    return shape.kind === "class" && this.#shapes.classes[shape.name]?.stream?.done === true;
  }

  #marked(form: ReplyForm, shape: Shape, is: { text: string; atomic?: boolean }): ReplyType {
    const { constraints = [], stream } = shape;
    const { hasStates, wholeMaker } = this.#mode;
    const done = wholeMaker !== undefined && is.atomic === true;
    const wholeOnly = done && form.kind !== "union";
    const withState = hasStates === true && stream?.withState === true;
    return { ...form, constraints, done, wholeOnly, withState, text: is.text };
  }

  #literal(shape: Shape & { kind: "literal" }): ReplyType {
    const { value } = shape;
    const text = typeof value === "string" ? JSON.stringify(value) : String(value);
    const matcher = typeof value === "string" ? new StringMatcher([[value]]) : undefined;
    return this.#marked({ kind: "literal", value, matcher }, shape, { text, atomic: true });
  }

  #classUse(shape: Shape, name: string): ReplyType {
    const declared = this.#shapes.classes[name];
    if (declared === undefined) throw new Error(`the shapes hold no class ${name}`);
    const form = this.#class(declared);
    const type = this.#marked(form, shape, { text: name });
    return { ...type, constraints: [...declared.constraints, ...type.constraints] };
  }

  #class(declared: ClassShape): ReplyClass {
    const known = this.#classes.get(declared.name);
    if (known) return known;
    const fields: ReplyField[] = [];
    const byName = new Map<string, number>();
    const byNormalForm = new Map<string, number>();
    const told: number[] = [];
    const made: ReplyClass = {
      kind: "class",
      name: declared.name,
      fields,
      byName,
      byNormalForm,
      told,
    };
    this.#classes.set(declared.name, made);
    for (const [index, field] of declared.fields.entries()) {
      const renderedName = field.alias ?? field.name;
      const type = this.#fieldType(field.shape);
      const optional = field.skip || isOptional(type);
      const notNull = this.#needsValue(field.shape) && !optional;
      fields.push({ name: field.name, renderedName, type, optional, skip: field.skip, notNull });
      if (field.skip) continue;
      told.push(index);
      if (!byName.has(renderedName)) byName.set(renderedName, index);
      const normalForm = keyNormalForm(renderedName);
      if (!byNormalForm.has(normalForm)) byNormalForm.set(normalForm, index);
    }
    return made;
  }

  /** While a reply is arriving any field may be missing, unless the user said otherwise. */
  #fieldType(shape: Shape): ReplyType {
    const type = this.typeOf(shape);
    if (!this.#mode.wholeMaker || this.#needsValue(shape)) return type;
    if (type.kind === "list" || type.kind === "map" || isOptional(type)) return type;
    const { constraints, done, withState, text } = type;
    const members = type.kind === "union" ? type.members : [type];
    const wholeOnly = shape.stream?.done === true;
    return {
      kind: "union",
      members,
      optional: true,
      constraints,
      done,
      wholeOnly,
      withState,
      text,
    };
  }

  #needsValue(shape: Shape): boolean {
    return this.#mode.wholeMaker !== undefined && shape.stream?.notNull === true;
  }

  #enum(name: string): ReplyEnum {
    const known = this.#enums.get(name);
    if (known) return known;
    const declared = this.#shapes.enums[name];
    if (declared === undefined) throw new Error(`the shapes hold no enum ${name}`);
    const made = enumType(declared);
    this.#enums.set(name, made);
    return made;
  }

  /** Optionals and unions within unions become one; null is not a member but a mark. */
  #union(shape: Shape & { kind: "optional" | "union" }): ReplyType {
    const members: ReplyType[] = [];
    let optional = false;
    const constraints: Constraint[] = [];
    const add = (part: Shape): void => {
      if (part.kind === "null") {
        optional = true;
      } else if (part.kind === "optional") {
        optional = true;
        constraints.push(...(part.constraints ?? []));
        // What is said of `T` in `T?` is said of the optional as a whole.
        constraints.push(...(part.inner.constraints ?? []));
        add(withoutConstraints(part.inner));
      } else if (part.kind === "union") {
        constraints.push(...(part.constraints ?? []));
        for (const member of part.members) add(member);
      } else {
        members.push(this.typeOf(part));
      }
    };
    add(shape);
    const only = members[0];
    if (only && members.length === 1 && !optional) {
      const type = this.#marked(only, shape, { text: only.text, atomic: only.done });
      return { ...type, constraints: [...only.constraints, ...constraints] };
    }
    const inner = members.map(({ text }) => text).join(" | ");
    const text = optional ? (members.length > 1 ? `(${inner})?` : `${inner}?`) : inner;
    const atomic = members.every((member) => member.done);
    const type = this.#marked({ kind: "union", members, optional }, shape, { text, atomic });
    return { ...type, constraints };
  }

  #alias(shape: Shape, name: string): ReplyType {
    const resolve = (): ReplyType => this.#aliased(name);
    return this.#marked({ kind: "alias", name, resolve }, shape, { text: name });
  }

  #aliased(name: string): ReplyType {
    const declared = this.#shapes.aliases[name];
    if (declared === undefined) throw new Error(`the shapes hold no alias ${name}`);
    return this.typeOf(declared);
  }
}

function enumType(declared: EnumShape): ReplyEnum {
  const values = declared.values.filter(({ skip }) => !skip);
  const byRenderedName = new Map<string, string>();
  for (const { name, alias } of values) {
    const rendered = alias ?? name;
    if (!byRenderedName.has(rendered)) byRenderedName.set(rendered, name);
  }
  return {
    kind: "enum",
    name: declared.name,
    valueNames: values.map(({ name }) => name),
    byRenderedName,
    matcher: new StringMatcher(values.map(matchTexts)),
  };
}

/** What a model may write for an enum value: its name, its description, or both. */
function matchTexts({ name, alias, description }: EnumValueShape): readonly string[] {
  const rendered = alias ?? name;
  if (description === undefined) return [rendered];
  return [rendered, description, `${rendered}: ${description}`];
}

function isOptional(type: ReplyType): boolean {
  return type.kind === "null" || (type.kind === "union" && type.optional);
}

function withoutConstraints(shape: Shape): Shape {
  return shape.constraints === undefined ? shape : { ...shape, constraints: [] };
}
