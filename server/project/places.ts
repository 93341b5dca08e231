/** Places in the files of a project, and how a place of an item becomes one. */
import { shifted, type TextRange } from "../base";
import type { PlacedItem } from "../language";

/** A place of a file, as an offset in its text. */
export interface FileOffset {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly offset: number;
}

/** A range of a file, as offsets in its text. */
export interface FileRange extends TextRange {
  readonly path: string;
}

/** A range that counts from an item, as a range of its file. */
export function placed(path: string, item: PlacedItem, range: TextRange): FileRange {
  return { path, ...shifted(range, item.start) };
}
