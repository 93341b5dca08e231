/** Selection ranges: the word at each position, and what stands around it, outwards to the file. */
import { type Position, Range, SelectionRange } from "vscode-languageserver-types";
import { placeAt, StringView, type TreePlace } from "../language";
import { type FileRange, placed, type Snapshot } from "../project";
import { toOffset, toRange } from "./places";

export function selectionRanges(
  snapshot: Snapshot,
  path: string,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => {
    const { offset } = toOffset(snapshot, path, position);
    const ranges = rangesAround(snapshot, path, offset).map((range) => toRange(snapshot, range));
    const [first, ...inner] = ranges;
    let selection = SelectionRange.create(first ?? Range.create(position, position));
    for (const range of inner) selection = SelectionRange.create(range, selection);
    return selection;
  });
}

/** The outermost first, each inside the one before and smaller than it. */
function rangesAround(snapshot: Snapshot, path: string, offset: number): readonly FileRange[] {
  const { text, tree } = snapshot.files.get(path)!;
  const place = placeAt(tree, offset);
  const nodes = place?.path.map((node) => placed(path, place.item, node)) ?? [];
  const whole = { path, start: 0, end: text.length };
  const inside = [whole, ...nodes, ...(place ? rangesInToken(path, place) : [])];
  return inside.filter((range, index) => {
    const outer = inside[index - 1];
    return (
      range.start <= offset &&
      offset <= range.end &&
      (!outer || range.end - range.start < outer.end - outer.start)
    );
  });
}

/** The token; of a string also its content, the line and the word in it. */
function rangesInToken(path: string, { item, token, offset }: TreePlace): readonly FileRange[] {
  if (!token) return [];
  const whole = placed(path, item, token.range);
  if (token.kind !== "string" && token.kind !== "rawString") return [whole];
  const { contentRange, content } = new StringView(token);
  const at = offset - contentRange.start;
  if (at < 0 || content.length < at) return [whole];
  const spans = [/[^\r\n]/, /\w/].map((inside) => stretch(content, at, inside));
  return [
    whole,
    ...[{ start: 0, end: content.length }, ...spans].map(({ start, end }) =>
      placed(path, item, { start: contentRange.start + start, end: contentRange.start + end }),
    ),
  ];
}

/** The characters of a kind around an offset. */
function stretch(text: string, at: number, inside: RegExp): { start: number; end: number } {
  let start = at;
  let end = at;
  while (0 < start && inside.test(text.charAt(start - 1))) start--;
  while (end < text.length && inside.test(text.charAt(end))) end++;
  return { start, end };
}
