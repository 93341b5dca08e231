/**
 * What keys do on the page: those of a tree while the tree has the focus, and a few that
 * work everywhere but in the filter box.
 */
import type { Reveal } from "../messages";
import type { TraceView } from "./traceView";

export interface KeyActions {
  choose(row: number, reveal: Reveal): void;
  toggle(row: number): void;
  zoom(factor: number): void;
  pan(fraction: number): void;
  showWhole(): void;
  zoomToSelection(): void;
  focusFilter(): void;
  help(): void;
}

export interface KeyPlace {
  readonly view: TraceView;
  readonly inTree: boolean;
  /** How many lines PageUp and PageDown go. */
  readonly pageLines: number;
}

/** True when the key meant something here. */
export function handleKey(event: KeyboardEvent, place: KeyPlace, actions: KeyActions): boolean {
  if (place.inTree && place.view.visible.count > 0 && treeKey(event, place, actions)) return true;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const action = pageKeys[event.key.toLowerCase()];
  action?.(actions);
  return action !== undefined;
}

function treeKey(event: KeyboardEvent, { view, pageLines }: KeyPlace, actions: KeyActions) {
  const row = view.visible.rows[view.activeLine]!;
  if (event.key === "Enter") {
    actions.choose(row, event.altKey ? "declaration" : "callSite");
    return true;
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const opens = event.key === "ArrowRight" && view.isCollapsed(row);
  const closes = event.key === "ArrowLeft" && !view.isCollapsed(row);
  if (view.hasChildren(row) && (opens || closes)) {
    actions.toggle(row);
    return true;
  }
  const next = view.rowFor(event.key, pageLines);
  if (next === undefined) return false;
  actions.choose(next, "peek");
  return true;
}

const pageKeys: Readonly<Record<string, (actions: KeyActions) => void>> = {
  "/": (actions) => actions.focusFilter(),
  "?": (actions) => actions.help(),
  "+": (actions) => actions.zoom(0.5),
  "=": (actions) => actions.zoom(0.5),
  "-": (actions) => actions.zoom(2),
  "[": (actions) => actions.pan(-0.25),
  "]": (actions) => actions.pan(0.25),
  "0": (actions) => actions.showWhole(),
  f: (actions) => actions.zoomToSelection(),
};
