/**
 * The line above the timeline: which run this is and what must be known of it, the
 * filter, zoom, stop and help.
 */
import { counted, countText } from "../../../server/base/wording";
import { button, element, setAttribute, setText } from "./element";
import { type IconName, icon } from "./icons";
import type { TraceView } from "./traceView";
import { originWord } from "./words";

export interface ToolbarActions {
  filter(text: string): void;
  /** The user is done with the filter box: the focus goes to the tree. */
  leaveFilter(): void;
  zoom(factor: number): void;
  showWhole(): void;
  stop(): void;
  help(): void;
}

export class Toolbar {
  readonly element: HTMLElement;
  readonly #title = element("h1", { class: "title", "data-testid": "title" });
  readonly #origin = element("span", { class: "badge", "data-testid": "run-origin" });
  readonly #dropped = element("span", { class: "note", role: "status", "data-testid": "dropped" });
  readonly #found = element("span", { class: "note", role: "status", "data-testid": "found" });
  readonly #filter = element("input", {
    class: "filter",
    type: "search",
    placeholder: "Filter: text, status:error, kind:llm, >100ms",
    "aria-label": "Filter spans",
    spellcheck: "false",
    "data-testid": "filter",
  });
  readonly #stop: HTMLButtonElement;

  constructor(actions: ToolbarActions) {
    this.#stop = iconButton("stop", "Stop", actions.stop);
    this.element = element(
      "header",
      { class: "toolbar", role: "toolbar", "aria-label": "Trace" },
      this.#title,
      this.#origin,
      this.#dropped,
      element("span", { class: "space" }),
      this.#found,
      this.#filter,
      iconButton("zoomOut", "Zoom out (−)", () => actions.zoom(2)),
      iconButton("zoomIn", "Zoom in (+)", () => actions.zoom(0.5)),
      iconButton("whole", "Show the whole run (0)", actions.showWhole),
      this.#stop,
      iconButton("help", "Keys (?)", actions.help),
    );
    this.#filter.addEventListener("input", () => actions.filter(this.#filter.value));
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#filter.value !== "") {
        this.#filter.value = "";
        actions.filter("");
      } else if (event.key !== "Escape" && event.key !== "Enter") return;
      else actions.leaveFilter();
      event.preventDefault();
    });
  }

  focusFilter(): void {
    this.#filter.focus();
    this.#filter.select();
  }

  render(view: TraceView): void {
    const { run } = view;
    const origin = run && originWord(run.origin);
    setText(this.#title, run?.title ?? "Trace");
    setText(this.#origin, origin ?? "");
    this.#origin.hidden = !origin;
    const dropped = run?.droppedEvents ?? 0;
    setText(this.#dropped, dropped > 0 ? `${counted(dropped, "event")} dropped` : "");
    setText(this.#found, foundText(view));
    setAttribute(this.#filter, "aria-invalid", view.problem !== undefined && "true");
    if (this.#filter !== document.activeElement) this.#filter.value = view.filterText;
    this.#stop.hidden = !view.isLive;
  }
}

function foundText(view: TraceView): string {
  if (view.problem) return view.problem;
  if (!view.filterText.trim()) return "";
  return `${countText(view.visible.count)} of ${counted(view.model.count, "row")}`;
}

function iconButton(name: IconName, title: string, action: () => void): HTMLButtonElement {
  const attributes = { class: "icon-button", title, "aria-label": title };
  return button({ ...attributes, "data-testid": `button-${name}` }, icon(name), action);
}
