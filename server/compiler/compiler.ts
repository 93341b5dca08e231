/**
 * The compiler: an analysed project in, a program out.
 *
 * Compiling is per item and remembered; linking reads every item, gives it its place and
 * the errors that forbid to run it, and costs little more than that.
 */
import { shifted } from "../base";
import type { Problem, Program } from "../bytecode";
import type { Analysis, CheckedItem, Diagnostic, PlacedItem, SourceFile } from "../language";
import { Declarations } from "./declarations";
import { type CompiledItem, ItemCompiler } from "./items";
import { link } from "./link";
import { type LinkedItem, linkedItem } from "./linkedItem";
import { forbidsRuns } from "./problems";

/** Keeps what it has compiled: use one for the life of a project. */
export class Compiler {
  readonly #items = new ItemCompiler();
  #lastLinked = new WeakMap<CompiledItem, LinkedItem>();

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
      const compiled = checked && this.#items.compile(item, checked);
      if (!compiled || !isMeant(analysis, compiled, path, item)) return [];
      const problems = problemsOf(item, checked, errors).map((error) => problem(error, file));
      return this.#linked(compiled, { file, path, itemStart: item.start }, problems);
    });
  }

  /** The one of the last program, where it still stands as it did. */
  #linked(
    compiled: CompiledItem,
    placement: Pick<LinkedItem, "file" | "path" | "itemStart">,
    problems: readonly Problem[],
  ): LinkedItem {
    const known = this.#lastLinked.get(compiled);
    if (known && problems.length === 0 && standsAs(known, placement)) return known;
    const linked = linkedItem(compiled, placement, problems);
    this.#lastLinked.set(compiled, linked);
    return linked;
  }
}

function standsAs(
  known: LinkedItem,
  { file, path, itemStart }: Pick<LinkedItem, "file" | "path" | "itemStart">,
): boolean {
  return (
    known.problems.length === 0 &&
    known.file === file &&
    known.path === path &&
    known.itemStart === itemStart
  );
}

/** Of several items of one name and namespace the first is meant; all of them are errors. */
function isMeant(
  { index }: Analysis,
  { name, view }: CompiledItem,
  path: string,
  item: PlacedItem,
): boolean {
  if (view.kind === "test") return true;
  const meant = index.meaning(name, item.node.kind);
  return meant?.node === item.node && meant.path === path;
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
  if (errors.length === 0) return errors;
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
