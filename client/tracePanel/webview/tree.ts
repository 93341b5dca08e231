/**
 * The left half of the timeline: the rows on screen as a tree that a keyboard and a
 * screen reader can walk. Only rows on screen exist, and the active one.
 *
 * Invariant: shows a `TraceView` and changes nothing in it.
 */
import { counted, durationText } from "../../../server/base/wording";
import { button, element, setAttribute, setText } from "./element";
import { type IconName, icon } from "./icons";
import type { TraceView } from "./traceView";
import { kindWords, statusWords } from "./words";

export interface TreeWindow {
  readonly first: number;
  readonly count: number;
  /** Top of the first line, in pixels below the ruler. */
  readonly top: number;
  readonly rowHeight: number;
}

interface TreeRow {
  /** The row it shows now: elements are used again, for making them is what costs. */
  row: number;
  readonly element: HTMLElement;
  readonly indent: HTMLElement;
  readonly twisty: HTMLElement;
  readonly icon: HTMLElement;
  readonly name: HTMLElement;
  readonly preview: HTMLElement;
}

export class Tree {
  readonly element = element("div", {
    class: "tree",
    role: "tree",
    "aria-label": "Spans",
    "data-testid": "tree",
  });
  readonly #rows = new Map<number, TreeRow>();
  readonly #free: TreeRow[] = [];
  readonly #onToggle: (row: number) => void;

  constructor(onToggle: (row: number) => void) {
    this.#onToggle = onToggle;
  }

  render(view: TraceView, window: TreeWindow, clockMs: number): void {
    const wanted = new Map<number, number>();
    for (let line = window.first; line < window.first + window.count; line++) {
      wanted.set(view.visible.rows[line]!, line);
    }
    if (view.visible.count > 0) wanted.set(view.visible.rows[view.activeLine]!, view.activeLine);
    this.#removeExcept(wanted);
    for (const [row, line] of wanted) {
      const top = window.top + (line - window.first) * window.rowHeight;
      this.#place(view, row, line, top, clockMs);
    }
    this.#discard();
  }

  focus(row: number): void {
    this.#rows.get(row)?.element.focus({ preventScroll: true });
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  #removeExcept(wanted: ReadonlyMap<number, number>): void {
    for (const [row, shown] of this.#rows) {
      if (wanted.has(row)) continue;
      this.#rows.delete(row);
      this.#free.push(shown);
    }
  }

  #place(view: TraceView, row: number, line: number, top: number, clockMs: number): void {
    const shown = this.#rows.get(row) ?? this.#take(row);
    shown.element.style.transform = `translateY(${top}px)`;
    const depth = view.visible.depths[line]!;
    shown.indent.style.width = `${Math.min(depth, MAX_INDENT) * INDENT}px`;
    describeRow(shown, view, row, line, clockMs);
  }

  #take(row: number): TreeRow {
    const shown = this.#free.pop() ?? this.#make();
    shown.row = row;
    setAttribute(shown.element, "data-row", row);
    this.#rows.set(row, shown);
    if (!shown.element.isConnected) this.element.append(shown.element);
    return shown;
  }

  /** What is left over is taken away; a row with the focus is never among it. */
  #discard(): void {
    for (const { element } of this.#free) element.remove();
    this.#free.length = Math.min(this.#free.length, MAX_FREE);
  }

  #make(): TreeRow {
    const parts = {
      indent: element("span", { class: "indent" }),
      twisty: button({ class: "twisty", tabindex: -1, "aria-hidden": "true" }, "", () =>
        this.#onToggle(made.row),
      ),
      icon: element("span", { class: "row-icon" }),
      name: element("span", { class: "name" }),
      preview: element("span", { class: "preview" }),
    };
    const { indent, twisty, icon, name, preview } = parts;
    const attributes = { role: "treeitem", class: "row", "data-testid": "span" };
    const whole = element("div", attributes, indent, twisty, icon, name, preview);
    const made: TreeRow = { row: -1, element: whole, ...parts };
    return made;
  }
}

function describeRow(
  shown: TreeRow,
  view: TraceView,
  row: number,
  line: number,
  clockMs: number,
): void {
  const { model } = view;
  const status = model.statusOf(row);
  const preview = view.texts.get(row)?.preview ?? "";
  const hasChildren = view.hasChildren(row);
  const expanded = hasChildren && !view.isCollapsed(row);
  setText(shown.name, model.nameOf(row));
  setText(shown.preview, preview);
  setIcon(shown.icon, status === "ok" ? model.kindOf(row) : status);
  setTwisty(shown.twisty, hasChildren ? (expanded ? "expanded" : "collapsed") : undefined);
  setAttribute(shown.element, "aria-level", view.visible.depths[line]! + 1);
  setAttribute(shown.element, "aria-setsize", model.siblingCount(row));
  setAttribute(shown.element, "aria-posinset", model.position[row]!);
  setAttribute(shown.element, "aria-expanded", hasChildren ? String(expanded) : undefined);
  setAttribute(shown.element, "aria-selected", String(row === view.selected));
  setAttribute(shown.element, "aria-label", spoken(view, row, preview, clockMs));
  setAttribute(shown.element, "tabindex", line === view.activeLine ? 0 : -1);
  setAttribute(shown.element, "data-status", status);
}

/** What a screen reader says: the whole row in words. */
function spoken(view: TraceView, row: number, preview: string, clockMs: number): string {
  const { model } = view;
  const children = model.childCount[row]!;
  return [
    model.nameOf(row),
    kindWords[model.kindOf(row)],
    statusWords[model.statusOf(row)],
    // A running duration would be read out again and again.
    Number.isNaN(model.duration[row]!) ? "" : durationText(spanUs(view, row, clockMs)),
    children > 0 ? counted(children, "call") : "",
    preview,
  ]
    .filter(Boolean)
    .join(", ");
}

export function spanUs(view: TraceView, row: number, clockMs: number): number {
  return view.model.endOf(row, view.nowUs(clockMs)) - view.model.start[row]!;
}

function setIcon(target: HTMLElement, name: IconName): void {
  if (target.dataset.icon === name) return;
  target.dataset.icon = name;
  target.replaceChildren(icon(name));
}

function setTwisty(target: HTMLElement, name: "expanded" | "collapsed" | undefined): void {
  if ((target.dataset.icon || undefined) === name) return;
  target.dataset.icon = name ?? "";
  target.replaceChildren(...(name ? [icon(name)] : []));
}

/** A screenful of rows to spare. */
const MAX_FREE = 60;
const INDENT = 14;
/** Deeper rows stay at this depth, where their names can still be read. */
const MAX_INDENT = 24;
