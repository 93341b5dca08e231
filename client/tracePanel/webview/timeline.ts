/**
 * The timeline: tree left, bars right, scrolled together. The scroller is as high as all
 * lines are; what is seen sits in a viewport that stays in place and is drawn for the
 * lines on screen alone.
 *
 * Invariant: shows a `TraceView`; what the user does is told to `TimelineActions`.
 */
import { durationText } from "../../../server/base/wording";
import type { Reveal } from "../messages";
import { draw } from "./canvas";
import { element } from "./element";
import { barsOf, windowOf } from "./layout";
import { splitter } from "./splitter";
import { readTheme, type Theme } from "./theme";
import type { TraceView } from "./traceView";
import { spanUs, Tree } from "./tree";

export interface TimelineActions {
  choose(row: number, reveal: Reveal): void;
  toggle(row: number): void;
  zoomToSelection(): void;
  zoomAt(x: number, factor: number): void;
  pan(fraction: number): void;
  scrolled(): void;
  treeWidth(percent: number): void;
}

export const ROW_HEIGHT = 22;
const RULER_HEIGHT = 22;

export class Timeline {
  readonly element = element("div", { class: "timeline", "data-testid": "timeline" });
  readonly tree: Tree;
  readonly #viewport = element("div", { class: "viewport" });
  readonly #spacer = element("div", { class: "spacer" });
  readonly #head = element("div", { class: "tree-head", "aria-hidden": "true" }, "Span");
  readonly #clip = element("div", { class: "tree-clip" });
  readonly #canvas = element("canvas", {
    class: "bars",
    // The tree says in words what the bars show.
    "aria-hidden": "true",
    "data-testid": "bars",
  });
  #theme: Theme | undefined;
  #view: TraceView | undefined;
  #width = 0;
  #height = 0;
  readonly #actions: TimelineActions;

  constructor(actions: TimelineActions, treeWidth: number) {
    this.#actions = actions;
    this.tree = new Tree(actions.toggle);
    const divider = splitter({
      label: "Width of the tree",
      variable: "--tree-width",
      initial: treeWidth,
      minimum: 15,
      maximum: 75,
      surroundings: this.#viewport,
      onMove: (percent) => {
        actions.treeWidth(percent);
        this.#measure();
      },
    });
    this.#clip.append(this.tree.element);
    this.#viewport.append(this.#head, this.#clip, divider, this.#canvas);
    this.element.append(this.#viewport, this.#spacer);
    this.element.addEventListener("scroll", actions.scrolled, { passive: true });
    this.#listen();
    new ResizeObserver(() => this.#measure()).observe(this.element);
  }

  themeChanged(): void {
    this.#theme = undefined;
  }

  render(view: TraceView, clockMs: number): void {
    this.#view = view;
    const { count } = view.visible;
    const total = RULER_HEIGHT + count * ROW_HEIGHT;
    this.#viewport.style.height = `${this.#height}px`;
    this.#spacer.style.height = `${Math.max(0, total - this.#height)}px`;
    const shown = this.window(view);
    const top = shown.first * ROW_HEIGHT - this.element.scrollTop;
    this.tree.render(view, { ...shown, top, rowHeight: ROW_HEIGHT }, clockMs);
    this.#draw(view, shown, top, clockMs);
  }

  /** The lines on screen. */
  window(view: TraceView): { readonly first: number; readonly count: number } {
    const height = this.#height - RULER_HEIGHT;
    return windowOf(this.element.scrollTop, height, ROW_HEIGHT, view.visible.count);
  }

  get pageLines(): number {
    return Math.max(1, Math.floor((this.#height - RULER_HEIGHT) / ROW_HEIGHT) - 1);
  }

  scrollToLine(line: number): void {
    const top = line * ROW_HEIGHT;
    const height = this.#height - RULER_HEIGHT;
    const { scrollTop } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + height) {
      this.element.scrollTop = top + ROW_HEIGHT - height;
    }
  }

  #draw(
    view: TraceView,
    shown: { readonly first: number; readonly count: number },
    top: number,
    clockMs: number,
  ): void {
    this.#theme ??= readTheme();
    const scale = { ...view.range(clockMs), width: this.#width };
    const labels: string[] = [];
    for (let line = shown.first; line < shown.first + shown.count; line++) {
      labels.push(durationText(spanUs(view, view.visible.rows[line]!, clockMs)));
    }
    draw(this.#canvas, this.#theme, {
      scale,
      height: this.#height,
      bars: barsOf(view.model, view.visible, shown, scale, view.nowUs(clockMs)),
      labels,
      top: RULER_HEIGHT + top,
      rowHeight: ROW_HEIGHT,
      rulerHeight: RULER_HEIGHT,
      selectedLine: view.selected < 0 ? -1 : view.activeLine - shown.first,
    });
  }

  #measure(): void {
    this.#height = this.element.clientHeight;
    this.#width = this.#canvas.clientWidth;
    this.#actions.scrolled();
  }

  #listen(): void {
    const rowAt = (event: MouseEvent) => this.#rowAt(event);
    this.#viewport.addEventListener("click", (event) => {
      const row = rowAt(event);
      if (row !== undefined && !isTwisty(event.target)) this.#actions.choose(row, "peek");
    });
    this.#viewport.addEventListener("dblclick", (event) => {
      const row = rowAt(event);
      if (row === undefined || isTwisty(event.target)) return;
      if (event.target === this.#canvas) this.#actions.zoomToSelection();
      else this.#actions.toggle(row);
    });
    this.#viewport.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) this.#actions.pan(-event.movementX / Math.max(this.#width, 1));
    });
  }

  #rowAt(event: MouseEvent): number | undefined {
    const y = event.clientY - this.#viewport.getBoundingClientRect().top - RULER_HEIGHT;
    const line = Math.floor((y + this.element.scrollTop) / ROW_HEIGHT);
    return y < 0 || !this.#view || line >= this.#view.visible.count
      ? undefined
      : this.#view.visible.rows[line];
  }

  /** Up and down scroll; with Ctrl they zoom at the pointer; sideways or with Shift they pan. */
  #wheel(event: WheelEvent): void {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      const x = event.clientX - this.#canvas.getBoundingClientRect().left;
      this.#actions.zoomAt(Math.max(0, x), 1.0015 ** event.deltaY);
    } else if (Math.abs(sideways) > 0 && (event.shiftKey || event.target === this.#canvas)) {
      this.#actions.pan(sideways / Math.max(this.#width, 1));
    } else return;
    event.preventDefault();
  }

  get width(): number {
    return this.#width;
  }
}

function isTwisty(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".twisty") !== null;
}
