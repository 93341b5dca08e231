/**
 * Draws the right half of the timeline on one canvas: ruler, grid, selection and bars.
 *
 * Invariant: draws what it is given. Where a bar stands is worked out in `layout.ts`,
 * and what is selected in `traceView.ts`.
 */
import { type Bars, type Ticks, type TimeScale, ticks, toX } from "./layout";
import type { Theme } from "./theme";
import { tickText } from "./words";

export interface Drawing {
  readonly scale: TimeScale;
  readonly height: number;
  readonly bars: Bars;
  /** Text beside each bar, one a line. */
  readonly labels: readonly string[];
  /** Top of the first bar's line, below the ruler; may lie above the visible part. */
  readonly top: number;
  readonly rowHeight: number;
  readonly rulerHeight: number;
  /** Line of the selection within the bars, or −1. */
  readonly selectedLine: number;
}

export function draw(canvas: HTMLCanvasElement, theme: Theme, drawing: Drawing): void {
  const context = fitted(canvas, drawing.scale.width, drawing.height);
  context.clearRect(0, 0, drawing.scale.width, drawing.height);
  context.font = theme.font;
  context.textBaseline = "middle";
  const marks = ticks(drawing.scale);
  drawSelection(context, theme, drawing);
  drawGrid(context, theme, drawing, marks);
  drawBars(context, theme, drawing);
  drawRuler(context, theme, drawing, marks);
}

/** Sizes the canvas in device pixels and draws in CSS pixels. */
function fitted(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio || 1;
  const wide = Math.max(1, Math.round(width * ratio));
  const high = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the page has no canvas");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function drawSelection(context: CanvasRenderingContext2D, theme: Theme, drawing: Drawing): void {
  if (drawing.selectedLine < 0) return;
  const top = drawing.top + drawing.selectedLine * drawing.rowHeight;
  if (theme.selection) {
    context.fillStyle = theme.selection;
    context.fillRect(0, top, drawing.scale.width, drawing.rowHeight);
  }
  if (!theme.contrast) return;
  context.strokeStyle = theme.contrast;
  context.strokeRect(0.5, top + 0.5, drawing.scale.width - 1, drawing.rowHeight - 1);
}

function drawGrid(
  context: CanvasRenderingContext2D,
  theme: Theme,
  { scale, height }: Drawing,
  marks: Ticks,
): void {
  context.fillStyle = theme.grid;
  context.globalAlpha = GRID_ALPHA;
  for (const us of marks.timesUs) context.fillRect(Math.round(toX(scale, us)), 0, 1, height);
  context.globalAlpha = 1;
}

function drawBars(context: CanvasRenderingContext2D, theme: Theme, drawing: Drawing): void {
  const { bars, rowHeight } = drawing;
  for (let line = 0; line < bars.count; line++) {
    const top = drawing.top + line * rowHeight + BAR_MARGIN;
    const height = rowHeight - 2 * BAR_MARGIN;
    context.fillStyle = theme.bars[bars.color[line]!]!;
    context.globalAlpha = bars.open[line] ? OPEN_ALPHA : 1;
    context.fillRect(bars.x[line]!, top, bars.width[line]!, height);
    context.globalAlpha = 1;
    drawLabel(context, theme, drawing, line);
  }
}

/** The label stands right of its bar, else left of it, else inside. */
function drawLabel(
  context: CanvasRenderingContext2D,
  theme: Theme,
  { bars, scale, labels, top, rowHeight }: Drawing,
  line: number,
): void {
  const x = bars.x[line]!;
  const end = x + bars.width[line]!;
  if (end < 0 || x > scale.width) return;
  const text = labels[line]!;
  const width = text.length * LABEL_CHARACTER + LABEL_GAP;
  const middle = top + (line + 0.5) * rowHeight + 0.5;
  context.fillStyle = theme.text;
  if (end + width < scale.width) context.fillText(text, end + LABEL_GAP, middle);
  else if (x - width > 0) context.fillText(text, x - width, middle);
  else {
    context.fillStyle = theme.barTexts[bars.color[line]!]!;
    context.fillText(text, Math.max(x, 0) + LABEL_GAP, middle);
  }
}

function drawRuler(
  context: CanvasRenderingContext2D,
  theme: Theme,
  { scale, rulerHeight }: Drawing,
  marks: Ticks,
): void {
  context.clearRect(0, 0, scale.width, rulerHeight);
  for (const us of marks.timesUs) {
    const x = Math.round(toX(scale, us));
    context.fillStyle = theme.grid;
    context.fillRect(x, 0, 1, rulerHeight);
    const text = tickText(us, marks.stepUs);
    if (x + LABEL_GAP + text.length * LABEL_CHARACTER > scale.width) continue;
    context.fillStyle = theme.mutedText;
    context.fillText(text, x + LABEL_GAP, rulerHeight / 2);
  }
  context.fillStyle = theme.grid;
  context.fillRect(0, rulerHeight - 1, scale.width, 1);
}

const BAR_MARGIN = 4;
const OPEN_ALPHA = 0.6;
/** Borders are the strongest lines of a high contrast theme; a grid stays behind the bars. */
const GRID_ALPHA = 0.5;
const LABEL_GAP = 4;
/** A generous width of a character, so that labels need not be measured in every frame. */
const LABEL_CHARACTER = 8;
