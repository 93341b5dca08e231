/**
 * Lanes for spans that overlap: slices on one lane must nest, so a span that runs beside
 * its siblings gets a lane of its own.
 *
 * A child stays on its parent's lane while nothing else runs there; otherwise it takes
 * the lowest lane that is free.
 */

export interface Slice {
  readonly row: number;
  /** The row of the parent, or −1. */
  readonly parent: number;
  readonly depth: number;
  readonly startUs: number;
  readonly endUs: number;
}

/** The lane of each slice, by row: lanes count from 0 in the order of their first use. */
export function lanesOf(slices: readonly Slice[]): ReadonlyMap<number, number> {
  const lanes = new Map<number, number>();
  /** For each lane, what runs there at the moment: the innermost last. */
  const running: Slice[][] = [];
  for (const slice of [...slices].sort(outerFirst)) {
    for (const lane of running) endBefore(slice.startUs, lane);
    const own = lanes.get(slice.parent);
    const lane = own !== undefined && nestsIn(running[own]!, slice) ? own : freeLane(running);
    const open = running[lane] ?? [];
    open.push(slice);
    running[lane] = open;
    lanes.set(slice.row, lane);
  }
  return lanes;
}

function outerFirst(left: Slice, right: Slice): number {
  return (
    left.startUs - right.startUs ||
    left.depth - right.depth ||
    right.endUs - left.endUs ||
    left.row - right.row
  );
}

function endBefore(us: number, lane: Slice[]): void {
  while (lane.length > 0 && lane[lane.length - 1]!.endUs <= us) lane.pop();
}

function nestsIn(lane: readonly Slice[], slice: Slice): boolean {
  const innermost = lane[lane.length - 1];
  return innermost?.row === slice.parent && slice.endUs <= innermost.endUs;
}

function freeLane(running: readonly (readonly Slice[])[]): number {
  const free = running.findIndex((lane) => lane.length === 0);
  return free < 0 ? running.length : free;
}
