/**
 * The page: joins messages, what is shown, and what the user does. Draws at most once a
 * frame, and only when something changed or a run goes on.
 */
import { durationText } from "../../../server/base/wording";
import type { FromPage, Reveal, ToPage, TraceMessage } from "../messages";
import { DetailsPane } from "./detailsPane";
import { element, setText } from "./element";
import { helpDialog } from "./help";
import { handleKey } from "./keyboard";
import type { Port } from "./port";
import { Previews } from "./previews";
import { type SavedState, savedState, type Widths } from "./savedState";
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
  readonly #details: DetailsPane;
  readonly #main = element("main", { class: "main" });
  readonly #notice = element("p", { class: "notice", role: "status", "data-testid": "notice" });
  readonly #spoken = element("p", { class: "spoken", "aria-live": "polite" });
  readonly #help = helpDialog();
  readonly #previews: Previews;
  #widths: Widths = { tree: 36, timeline: 66 };
  #frame = 0;

  constructor(root: HTMLElement, port: Port, clock: () => number) {
    this.#port = port;
    this.#clock = clock;
    const saved = savedState(port.loadState());
    if (saved) this.#widths = saved.widths;
    this.#toolbar = new Toolbar(this.#actions);
    this.#timeline = new Timeline(this.#actions, this.#widths.tree);
    this.#previews = new Previews((rows) => this.#askTexts(rows));
    this.#details = new DetailsPane({
      open: (uri) => this.#post({ kind: "openDocument", uri }),
      copy: (uri) => this.#post({ kind: "copy", uri }),
      reveal: (reveal) => this.#askDetails(reveal),
    });
    this.#main.append(this.#timeline.element, this.#divider(), this.#details.element);
    root.append(this.#toolbar.element, this.#notice, this.#main, this.#spoken, this.#help);
    this.#listen(root);
    this.#begin(saved?.view);
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
    treeWidth: (tree: number) => this.#widen({ tree }),
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
      initial: this.#widths.timeline,
      minimum: 30,
      maximum: 85,
      surroundings: this.#main,
      onMove: (timeline) => this.#widen({ timeline }),
    });
  }

  #widen(widths: Partial<Widths>): void {
    this.#widths = { ...this.#widths, ...widths };
    this.#save();
  }

  #listen(root: HTMLElement): void {
    this.#port.listen((message) => this.#receive(message));
    root.addEventListener("keydown", (event) => this.#key(event));
    onThemeChange(() => {
      this.#timeline.themeChanged();
      this.#draw();
    });
  }

  #begin(saved: SavedView | undefined): void {
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
        this.#details.show(message.details);
        break;
      case "select":
        if (message.runId === this.#view.run?.runId) this.#choose(message.row, "none");
        break;
      case "empty":
        this.#view.clear();
        this.#details.show(null);
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
    if (message.whole) this.#previews.forget();
    else this.#previews.changed(message.rows);
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
    const state: SavedState | undefined = saved && { view: saved, widths: this.#widths };
    if (state) this.#port.saveState(state);
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
    this.#previews.soon(() => this.#unknown());
    if (!this.#view.isLive) return;
    // Open bars grow; whoever asked for less motion sees them grow twice a second.
    if (reducesMotion()) setTimeout(() => this.#draw(), 500);
    else this.#draw();
  }

  /** Rows on screen whose preview is not known. */
  #unknown(): readonly number[] {
    const { first, count } = this.#timeline.window(this.#view);
    const rows = [...this.#view.visible.rows.subarray(first, first + count)];
    return rows.filter((row) => !this.#view.texts.has(row));
  }

  #askTexts(rows: readonly number[]): void {
    const { run } = this.#view;
    if (run) this.#post({ kind: "texts", runId: run.runId, rows });
  }

  #post(message: FromPage): void {
    this.#port.post(message);
  }
}

const emptyWords = {
  noRun: "No run yet. Press Run above a function in a BAML file.",
  gone: "This run is no longer in the history.",
} as const;
