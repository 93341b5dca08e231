/**
 * `ctx.output_format`: tells a model how to write a value of the return type.
 *
 * Definitions come first (enums, classes, recursive aliases), then a lead-in, then the
 * type itself.
 */
import type { Shape, Shapes } from "../../../base";
import type { Arguments } from "../template/arguments";
import type { TemplateObject, TemplateValue } from "../template/value";
import { type Discovery, discover } from "./discovery";
import { leadIn } from "./leadIn";
import { recursiveClasses } from "./recursion";
import { SchemaWriter } from "./schema";
import { cannotHoist, type OutputStyle, readStyle } from "./style";
import { simplified } from "./unions";

/** Printed as it is, or called with keyword arguments. */
export class OutputFormatObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly size = 0;
  readonly #returns: Shape;
  readonly #shapes: Shapes;

  constructor(returns: Shape, shapes: Shapes) {
    this.#returns = returns;
    this.#shapes = shapes;
  }

  get(): undefined {
    return undefined;
  }

  iterate(): Iterable<TemplateValue> {
    return [];
  }

  print(): string {
    return outputFormat(this.#returns, this.#shapes, readStyle([]));
  }

  call(args: Arguments): TemplateValue {
    return outputFormat(this.#returns, this.#shapes, readStyle(args));
  }
}

export function outputFormat(written: Shape, shapes: Shapes, style: OutputStyle): string {
  const returns = simplified(written);
  const found = discover(returns, shapes);
  const hoisted = hoistedClasses(found, shapes, style);
  if (returns.kind === "string" && (style.prefix ?? null) === null) return "";
  const writer = new SchemaWriter(shapes, style, new Set(hoisted));
  const isRoot = (kind: Shape["kind"], name: string) =>
    returns.kind === kind && "name" in returns && returns.name === name;
  const enums = found.enums
    .filter((shape) => writer.isHoistedEnum(shape) && !isRoot("enum", shape.name))
    .map((shape) => writer.enumDefinition(shape));
  const classes = hoisted.map((name) => writer.classDefinition(shapes.classes[name]!));
  const aliases = found.aliases.map((name) => writer.aliasDefinition(name));
  const rootEnum = returns.kind === "enum" ? shapes.enums[returns.name] : undefined;
  const schema = rootEnum ? writer.enumDefinition(rootEnum) : writer.schema(returns);
  const prefix = style.prefix === undefined ? leadIn(returns, writer, style) : (style.prefix ?? "");
  const parts = [...enums, ...classes, aliases.join("\n"), prefix + schema];
  return parts
    .filter((part) => part !== "")
    .join("\n\n")
    .replace(/\n+$/, "");
}

/** Names of the classes that are defined apart, in the order of their definitions. */
function hoistedClasses(
  { classes }: Discovery,
  shapes: Shapes,
  { hoistClasses }: OutputStyle,
): readonly string[] {
  const recursive = recursiveClasses(classes, shapes);
  if (hoistClasses === "recursive") return recursive;
  const found = classes.map(({ name }) => name);
  const chosen = hoistClasses === "all" ? found : hoistClasses;
  for (const name of chosen) if (!found.includes(name)) throw cannotHoist(name);
  return [...new Set([...recursive, ...chosen])];
}
