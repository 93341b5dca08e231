/** `test` blocks: the functions they run, the arguments as values, and what must hold. */
import type { ConfigValue, Param, Shapes } from "../base";
import type { TestCase, TestSpec } from "../bytecode";
import {
  ClassView,
  type ConfigBlockView,
  EnumView,
  type TestView,
  type TypeBuilderEntryView,
} from "../language";
import { constraintsOf } from "./attributes";
import { configEntries, configValue } from "./configValues";
import { Declarations, type TypeDeclaration } from "./declarations";
import { testValue } from "./testValues";
import { enumShape, fieldShapes, shapesOf } from "./types";

export interface TestContext {
  readonly declarations: Declarations;
  readonly shapes: Shapes;
  /** The parameters of a function of the project; undefined when there is none. */
  readonly paramsOf: (functionName: string) => readonly Param[] | undefined;
}

export function testSpec(
  view: TestView,
  context: TestContext,
): Omit<TestSpec, "file" | "itemStart" | "problems"> {
  const types = view.block && addedTypes(view.block, context);
  const shapes = types ? merged(context.shapes, types) : context.shapes;
  const given = argumentsOf(view);
  return {
    name: view.name?.text ?? "",
    nameRange: view.name?.range ?? view.syntax.range,
    cases: functionsOf(view).map((name) => testCase(name, given, shapes, context)),
    constraints: constraintsOf(view.block?.attributes ?? []),
    ...(types && { types }),
  };
}

function functionsOf(view: TestView): readonly string[] {
  const listed = view.block?.item("functions")?.value;
  const value = listed && configValue(listed);
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || value.kind !== "array") return [];
  return value.items.filter((item) => typeof item === "string");
}

function argumentsOf(view: TestView): ReadonlyMap<string, ConfigValue> {
  const args = view.block?.item("args")?.value;
  return new Map(args?.kind === "configBlock" ? configEntries(args) : []);
}

/** In the order of the parameters; arguments that no parameter takes come behind. */
function testCase(
  name: string,
  given: ReadonlyMap<string, ConfigValue>,
  shapes: Shapes,
  context: TestContext,
): TestCase {
  const params = context.paramsOf(name) ?? [];
  const known = new Set(params.map((param) => param.name));
  const extra = [...given.keys()].filter((key) => !known.has(key));
  const all = [
    ...params,
    ...extra.map((key): Param => ({ name: key, shape: { kind: "unknown" } })),
  ];
  const args = all.flatMap((param) => {
    const value = given.get(param.name);
    return value === undefined
      ? []
      : [[param.name, testValue(value, param.shape, shapes)] as const];
  });
  return { function: name, args };
}

/** The types of a `type_builder`, and those of the project that they extend. */
function addedTypes(block: ConfigBlockView, context: TestContext): Shapes | undefined {
  const entries = block.typeBuilders.flatMap((builder) => builder.entries);
  if (entries.length === 0) return undefined;
  const own = entries.flatMap((entry) => declarationOf(entry) ?? []);
  const names = new Set(own.map((view) => view.name?.text ?? ""));
  const declarations = new Declarations([...own, ...context.declarations.all]);
  const all = shapesOf(declarations);
  const types = {
    classes: pick(all.classes, names),
    enums: pick(all.enums, names),
    aliases: pick(all.aliases, names),
  };
  return withExtensions(types, entries, context, declarations);
}

/** A `dynamic` class or enum keeps what the project declares, and gets what is added. */
function withExtensions(
  types: Shapes,
  entries: readonly TypeBuilderEntryView[],
  { shapes }: TestContext,
  declarations: Declarations,
): Shapes {
  const classes = { ...types.classes };
  const enums = { ...types.enums };
  for (const entry of entries) {
    const view = entry.kind === "dynamic" ? entry.declaration : undefined;
    const name = view?.name?.text ?? "";
    const declaredClass = classes[name] ?? shapes.classes[name];
    const declaredEnum = enums[name] ?? shapes.enums[name];
    if (view instanceof ClassView && declaredClass) {
      const fields = [...declaredClass.fields, ...fieldShapes(view, declarations)];
      classes[name] = { ...declaredClass, fields };
    } else if (view instanceof EnumView && declaredEnum) {
      const values = [...declaredEnum.values, ...enumShape(view).values];
      enums[name] = { ...declaredEnum, values };
    }
  }
  return { classes, enums, aliases: types.aliases };
}

function declarationOf(entry: TypeBuilderEntryView): TypeDeclaration | undefined {
  return entry.kind === "dynamic" ? undefined : entry;
}

function merged(shapes: Shapes, types: Shapes): Shapes {
  return {
    classes: { ...shapes.classes, ...types.classes },
    enums: { ...shapes.enums, ...types.enums },
    aliases: { ...shapes.aliases, ...types.aliases },
  };
}

function pick<T>(all: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
}
