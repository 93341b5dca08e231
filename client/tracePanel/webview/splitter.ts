/**
 * A bar between two parts of the page that can be dragged, or moved with the arrow keys.
 * It sets a CSS variable on the page, in per cent.
 */
import { element, setAttribute } from "./element";

export interface SplitterOptions {
  readonly label: string;
  readonly variable: string;
  /** Where the bar is now within its surroundings, in per cent; and the limits. */
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The element whose width is 100 per cent. */
  readonly surroundings: HTMLElement;
  readonly onMove: (percent: number) => void;
}

export function splitter(options: SplitterOptions): HTMLElement {
  const bar = element("div", {
    class: "splitter",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-label": options.label,
    "aria-valuemin": options.minimum,
    "aria-valuemax": options.maximum,
  });
  let at = options.initial;
  const moveTo = (percent: number) => {
    at = Math.min(Math.max(percent, options.minimum), options.maximum);
    options.surroundings.style.setProperty(options.variable, `${at}%`);
    setAttribute(bar, "aria-valuenow", Math.round(at));
    options.onMove(at);
  };
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    moveTo(at + (event.key === "ArrowLeft" ? -2 : 2));
  });
  bar.addEventListener("pointerdown", (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const box = options.surroundings.getBoundingClientRect();
    moveTo(((event.clientX - box.left) / box.width) * 100);
  });
  moveTo(at);
  return bar;
}
