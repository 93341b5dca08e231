/** A compiled item, and where it stands: what linking works with. */
import type { TextRange } from "../base";
import type {
  FunctionCode,
  Placement,
  Problem,
  ProgramClass,
  ProgramEnum,
  ProgramFunction,
} from "../bytecode";
import type { CompiledItem } from "./items";

export interface LinkedItem extends Placement {
  readonly path: string;
  readonly compiled: CompiledItem;
  /** The errors in it that forbid to run it, with offsets in the file. */
  readonly problems: readonly Problem[];
  /** What stands in the program, as it is without any problem. */
  readonly functions: readonly ProgramFunction[];
  readonly constant?: ProgramFunction;
  readonly class?: ProgramClass;
  readonly enum?: ProgramEnum;
}

export function linkedItem(
  compiled: CompiledItem,
  placement: Placement & { readonly path: string },
  problems: readonly Problem[],
): LinkedItem {
  const { constant, class: shape, enum: values } = compiled;
  const { file, itemStart } = placement;
  const placed = (code: FunctionCode) => ({ code, file, itemStart, problems: noProblems });
  return {
    ...placement,
    compiled,
    problems,
    functions: compiled.functions.map(placed),
    ...(constant && { constant: placed(constant) }),
    ...(shape && { class: { ...named(shape), fields: namesOf(shape.fields) } }),
    ...(values && { enum: { ...named(values), values: namesOf(values.values) } }),
  };
}

export const noProblems: readonly Problem[] = [];

/** Of an item's problems, those that begin in a range of the item. */
export function problemsWithin(item: LinkedItem, { start, end }: TextRange): readonly Problem[] {
  if (item.problems.length === 0) return noProblems;
  const from = item.itemStart + start;
  const to = item.itemStart + end;
  return item.problems.filter(({ range }) => from <= range.start && range.start <= to);
}

function named({ name }: { readonly name: string }) {
  return { name, problems: noProblems };
}

function namesOf(members: readonly { readonly name: string }[]): readonly string[] {
  return members.map((member) => member.name);
}
