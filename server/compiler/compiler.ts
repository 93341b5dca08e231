/**
 * The compiler: an analysed project in, a program out.
 *
 * Compiling is per item and remembered; linking reads every item, gives it its place and
 * the errors that forbid to run it, and costs little more than that.
 */
import type { Problem, Program } from "../bytecode";
import { type Analysis, itemView, type PlacedItem, type SourceFile } from "../language";
import { Declarations } from "./declarations";
import { ItemCompiler } from "./items";
import { link } from "./link";
import type { LinkedItem } from "./linkedItem";
import { forbidsRuns } from "./problems";

/** Keeps what it has compiled: use one for the life of a project. */
export class Compiler {
  readonly #items = new ItemCompiler();

  compile(analysis: Analysis): Program {
    const files = [...analysis.index.files];
    const declarations = Declarations.ofProject(analysis);
    this.#items.start(analysis.environment, declarations);
    const items = files.flatMap((file, index) => this.#compileFile(file, index, analysis));
    return link(files, items, declarations);
  }

  #compileFile(source: SourceFile, file: number, analysis: Analysis): LinkedItem[] {
    const { path, tree } = source;
    const problems = problemsIn(analysis, path, file);
    return tree.items.flatMap((item) => {
      const checked = analysis.checked(item.node);
      const view = itemView(item.node);
      if (!checked || !view || view.kind === "header" || !view.name) return [];
      const name = view.name.text;
      if (view.kind !== "test" && !isMeant(analysis, name, path, item)) return [];
      return {
        ...{ file, path, name, item, view },
        itemStart: item.start,
        compiled: this.#items.compile(item, checked),
        problems: problemsOf(item, problems),
      };
    });
  }
}

/** Of several items of one name the first one is meant; the others are errors. */
function isMeant({ index }: Analysis, name: string, path: string, item: PlacedItem): boolean {
  const first = index.named(name)[0];
  return first?.node === item.node && first.path === path;
}

function problemsIn(analysis: Analysis, path: string, file: number): readonly Problem[] {
  const errors = analysis.diagnosticsOf(path).filter(forbidsRuns);
  return errors.map(({ code, message, range }) => ({ code, message, file, range }));
}

function problemsOf({ start, node }: PlacedItem, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0) return problems;
  const end = start + node.end;
  return problems.filter(({ range }) => start <= range.start && range.start <= end);
}
