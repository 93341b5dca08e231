/** Linking: compiled items as a program, each placed where it stands now. */
import { LineIndex, type LlmCatalog } from "../base";
import type { FunctionCode, Program, ProgramFile, ProgramFunction, TestSpec } from "../bytecode";
import type { SourceFile, SyntaxTree } from "../language";
import { catalogOf } from "./catalog";
import type { Declarations } from "./declarations";
import { Faults } from "./faults";
import type { LinkedItem } from "./linkedItem";
import { hashOf } from "./sourceHash";
import { testSpec } from "./tests";

export function link(
  files: readonly SourceFile[],
  items: readonly LinkedItem[],
  declarations: Declarations,
): Program {
  const definitions = items.filter(({ view }) => view.kind !== "test");
  const catalog = catalogOf(definitions, declarations);
  const faults = new Faults(definitions, catalog);
  const functions = definitions.flatMap((item) => functionsOf(item, faults));
  return {
    hash: hashOf(files),
    files: files.map(programFile),
    functions,
    globals: definitions.flatMap((item) => constantsOf(item, faults)),
    classes: definitions.flatMap((item) => classesOf(item, faults, catalog)),
    enums: definitions.flatMap((item) => enumsOf(item, faults, catalog)),
    catalog,
    tests: testsOf(items, { catalog, declarations, faults, functions }),
  };
}

function functionsOf(item: LinkedItem, faults: Faults): ProgramFunction[] {
  return item.compiled.functions.map((code) => placedFunction(item, code, faults));
}

function constantsOf(item: LinkedItem, faults: Faults): ProgramFunction[] {
  const { constant } = item.compiled;
  return constant ? [placedFunction(item, constant, faults)] : [];
}

function placedFunction(item: LinkedItem, code: FunctionCode, faults: Faults): ProgramFunction {
  const { file, itemStart } = item;
  return { code, file, itemStart, problems: faults.ofFunction(item, code) };
}

function classesOf(item: LinkedItem, faults: Faults, { shapes }: LlmCatalog) {
  if (item.view.kind !== "class") return [];
  const fields = shapes.classes[item.name]!.fields.map((field) => field.name);
  return [{ name: item.name, fields, problems: faults.ofItem(item) }];
}

function enumsOf(item: LinkedItem, faults: Faults, { shapes }: LlmCatalog) {
  if (item.view.kind !== "enum") return [];
  const values = shapes.enums[item.name]!.values.map((value) => value.name);
  return [{ name: item.name, values, problems: faults.ofItem(item) }];
}

interface TestLink {
  readonly catalog: LlmCatalog;
  readonly declarations: Declarations;
  readonly faults: Faults;
  readonly functions: readonly ProgramFunction[];
}

function testsOf(items: readonly LinkedItem[], context: TestLink): TestSpec[] {
  const { catalog, declarations, faults, functions } = context;
  const params = new Map(functions.map(({ code }) => [code.name, code.params]));
  const { shapes } = catalog;
  const paramsOf = (name: string) => params.get(name);
  return items.flatMap((item) => {
    const { view, file, itemStart } = item;
    if (view.kind !== "test") return [];
    const spec = testSpec(view, { declarations, shapes, paramsOf });
    return { ...spec, file, itemStart, problems: faults.ofItem(item) };
  });
}

function programFile({ path, tree }: SourceFile): ProgramFile {
  return { uri: path, lineStarts: lineStartsOf(tree) };
}

function lineStartsOf(tree: SyntaxTree): readonly number[] {
  const known = lineStarts.get(tree);
  if (known) return known;
  const { starts } = new LineIndex(tree.text);
  lineStarts.set(tree, starts);
  return starts;
}

/** A file that did not change is the same tree in the next program. */
const lineStarts = new WeakMap<SyntaxTree, readonly number[]>();
