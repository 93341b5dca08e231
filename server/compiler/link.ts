/** Linking: compiled items as a program, each placed where it stands now. */
import { LineIndex, type LlmCatalog } from "../base";
import type {
  Problem,
  Program,
  ProgramClass,
  ProgramEnum,
  ProgramFile,
  ProgramFunction,
  TestSpec,
} from "../bytecode";
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
  const definitions = items.filter(({ compiled }) => compiled.view.kind !== "test");
  const catalog = catalogOf(definitions);
  const faults = new Faults(definitions, catalog);
  const functions = definitions.flatMap((item) => functionsOf(item, faults));
  return {
    hash: hashOf(files),
    files: files.map(programFile),
    functions,
    globals: definitions.flatMap((item) => constantsOf(item, faults)),
    classes: definitions.flatMap((item) => classesOf(item, faults)),
    enums: definitions.flatMap((item) => enumsOf(item, faults)),
    catalog,
    tests: testsOf(items, { catalog, declarations, faults, functions }),
  };
}

function functionsOf(item: LinkedItem, faults: Faults): ProgramFunction[] {
  return item.functions.map((fn) => withProblems(fn, faults.ofFunction(item, fn.code)));
}

function constantsOf(item: LinkedItem, faults: Faults): ProgramFunction[] {
  const { constant } = item;
  return constant ? [withProblems(constant, faults.ofFunction(item, constant.code))] : [];
}

function classesOf(item: LinkedItem, faults: Faults): ProgramClass[] {
  return item.class ? [withProblems(item.class, faults.ofItem(item))] : [];
}

function enumsOf(item: LinkedItem, faults: Faults): ProgramEnum[] {
  return item.enum ? [withProblems(item.enum, faults.ofItem(item))] : [];
}

/** What has no problems stays the same object from program to program. */
function withProblems<T extends { readonly problems: readonly Problem[] }>(
  member: T,
  problems: readonly Problem[],
): T {
  return problems.length === 0 ? member : { ...member, problems };
}

interface TestLink {
  readonly catalog: LlmCatalog;
  readonly declarations: Declarations;
  readonly faults: Faults;
  readonly functions: readonly ProgramFunction[];
}

function testsOf(items: readonly LinkedItem[], context: TestLink): TestSpec[] {
  const tests = items.filter(({ compiled }) => compiled.view.kind === "test");
  if (tests.length === 0) return [];
  const { catalog, declarations, faults, functions } = context;
  const params = new Map(functions.map(({ code }) => [code.name, code.params]));
  const { shapes } = catalog;
  const paramsOf = (name: string) => params.get(name);
  return tests.flatMap((item) => {
    const { compiled, file, itemStart } = item;
    if (compiled.view.kind !== "test") return [];
    const spec = testSpec(compiled.view, { declarations, shapes, paramsOf });
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
