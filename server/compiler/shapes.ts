/**
 * Types as written, as shapes: with aliases opened, and with what attributes add.
 *
 * A shape keeps the order and the spelling of a type, because a model is shown it.
 */
import { intFromBigint, type Shape, type ShapeForm, type ShapeMarks, unreachable } from "../base";
import type { LiteralTypeView, NamedTypeView, TypeView } from "../language";
import { marksOf } from "./attributes";
import type { Declarations } from "./declarations";

export class Shaper {
  readonly #declarations: Declarations;
  /** The `T` of a generic class: unknown. */
  readonly #typeParameters: ReadonlySet<string>;

  constructor(declarations: Declarations, typeParameters: Iterable<string> = []) {
    this.#declarations = declarations;
    this.#typeParameters = new Set(typeParameters);
  }

  shapeOf(type: TypeView | undefined): Shape {
    if (!type) return unknown;
    switch (type.kind) {
      case "namedType":
        return this.#named(type);
      case "literalType":
        return literalShape(type);
      case "listType":
        return { kind: "list", item: this.shapeOf(type.element) };
      case "optionalType":
        return this.#optional(type.inner);
      case "attributedType":
        return withMarks(this.shapeOf(type.inner), marksOf(type.attributes));
      case "unionType":
        return this.#union(type.members);
      case "parenthesizedType":
        return type.members.length === 1
          ? this.shapeOf(type.members[0])
          : this.#union(type.members);
      case "functionType":
        return {
          kind: "function",
          params: type.parameters.map((param) => this.shapeOf(param.type)),
          returns: this.shapeOf(type.result),
        };
      default:
        return unreachable(type, "type");
    }
  }

  #named(type: NamedTypeView): Shape {
    const { name } = type;
    if (this.#typeParameters.has(name)) return unknown;
    const builtin = builtinShape(name);
    if (builtin) return builtin;
    if (name === "map") {
      const [key, value] = type.arguments;
      return { kind: "map", key: this.shapeOf(key), value: this.shapeOf(value) };
    }
    const declaration = this.#declarations.named(name);
    switch (declaration?.kind) {
      case "class":
      case "enum":
        return { kind: declaration.kind, name };
      case "typeAlias":
        return this.#declarations.isRecursive(name)
          ? { kind: "alias", name }
          : this.aliasShape(declaration);
      default:
        return name.startsWith("baml.") ? { kind: "class", name } : unknown;
    }
  }

  /** What an alias stands for, with the attributes that it carries itself. */
  aliasShape(alias: Extract<ReturnType<Declarations["named"]>, { kind: "typeAlias" }>): Shape {
    return withMarks(this.shapeOf(alias.type), marksOf(alias.attributes));
  }

  /** `(T @assert(…))?`: what T carries belongs to the optional as a whole. */
  #optional(type: TypeView | undefined): Shape {
    const inner = this.shapeOf(type);
    if (inner.kind === "optional") return inner;
    return withMarks({ kind: "optional", inner: withoutMarks(inner) }, marksIn(inner));
  }

  /** Attributes at the end of a union belong to all of it; those of a member need parentheses. */
  #union(types: readonly TypeView[]): Shape {
    const last = types.at(-1);
    const marks = last?.kind === "attributedType" ? marksOf(last.attributes) : {};
    const members = types.map((type) =>
      type === last && type.kind === "attributedType"
        ? this.shapeOf(type.inner)
        : this.shapeOf(type),
    );
    return withMarks(unionShape(members), marks);
  }
}

const unknown: Shape = { kind: "unknown" };

/** Adds marks behind those that the shape has. */
export function withMarks(shape: Shape, marks: ShapeMarks): Shape {
  const constraints = [...(shape.constraints ?? []), ...(marks.constraints ?? [])];
  const stream = shape.stream || marks.stream ? { ...shape.stream, ...marks.stream } : undefined;
  return {
    ...shape,
    ...(constraints.length > 0 && { constraints }),
    ...(stream && { stream }),
  };
}

function marksIn({ constraints, stream }: Shape): ShapeMarks {
  return { ...(constraints && { constraints }), ...(stream && { stream }) };
}

function withoutMarks(shape: Shape): Shape {
  const { constraints: _, stream: __, ...form } = shape;
  return form as ShapeForm;
}

/** Flattened, without exact duplicates, in the order of first occurrence. */
function unionShape(members: readonly Shape[]): Shape {
  const flat = members.flatMap((member) => (isPlainUnion(member) ? member.members : [member]));
  const seen = new Set<string>();
  const kept = flat.filter((member) => {
    const key = keyOf(member);
    return !seen.has(key) && seen.add(key);
  });
  return kept.length === 1 ? kept[0]! : { kind: "union", members: kept };
}

function isPlainUnion(shape: Shape): shape is Extract<Shape, { kind: "union" }> {
  return shape.kind === "union" && !shape.constraints && !shape.stream;
}

function keyOf(shape: Shape): string {
  return JSON.stringify(shape, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

function builtinShape(name: string): Shape | undefined {
  switch (name) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
      return { kind: name };
    case "image":
    case "audio":
    case "pdf":
    case "video":
      return { kind: "media", media: name };
    case "unknown":
    case "never":
    case "type":
    case "void":
    case "any":
    case "baml.llm.PromptAst":
    case "baml.fs.File":
    case "baml.net.Socket":
    case "baml.trace.Collector":
      return unknown;
    default:
      return undefined;
  }
}

function literalShape({ string, int, bool }: LiteralTypeView): Shape {
  if (string) return { kind: "literal", value: string.value };
  if (int) return { kind: "literal", value: intFromBigint(BigInt(int)) };
  return bool ? { kind: "literal", value: bool.text === "true" } : unknown;
}
