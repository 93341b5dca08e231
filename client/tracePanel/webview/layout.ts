/**
 * Where things stand in time: the scale from microseconds to pixels, how it zooms and
 * pans, the ruler's ticks, and the bars of the lines on screen.
 *
 * Invariant: pure, and knows nothing of drawing. Only the lines it is asked for cost
 * anything, whatever the size of the trace.
 */
import type { TraceModel } from "./model";
import type { VisibleRows } from "./rows";

export interface TimeRange {
  readonly startUs: number;
  readonly endUs: number;
}

export interface TimeScale extends TimeRange {
  readonly width: number;
}

/** Nothing is shown that is shorter than this: below it floats lose their grip. */
const SHORTEST_US = 0.5;

export function toX(scale: TimeScale, us: number): number {
  return ((us - scale.startUs) / (scale.endUs - scale.startUs)) * scale.width;
}

export function toUs(scale: TimeScale, x: number): number {
  return scale.startUs + (x / scale.width) * (scale.endUs - scale.startUs);
}

/** The whole of a trace, with a little air at its end for the last labels. */
export function wholeRange(startUs: number, endUs: number): TimeRange {
  const length = Math.max(endUs - startUs, SHORTEST_US);
  return { startUs, endUs: startUs + length * 1.06 };
}

/** Zooms so that the time at `x` stays there; a factor below 1 shows less time. */
export function zoomed(scale: TimeScale, x: number, factor: number, whole: TimeRange): TimeRange {
  const length = scale.endUs - scale.startUs;
  const target = clamp(length * factor, SHORTEST_US, whole.endUs - whole.startUs);
  const at = toUs(scale, x);
  return within(at - (x / scale.width) * target, target, whole);
}

export function panned(range: TimeRange, byUs: number, whole: TimeRange): TimeRange {
  return within(range.startUs + byUs, range.endUs - range.startUs, whole);
}

/** Shows a span with some of its surroundings. */
export function focused(startUs: number, endUs: number, whole: TimeRange): TimeRange {
  const length = Math.max(endUs - startUs, SHORTEST_US);
  const shown = Math.min(length * 1.25, whole.endUs - whole.startUs);
  return within(startUs - (shown - length) / 2, shown, whole);
}

function within(startUs: number, length: number, whole: TimeRange): TimeRange {
  const start = clamp(startUs, whole.startUs, Math.max(whole.startUs, whole.endUs - length));
  return { startUs: start, endUs: start + length };
}

export interface Ticks {
  readonly stepUs: number;
  readonly timesUs: readonly number[];
}

/** Times for the ruler: round numbers, about `spacing` pixels apart. */
export function ticks(scale: TimeScale, spacing = 110): Ticks {
  const wanted = ((scale.endUs - scale.startUs) * spacing) / Math.max(scale.width, 1);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const stepUs = power * (wanted / power > 5 ? 10 : wanted / power > 2 ? 5 : 2);
  const timesUs: number[] = [];
  for (let n = Math.ceil(scale.startUs / stepUs); n * stepUs <= scale.endUs; n++) {
    timesUs.push(n * stepUs);
  }
  return { stepUs, timesUs };
}

/** Colours of bars, in the order in which the theme gives them. */
export const barColors = ["function", "llm", "attempt", "host", "error", "cancelled"] as const;
export type BarColor = (typeof barColors)[number];

/** Bars of a window of lines, one entry a line: three numbers, `x`, `width`, and the colour. */
export interface Bars {
  readonly count: number;
  readonly x: Float32Array;
  readonly width: Float32Array;
  readonly color: Uint8Array;
  /** 1 while the span is open. */
  readonly open: Uint8Array;
}

export function barsOf(
  model: TraceModel,
  visible: VisibleRows,
  window: { readonly first: number; readonly count: number },
  scale: TimeScale,
  nowUs: number,
): Bars {
  const count = Math.max(0, Math.min(window.count, visible.count - window.first));
  const bars = {
    count,
    x: new Float32Array(count),
    width: new Float32Array(count),
    color: new Uint8Array(count),
    open: new Uint8Array(count),
  };
  for (let line = 0; line < count; line++) {
    const row = visible.rows[window.first + line]!;
    const from = clamp(toX(scale, model.start[row]!), OFF_LEFT, scale.width + OFF_RIGHT);
    const to = clamp(toX(scale, model.endOf(row, nowUs)), OFF_LEFT, scale.width + OFF_RIGHT);
    bars.x[line] = from;
    bars.width[line] = Math.max(to - from, NARROWEST);
    bars.color[line] = barColors.indexOf(colorOf(model, row));
    bars.open[line] = Number.isNaN(model.duration[row]!) ? 1 : 0;
  }
  return bars;
}

function colorOf(model: TraceModel, row: number): BarColor {
  const status = model.statusOf(row);
  if (status === "error") return "error";
  if (status === "cancelled" || status === "unfinished") return "cancelled";
  const kind = model.kindOf(row);
  return kind === "builtin" ? "function" : kind;
}

/** Bars end just off the edge, so that canvas never meets numbers too big for it. */
const OFF_LEFT = -8;
const OFF_RIGHT = 8;
/** A bar is never so narrow that it cannot be seen. */
const NARROWEST = 2;

/** The lines that a scrolled viewport shows, with a line to spare at either end. */
export function windowOf(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly first: number; readonly count: number } {
  const first = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight), count - 1));
  return { first, count: Math.max(0, Math.min(Math.ceil(height / rowHeight) + 1, count - first)) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
