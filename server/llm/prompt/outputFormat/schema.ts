/** Types as text for models: inline where they stand, or defined apart and named. */
import {
  type ClassShape,
  type EnumShape,
  type Shape,
  type Shapes,
  unreachable,
} from "../../../base";
import { TemplateFailure } from "../template/failure";
import { visibleFields, visibleValues } from "./discovery";
import type { OutputStyle } from "./style";
import { membersOf, simplified } from "./unions";

export class SchemaWriter {
  readonly #shapes: Shapes;
  readonly #style: OutputStyle;
  readonly #hoistedClasses: ReadonlySet<string>;

  constructor(shapes: Shapes, style: OutputStyle, hoistedClasses: ReadonlySet<string>) {
    this.#shapes = shapes;
    this.#style = style;
    this.#hoistedClasses = hoistedClasses;
  }

  isHoistedClass(name: string): boolean {
    return this.#hoistedClasses.has(name);
  }

  /** An enum with many values, or with anything to say of them, is defined apart. */
  isHoistedEnum(shape: EnumShape): boolean {
    const values = visibleValues(shape);
    const isDescribed = values.some((value) => value.description !== undefined);
    return this.#style.alwaysHoistEnums || isDescribed || values.length > MAX_INLINE_VALUES;
  }

  schema(written: Shape): string {
    const shape = simplified(written);
    switch (shape.kind) {
      case "int":
      case "float":
      case "string":
      case "bool":
        return shape.kind;
      case "null":
        return this.#style.nullText;
      case "literal":
        return typeof shape.value === "string" ? JSON.stringify(shape.value) : String(shape.value);
      case "class":
        return this.#classSchema(shape.name);
      case "enum":
        return this.#enumSchema(shape.name);
      case "alias":
        return shape.name;
      case "list":
        return this.#listSchema(shape.item);
      case "map":
        return this.#mapSchema(shape.key, shape.value);
      case "optional":
      case "union":
        return membersOf(shape)
          .map((member) => this.schema(member))
          .join(this.#style.orSplitter);
      case "media":
        throw notForModels(shape.media);
      case "function":
        throw notForModels("function");
      case "unknown":
        throw notForModels("unknown");
      default:
        return unreachable(shape, "shape");
    }
  }

  enumDefinition(shape: EnumShape): string {
    const values = visibleValues(shape).map(({ name, alias, description }) => {
      const text = alias ?? name;
      const line = description === undefined ? text : `${text}: ${indented(description)}`;
      return `${this.#style.enumValuePrefix}${line}`;
    });
    return [shape.alias ?? shape.name, "----", ...values].join("\n");
  }

  classDefinition(shape: ClassShape): string {
    const prefix = this.#style.hoistedClassPrefix;
    return `${prefix ? `${prefix} ` : ""}${shape.name} ${this.#body(shape)}`;
  }

  aliasDefinition(name: string): string {
    const prefix = this.#style.hoistedClassPrefix;
    const target = this.schema(this.#shapes.aliases[name]!);
    return `${prefix ? `${prefix} ` : ""}${name} = ${target}`;
  }

  #classSchema(name: string): string {
    const shape = this.#shapes.classes[name];
    return shape && !this.isHoistedClass(name) ? this.#body(shape) : name;
  }

  #body(shape: ClassShape): string {
    const description = shape.description?.trim();
    const about = description ? [...comment(description), ""] : [];
    const fields = visibleFields(shape).flatMap((field) => {
      const name = field.alias ?? field.name;
      const shown = this.#style.quoteClassFields ? JSON.stringify(name) : name;
      const remarks = field.description === undefined ? [] : comment(field.description);
      return [...remarks, `  ${shown}: ${indented(this.schema(field.shape))},`];
    });
    return ["{", ...about, ...fields, "}"].join("\n");
  }

  #enumSchema(name: string): string {
    const shape = this.#shapes.enums[name];
    if (!shape) return name;
    if (this.isHoistedEnum(shape)) return shape.alias ?? shape.name;
    return visibleValues(shape)
      .map((value) => `'${value.alias ?? value.name}'`)
      .join(this.#style.orSplitter);
  }

  #listSchema(written: Shape): string {
    const item = simplified(written);
    const text = this.schema(item);
    switch (item.kind) {
      case "int":
      case "float":
      case "string":
      case "bool":
      case "null":
      case "alias":
        return `${text}[]`;
      case "class":
        return this.isHoistedClass(item.name) ? `${text}[]` : block(text);
      case "enum":
        return byteLength(text) <= MAX_ENUM_BYTES ? `${text}[]` : block(text);
      case "optional":
      case "union":
        return membersOf(item).some(isPrimitive) ? `(${text})[]` : block(text);
      default:
        return block(text);
    }
  }

  #mapSchema(key: Shape, value: Shape): string {
    const [keyText, valueText] = [this.schema(key), this.schema(value)];
    return this.#style.mapStyle === "object"
      ? `{${keyText}: ${valueText}}`
      : `map<${keyText}, ${valueText}>`;
  }
}

function notForModels(what: string): TemplateFailure {
  return new TemplateFailure(`type '${what}' is not supported in outputs`);
}

const MAX_INLINE_VALUES = 6;
const MAX_ENUM_BYTES = 15;

/** A list of primitives counts as one. */
function isPrimitive(shape: Shape): boolean {
  if (shape.kind === "list") return isPrimitive(shape.item);
  return ["string", "int", "float", "bool", "null"].includes(shape.kind);
}

function comment(text: string): readonly string[] {
  return text.split("\n").map((line) => `  // ${line}`);
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}

function block(text: string): string {
  return `[\n  ${indented(text)}\n]`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
