/**
 * The compiler: an analysed project in, a program out.
 *
 * Compiling is per item and remembered; linking reads every item, gives it its place and
 * the errors that forbid to run it, and costs little more than that.
 */
import { shifted } from "../base";
import type { Problem, Program } from "../bytecode";
import {
  type Analysis,
  type CheckedItem,
  type Diagnostic,
  itemView,
  type PlacedItem,
  type SourceFile,
} from "../language";
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
    const errors = analysis.diagnosticsOf(path).filter(forbidsRuns);
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
        problems: problemsOf(item, checked, errors).map((error) => problem(error, file)),
      };
    });
  }
}

/** Of several items of one name the first one is meant; the others are errors. */
function isMeant({ index }: Analysis, name: string, path: string, item: PlacedItem): boolean {
  const first = index.named(name)[0];
  return first?.node === item.node && first.path === path;
}

type PlacedError = Pick<Diagnostic, "code" | "message" | "range">;

/**
 * The item's own errors, and those of the file that begin in it: such as a name that is
 * taken twice. An error of the parser's that stands behind the item is about its end.
 */
function problemsOf(
  item: PlacedItem,
  checked: CheckedItem,
  errors: readonly PlacedError[],
): readonly PlacedError[] {
  const { start, node } = item;
  const end = start + node.end;
  const own = [...item.problems, ...checked.diagnostics]
    .filter(forbidsRuns)
    .map((error) => placedError(error, start, end));
  const known = new Set(own.map(keyOf));
  const others = errors.filter(
    (error) => start <= error.range.start && error.range.start < end && !known.has(keyOf(error)),
  );
  return [...own, ...others].sort((left, right) => left.range.start - right.range.start);
}

function placedError(error: PlacedError, start: number, end: number): PlacedError {
  const range = shifted(error.range, start);
  return range.start < end ? { ...error, range } : { ...error, range: { start: end, end } };
}

function keyOf({ code, range }: PlacedError): string {
  return `${code} ${range.start} ${range.end}`;
}

function problem({ code, message, range }: PlacedError, file: number): Problem {
  return { code, message, file, range };
}
