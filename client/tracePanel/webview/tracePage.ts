/**
 * The page: joins messages, what is shown, and what the user does. Draws at most once a
 * frame, and only when something changed or a run goes on.
 */
import { durationText } from "../../../server/base/wording";
import type { FromPage, Reveal, ToPage, TraceMessage } from "../messages";
import { detailsOf } from "./details";
import { element, setText } from "./element";
import { helpDialog } from "./help";
import { handleKey } from "./keyboard";
import type { Port } from "./port";
import { splitter } from "./splitter";
import { onThemeChange, reducesMotion } from "./theme";
import { Timeline } from "./timeline";
import { Toolbar } from "./toolbar";
import { type SavedView, TraceView } from "./traceView";
import { statusWords } from "./words";

export class TracePage {
  readonly #port: Port;
  readonly #clock: () => number;
  readonly #view = new TraceView();
  readonly #toolbar: Toolbar;
  readonly #timeline: Timeline;
  readonly #details = element("aside", {
    class: "details",
    "aria-label": "Details of the span",
    "data-testid": "details",
  });
  readonly #main = element("main", { class: "main" });
  readonly #notice = element("p", { class: "notice", role: "status", "data-testid": "notice" });
  readonly #spoken = element("p", { class: "spoken", "aria-live": "polite" });
  readonly #help = helpDialog();
  readonly #asked = new Set<number>();
  #frame = 0;
  #textTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, port: Port, clock: () => number) {
    this.#port = port;
    this.#clock = clock;
    this.#toolbar = new Toolbar(this.#actions);
    this.#timeline = new Timeline(this.#actions);
    this.#main.append(this.#timeline.element, this.#divider(), this.#details);
    root.append(this.#toolbar.element, this.#notice, this.#main, this.#spoken, this.#help);
    this.#listen(root);
    this.#begin();
  }

  /** What the user can do, by whatever means. */
  readonly #actions = {
    choose: (row: number, reveal: Reveal) => this.#choose(row, reveal),
    toggle: (row: number) => this.#toggle(row),
    zoom: (factor: number) => this.#zoom(this.#timeline.width / 2, factor),
    zoomAt: (x: number, factor: number) => this.#zoom(x, factor),
    zoomToSelection: () => this.#change(() => this.#view.zoomToSelection(this.#clock())),
    showWhole: () => this.#change(() => this.#view.showWhole()),
    pan: (fraction: number) => this.#change(() => this.#view.panBy(fraction, this.#clock())),
    scrolled: () => this.#draw(),
    filter: (text: string) => this.#change(() => this.#view.setFilter(text, this.#clock())),
    focusFilter: () => this.#toolbar.focusFilter(),
    leaveFilter: () => this.#focusTree(),
    stop: () => this.#stop(),
    help: () => this.#help.showModal(),
  };

  #divider(): HTMLElement {
    return splitter({
      label: "Width of the timeline",
      variable: "--timeline-width",
      initial: 66,
      minimum: 30,
      maximum: 85,
      surroundings: this.#main,
      onMove: () => undefined,
    });
  }

  #listen(root: HTMLElement): void {
    this.#port.listen((message) => this.#receive(message));
    root.addEventListener("keydown", (event) => this.#key(event));
    onThemeChange(() => {
      this.#timeline.themeChanged();
      this.#draw();
    });
  }

  #begin(): void {
    const saved = savedView(this.#port.loadState());
    if (saved) this.#view.restore(saved);
    this.#say("Loading…");
    this.#post({ kind: "ready", ...(saved && { runId: saved.runId }) });
  }

  #receive(message: ToPage): void {
    switch (message.kind) {
      case "trace":
        this.#receiveTrace(message);
        break;
      case "texts":
        if (message.runId !== this.#view.run?.runId) return;
        for (const text of message.texts) this.#view.texts.set(text.row, text);
        this.#draw();
        break;
      case "details":
        if (message.runId !== this.#view.run?.runId || message.row !== this.#view.selected) return;
        this.#showDetails(message.details);
        break;
      case "select":
        if (message.runId === this.#view.run?.runId) this.#choose(message.row, "none");
        break;
      case "empty":
        this.#view.clear();
        this.#details.replaceChildren();
        this.#say(emptyWords[message.reason]);
        break;
      case "failed":
        this.#say(message.message);
        break;
      default:
        message satisfies never;
    }
  }

  #receiveTrace(message: TraceMessage): void {
    const before = this.#view.run;
    const wasLive = this.#view.isLive;
    this.#say("");
    this.#view.apply(message, this.#clock());
    for (const row of message.rows) this.#asked.delete(row);
    if (message.whole) this.#asked.clear();
    if (before?.runId !== message.run.runId) this.#timeline.element.scrollTop = 0;
    else if (wasLive && !this.#view.isLive) this.#announceEnd();
    if (message.whole || message.rows.includes(this.#view.selected)) this.#askDetails("none");
    this.#save();
    this.#draw();
  }

  /** Says once, for screen readers, how the run ended. */
  #announceEnd(): void {
    const run = this.#view.run!;
    if (run.status === "running") return;
    const after = run.durationUs === null ? "" : ` after ${durationText(run.durationUs)}`;
    setText(this.#spoken, `${run.function} ${statusWords[run.status]}${after}`);
  }

  #showDetails(details: Parameters<typeof detailsOf>[0] | null): void {
    const actions = {
      open: (uri: string) => this.#post({ kind: "openDocument", uri }),
      copy: (uri: string) => this.#post({ kind: "copy", uri }),
      reveal: (reveal: Reveal) => this.#askDetails(reveal),
    };
    const { scrollTop } = this.#details;
    const same = this.#details.dataset.span === details?.spanId;
    this.#details.dataset.span = details?.spanId ?? "";
    this.#details.replaceChildren(...(details ? detailsOf(details, actions) : []));
    this.#details.scrollTop = same ? scrollTop : 0;
  }

  #choose(row: number, reveal: Reveal): void {
    if (!this.#view.select(row, this.#clock())) return;
    this.#timeline.scrollToLine(this.#view.activeLine);
    this.#askDetails(reveal);
    this.#save();
    const wasInTree = this.#timeline.tree.hasFocus;
    const isFree = document.activeElement === document.body && reveal !== "none";
    this.#renderNow();
    if (wasInTree || isFree) this.#timeline.tree.focus(row);
  }

  #askDetails(reveal: Reveal): void {
    const { run, selected } = this.#view;
    if (run && selected >= 0)
      this.#post({ kind: "select", runId: run.runId, row: selected, reveal });
  }

  #toggle(row: number): void {
    if (!this.#view.hasChildren(row)) return;
    const collapse = !this.#view.isCollapsed(row);
    this.#change(() => this.#view.setCollapsed(row, collapse, this.#clock()));
  }

  #stop(): void {
    const { run } = this.#view;
    if (run) this.#post({ kind: "stop", runId: run.runId });
  }

  #zoom(x: number, factor: number): void {
    this.#change(() => this.#view.zoomAt(x, this.#timeline.width, factor, this.#clock()));
  }

  #focusTree(): void {
    this.#renderNow();
    const row = this.#view.visible.rows[this.#view.activeLine];
    if (row !== undefined) this.#timeline.tree.focus(row);
  }

  #key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || this.#help.open) return;
    const place = {
      view: this.#view,
      inTree: this.#timeline.tree.hasFocus,
      pageLines: this.#timeline.pageLines,
    };
    if (handleKey(event, place, this.#actions)) event.preventDefault();
  }

  #change(change: () => void): void {
    change();
    this.#save();
    this.#draw();
  }

  #save(): void {
    const saved = this.#view.saved();
    if (saved) this.#port.saveState(saved);
  }

  #say(text: string): void {
    setText(this.#notice, text);
    this.#notice.hidden = text === "";
    this.#main.hidden = text !== "";
    this.#toolbar.render(this.#view);
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#renderNow());
  }

  #renderNow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const clockMs = this.#clock();
    this.#toolbar.render(this.#view);
    this.#timeline.render(this.#view, clockMs);
    this.#askTexts();
    if (!this.#view.isLive) return;
    // Open bars grow; whoever asked for less motion sees them grow twice a second.
    if (reducesMotion()) setTimeout(() => this.#draw(), 500);
    else this.#draw();
  }

  /** Asks for the previews of rows on screen, once scrolling has paused for a moment. */
  #askTexts(): void {
    this.#textTimer ??= setTimeout(() => {
      this.#textTimer = undefined;
      const { run, visible } = this.#view;
      const { first, count } = this.#timeline.window(this.#view);
      const rows = [...visible.rows.subarray(first, first + count)];
      const missing = rows.filter((row) => !this.#view.texts.has(row) && !this.#asked.has(row));
      for (const row of missing) this.#asked.add(row);
      if (run && missing.length > 0) {
        this.#post({ kind: "texts", runId: run.runId, rows: missing });
      }
    }, 50);
  }

  #post(message: FromPage): void {
    this.#port.post(message);
  }
}

const emptyWords = {
  noRun: "No run yet. Press Run above a function in a BAML file.",
  gone: "This run is no longer in the history.",
} as const;

/** State comes from an earlier version of the page, perhaps: what does not fit is ignored. */
function savedView(state: unknown): SavedView | undefined {
  const saved = state as Partial<SavedView> | null | undefined;
  const fits =
    typeof saved?.runId === "string" &&
    typeof saved.selected === "number" &&
    typeof saved.filter === "string" &&
    Array.isArray(saved.collapsed);
  return fits ? (saved as SavedView) : undefined;
}
