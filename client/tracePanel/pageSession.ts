/**
 * The conversation with one page: which run it shows, what of it the page has, and what
 * the page asks for. A page that is hidden is gone, and says `ready` when it is back.
 *
 * Invariant: one request for the trace at a time, and none sooner than 50 ms after the
 * one before, however fast a run goes on.
 */
import type { Disposable, Webview } from "vscode";
import {
  type RowText,
  type RunInfo,
  requests,
  type ShowTrace,
  type SpanDetails,
  type SpanPlace,
  type TraceDelta,
} from "../../server/lsp/protocol";
import type { FromPage, Reveal, ToPage } from "./messages";
import { traceMessage } from "./traceMessage";

/** What a session needs of the editor and of the server. */
export interface SessionHost {
  request<R>(method: string, params: unknown): Promise<R>;
  reveal(details: SpanDetails, reveal: Reveal): Promise<void>;
  openDocument(uri: string): Promise<void>;
  copy(uri: string): Promise<void>;
  stop(runId: string): Promise<void>;
  report(error: unknown): void;
}

const PAUSE_MS = 50;

export class PageSession implements Disposable {
  readonly #webview: Webview;
  readonly #host: SessionHost;
  readonly #listener: Disposable;
  #isReady = false;
  #run: RunInfo | undefined;
  /** The run that was asked for; the newest one when undefined. */
  #wanted: ShowTrace | undefined;
  #newest: string | undefined;
  #revision: number | undefined;
  #pulling = false;
  #again = false;

  constructor(webview: Webview, host: SessionHost) {
    this.#webview = webview;
    this.#host = host;
    this.#listener = webview.onDidReceiveMessage((message: FromPage) => {
      this.#receive(message).catch((error: unknown) => this.#fail(error));
    });
  }

  get shownRun(): RunInfo | undefined {
    return this.#run;
  }

  /** Shows a run, or the newest one, and selects a span of it. */
  async open(target: Partial<ShowTrace>): Promise<void> {
    const { runId, spanId } = target;
    this.#wanted = runId ? { runId, ...(spanId && { spanId }) } : undefined;
    if (runId !== this.#run?.runId) this.#revision = undefined;
    if (!this.#isReady) return;
    await this.#pull();
    if (runId && spanId) await this.#selectSpan(runId, spanId);
  }

  /** A run began that nobody has heard of yet: shown unless the user is busy with another. */
  async runBegan(runId: string): Promise<void> {
    const busy = this.#run?.status === "running" || this.#isPinned;
    if (!busy) await this.open({ runId });
  }

  async traceChanged(runId: string): Promise<void> {
    if (this.#isReady && runId === this.#run?.runId) await this.#pull();
  }

  async select(place: SpanPlace): Promise<void> {
    if (place.runId === this.#run?.runId) {
      this.#post({ kind: "select", runId: place.runId, row: place.row });
    } else if (!this.#isPinned && this.#run?.status !== "running") await this.open(place);
  }

  /** The history was cleared. */
  async forget(): Promise<void> {
    this.#run = undefined;
    this.#revision = undefined;
    await this.open({});
  }

  hidden(): void {
    this.#isReady = false;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** The user opened an older run on purpose: newer ones do not take its place. */
  get #isPinned(): boolean {
    return (
      this.#wanted !== undefined &&
      this.#newest !== undefined &&
      this.#wanted.runId !== this.#newest
    );
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.#ready(message.runId);
      case "texts": {
        const { runId, rows } = message;
        const texts = await this.#host.request<readonly RowText[]>(requests.rows, { runId, rows });
        return this.#post({ kind: "texts", runId, texts });
      }
      case "select":
        return this.#selected(message.runId, message.row, message.reveal);
      case "openDocument":
        return this.#host.openDocument(message.uri);
      case "copy":
        return this.#host.copy(message.uri);
      case "stop":
        return this.#host.stop(message.runId);
      default:
        message satisfies never;
    }
  }

  /** A loaded page has nothing: it gets the run it was to show, else the one it showed before. */
  async #ready(runId: string | undefined): Promise<void> {
    this.#isReady = true;
    this.#revision = undefined;
    await this.open(this.#wanted ?? (await this.#stillThere(runId)) ?? {});
  }

  async #stillThere(runId: string | undefined): Promise<ShowTrace | undefined> {
    if (!runId) return undefined;
    const runs = await this.#host.request<readonly RunInfo[]>(requests.runs, {});
    return runs.some((run) => run.runId === runId) ? { runId } : undefined;
  }

  async #selected(runId: string, row: number, reveal: Reveal): Promise<void> {
    const details = await this.#host.request<SpanDetails | null>(requests.span, { runId, row });
    this.#post({ kind: "details", runId, row, details });
    if (details && reveal !== "none") await this.#host.reveal(details, reveal);
  }

  async #selectSpan(runId: string, spanId: string): Promise<void> {
    const details = await this.#host.request<SpanDetails | null>(requests.span, { runId, spanId });
    if (details) this.#post({ kind: "select", runId, row: details.row });
  }

  async #pull(): Promise<void> {
    this.#again = true;
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      while (this.#again && this.#isReady) {
        this.#again = false;
        await this.#pullOnce();
        if (this.#again) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    } finally {
      this.#pulling = false;
    }
  }

  async #pullOnce(): Promise<void> {
    const newest = await this.#newestRun();
    const runId = this.#wanted?.runId ?? newest;
    if (!runId) return this.#post({ kind: "empty", reason: "noRun" });
    const since = runId === this.#run?.runId ? this.#revision : undefined;
    const params = { runId, ...(since !== undefined && { since }) };
    const delta = await this.#host.request<TraceDelta | null>(requests.trace, params);
    if (!delta) return this.#gone();
    this.#run = delta.run;
    this.#revision = delta.revision;
    this.#post(traceMessage(delta, since === undefined));
  }

  async #newestRun(): Promise<string | undefined> {
    if (this.#revision !== undefined) return this.#newest;
    const runs = await this.#host.request<readonly RunInfo[]>(requests.runs, {});
    this.#newest = runs[0]?.runId;
    return this.#newest;
  }

  #gone(): void {
    this.#run = undefined;
    this.#revision = undefined;
    this.#wanted = undefined;
    this.#post({ kind: "empty", reason: "gone" });
  }

  #fail(error: unknown): void {
    this.#host.report(error);
    const text = error instanceof Error ? error.message : String(error);
    this.#post({ kind: "failed", message: `The trace cannot be shown: ${text}` });
  }

  #post(message: ToPage): void {
    if (this.#isReady) void this.#webview.postMessage(message);
  }
}
