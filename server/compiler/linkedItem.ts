/** A compiled item, and where it stands: what linking works with. */
import type { TextRange } from "../base";
import type { Placement, Problem } from "../bytecode";
import type { ItemView, PlacedItem } from "../language";
import type { CompiledItem } from "./items";

export interface LinkedItem extends Placement {
  readonly path: string;
  readonly name: string;
  readonly item: PlacedItem;
  readonly view: ItemView;
  readonly compiled: CompiledItem;
  /** The errors in it that forbid to run it, with offsets in the file. */
  readonly problems: readonly Problem[];
}

/** Of an item's problems, those that begin in a range of the item. */
export function problemsWithin(item: LinkedItem, { start, end }: TextRange): readonly Problem[] {
  const from = item.itemStart + start;
  const to = item.itemStart + end;
  return item.problems.filter(({ range }) => from <= range.start && range.start <= to);
}
