/**
 * What the page shows of a trace, and how that changes: which lines, which part of time,
 * which row is selected. The page draws what stands here after every change.
 *
 * Invariant: no DOM, no messages and no clock: times come as arguments, in milliseconds
 * of any clock that does not go back.
 */
import type { RowText, RunInfo, TraceMessage } from "../messages";
import { type Filter, matches, parseFilter } from "./filter";
import { focused, panned, type TimeRange, wholeRange, zoomed } from "./layout";
import { TraceModel } from "./model";
import { lineOf, type VisibleRows, visibleRows, withAncestorsOpen } from "./rows";

/** What survives hiding and reloading the page. */
export interface SavedView {
  readonly runId: string;
  readonly selected: number;
  readonly collapsed: readonly number[];
  readonly filter: string;
  /** Left out while the whole trace is shown. */
  readonly range?: TimeRange;
}

export class TraceView {
  run: RunInfo | undefined;
  model = new TraceModel();
  visible: VisibleRows = visibleRows(this.model, new Set());
  /** Row number of the selection, or −1. */
  selected = -1;
  filterText = "";
  readonly texts = new Map<number, RowText>();
  #collapsed: ReadonlySet<number> = new Set();
  #filter: Filter | undefined;
  #zoom: TimeRange | undefined;
  /** Server time and page time of the last message, which open spans grow from. */
  #nowUs = 0;
  #heardMs = 0;
  #saved: SavedView | undefined;

  /** Takes over what an earlier page showed, as soon as that run arrives. */
  restore(saved: SavedView): void {
    this.#saved = saved;
    this.setFilter(saved.filter, 0);
  }

  apply(message: TraceMessage, clockMs: number): void {
    if (message.whole) this.#begin(message.run.runId);
    this.run = message.run;
    this.#nowUs = message.nowUs;
    this.#heardMs = clockMs;
    this.model.apply(message);
    for (const row of message.rows) this.texts.delete(row);
    if (message.whole) this.#takeOver(message.run.runId);
    this.#layOut(clockMs);
  }

  /** Forgets the run: there is none, or it is gone. */
  clear(): void {
    this.run = undefined;
    this.#begin("");
    this.#layOut(0);
  }

  get isLive(): boolean {
    return this.run?.status === "running";
  }

  nowUs(clockMs: number): number {
    return this.isLive
      ? this.#nowUs + Math.max(0, clockMs - this.#heardMs) * 1000
      : this.model.endUs;
  }

  /** All of the trace's time. */
  whole(clockMs: number): TimeRange {
    const end = this.isLive ? this.nowUs(clockMs) : this.model.endUs;
    return wholeRange(this.model.startUs, end);
  }

  /** The time on screen: all of it until someone zooms. */
  range(clockMs: number): TimeRange {
    return this.#zoom ?? this.whole(clockMs);
  }

  zoomAt(x: number, width: number, factor: number, clockMs: number): void {
    const whole = this.whole(clockMs);
    this.#setZoom(zoomed({ ...this.range(clockMs), width }, x, factor, whole), whole);
  }

  panBy(fraction: number, clockMs: number): void {
    const whole = this.whole(clockMs);
    const range = this.range(clockMs);
    this.#setZoom(panned(range, (range.endUs - range.startUs) * fraction, whole), whole);
  }

  zoomToSelection(clockMs: number): void {
    if (this.selected < 0) return;
    const whole = this.whole(clockMs);
    const end = this.model.endOf(this.selected, this.nowUs(clockMs));
    this.#setZoom(focused(this.model.start[this.selected]!, end, whole), whole);
  }

  showWhole(): void {
    this.#zoom = undefined;
  }

  get problem(): string | undefined {
    return this.#filter?.problem;
  }

  setFilter(text: string, clockMs: number): void {
    this.filterText = text;
    this.#filter = parseFilter(text);
    this.#layOut(clockMs);
  }

  isCollapsed(row: number): boolean {
    return !this.#filter && this.#collapsed.has(row);
  }

  hasChildren(row: number): boolean {
    return this.model.childCount[row]! > 0;
  }

  setCollapsed(row: number, collapsed: boolean, clockMs: number): void {
    const next = new Set(this.#collapsed);
    if (collapsed) next.add(row);
    else next.delete(row);
    this.#collapsed = next;
    this.#layOut(clockMs);
  }

  /** Selects a row and opens what hides it. False when there is no such row. */
  select(row: number, clockMs: number): boolean {
    if (row < 0 || row >= this.model.count) return false;
    this.selected = row;
    const opened = withAncestorsOpen(this.model, this.#collapsed, row);
    if (opened !== this.#collapsed) {
      this.#collapsed = opened;
      this.#layOut(clockMs);
    }
    return true;
  }

  /** The line of the selection, or the first: where the keyboard is. */
  get activeLine(): number {
    return Math.max(0, lineOf(this.visible, this.selected));
  }

  /** The row to go to for a key of a tree, or undefined for any other key. */
  rowFor(key: string, page: number): number | undefined {
    const line = this.activeLine;
    const row = this.visible.rows[line]!;
    const open = this.hasChildren(row) && !this.isCollapsed(row);
    switch (key) {
      case "ArrowDown":
        return this.#rowAt(line + 1);
      case "ArrowUp":
        return this.#rowAt(line - 1);
      case "PageDown":
        return this.#rowAt(line + page);
      case "PageUp":
        return this.#rowAt(line - page);
      case "Home":
        return this.#rowAt(0);
      case "End":
        return this.#rowAt(this.visible.count - 1);
      case "ArrowLeft":
        return open ? row : Math.max(this.model.parent[row]!, this.visible.rows[0]!);
      case "ArrowRight":
        return open ? this.#rowAt(line + 1) : row;
      default:
        return undefined;
    }
  }

  saved(): SavedView | undefined {
    if (!this.run) return undefined;
    return {
      runId: this.run.runId,
      selected: this.selected,
      collapsed: [...this.#collapsed].slice(0, MAX_SAVED),
      filter: this.filterText,
      ...(this.#zoom && { range: this.#zoom }),
    };
  }

  #rowAt(line: number): number {
    return this.visible.rows[Math.max(0, Math.min(line, this.visible.count - 1))]!;
  }

  #setZoom(range: TimeRange, whole: TimeRange): void {
    this.#zoom = range.endUs - range.startUs < whole.endUs - whole.startUs ? range : undefined;
  }

  #begin(runId: string): void {
    const again = this.run?.runId === runId;
    this.model = new TraceModel();
    this.texts.clear();
    if (again) return;
    this.selected = -1;
    this.#collapsed = new Set();
    this.#zoom = undefined;
  }

  #takeOver(runId: string): void {
    const saved = this.#saved;
    this.#saved = undefined;
    if (saved?.runId === runId) {
      this.#collapsed = new Set(saved.collapsed);
      this.#zoom = saved.range;
      this.selected = Math.min(saved.selected, this.model.count - 1);
    } else if (this.selected < 0) this.selected = this.model.firstRoot;
  }

  #layOut(clockMs: number): void {
    const held = this.#filter && matches(this.model, this.#filter, this.nowUs(clockMs));
    this.visible = visibleRows(this.model, this.#collapsed, held);
  }
}

/** A page may keep some state, not any amount of it. */
const MAX_SAVED = 5000;
