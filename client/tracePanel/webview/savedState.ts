/** What the page keeps while it is hidden, and after a reload. */
import type { SavedView } from "./traceView";

/** In per cent of what surrounds them. */
export interface Widths {
  readonly tree: number;
  readonly timeline: number;
}

export interface SavedState {
  readonly view: SavedView;
  readonly widths: Widths;
}

/** State comes from an earlier version of the page, perhaps: what does not fit is ignored. */
export function savedState(state: unknown): SavedState | undefined {
  const { view, widths } = (state ?? {}) as Partial<SavedState>;
  const fits =
    typeof view?.runId === "string" &&
    typeof view.selected === "number" &&
    typeof view.filter === "string" &&
    Array.isArray(view.collapsed) &&
    typeof widths?.tree === "number" &&
    typeof widths.timeline === "number";
  return fits ? { view, widths } : undefined;
}
