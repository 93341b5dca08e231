/**
 * Tells the client what is stale: lenses and hints after a run's news, the panel's trace,
 * the status. Coalesced, so that a run of a thousand spans is a few messages.
 *
 * Invariant: no timer runs while nothing happens.
 */
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
} from "vscode-languageserver";
import { masked } from "./masked";
import { clientNotifications, type Status, type TraceChanged } from "./protocol";
import { runInfo } from "./runInfo";
import type { Session } from "./session";

export class Refresher {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #changedRuns = new Set<string>();
  #areLensesStale = false;
  #areTestsStale = false;
  /** Something other than progress of a run has happened, which is shown at once. */
  #isUrgent = false;
  #running = "";
  #lensesShownMs = 0;
  #lensTimer: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #refreshesLenses = false;
  #refreshesHints = false;
  #lastStatus = "";

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
  }

  initialize({ workspace }: ClientCapabilities): void {
    this.#refreshesLenses = workspace?.codeLens?.refreshSupport ?? false;
    this.#refreshesHints = workspace?.inlayHint?.refreshSupport ?? false;
  }

  runsChanged(runIds: readonly string[]): void {
    for (const id of runIds) this.#changedRuns.add(id);
    this.#areLensesStale = true;
    this.#soon();
  }

  lensesChanged(): void {
    this.#isUrgent = true;
    this.#areLensesStale = true;
    this.#soon();
  }

  /** The text changed, and with it what tests there are. Editors ask for lenses by themselves. */
  projectChanged(): void {
    this.#areTestsStale = true;
    this.#soon();
  }

  everythingChanged(): void {
    this.#areTestsStale = true;
    this.lensesChanged();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#flush(), DELAY_MS);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#refreshLenses();
    if (this.#areTestsStale) this.#notify(clientNotifications.testsChanged, {});
    for (const runId of this.#changedRuns) this.#traceChanged(runId);
    this.#areTestsStale = false;
    this.#changedRuns.clear();
    this.#tellStatus();
  }

  /**
   * At once when a run begins or ends; while it goes on, now and then. A lens that is
   * drawn anew twenty times a second cannot be clicked, and one of them says `Stop`.
   */
  #refreshLenses(): void {
    if (!this.#areLensesStale) return;
    const waitMs = this.#lensesShownMs + PROGRESS_MS - this.#session.nowMs;
    if (this.#isProgress() && waitMs > 0) {
      this.#lensTimer ??= setTimeout(() => this.#refreshLater(), waitMs);
      return;
    }
    this.#running = this.#runningIds.join();
    this.#lensesShownMs = this.#session.nowMs;
    this.#areLensesStale = false;
    this.#isUrgent = false;
    if (this.#refreshesLenses) {
      this.#refresh(this.#connection.sendRequest(CodeLensRefreshRequest.type));
    }
    if (this.#refreshesHints) this.#refresh(this.#connection.languages.inlayHint.refresh());
  }

  #refreshLater(): void {
    this.#lensTimer = undefined;
    this.#soon();
  }

  /** Nothing has happened but that runs go on which did so before. */
  #isProgress(): boolean {
    const running = this.#runningIds;
    const goOn = [...this.#changedRuns].every((id) => running.includes(id));
    return goOn && !this.#isUrgent && running.join() === this.#running;
  }

  get #runningIds(): readonly string[] {
    return this.#session.runs.active.map(({ runId }) => runId);
  }

  #traceChanged(runId: string): void {
    const run = this.#session.history.runs.run(runId);
    if (!run) return;
    const changed: TraceChanged = { runId, revision: run.tree.revision };
    this.#notify(clientNotifications.traceChanged, changed);
  }

  #tellStatus(): void {
    const [newest] = this.#session.history.runs.newestFirst;
    const status: Status = {
      running: this.#session.runs.active,
      model: this.#session.settings.model,
      ...(newest && { lastRun: runInfo(newest) }),
    };
    const text = JSON.stringify(status);
    if (text === this.#lastStatus) return;
    this.#lastStatus = text;
    this.#notify(clientNotifications.status, masked(status, this.#session.redactor));
  }

  /** Clients that do not know our notifications pass over them. */
  #notify(method: string, params: object): void {
    void this.#connection.sendNotification(method, params);
  }

  /** A client that has gone, or that refuses, is none of a run's business. */
  #refresh(answer: Promise<void>): void {
    answer.catch((error: Error) => this.#connection.console.warn(error.message));
  }
}

/** A frame or three: less than an eye notices, enough to gather a burst of events. */
const DELAY_MS = 40;
/** How often lenses tell of a run that goes on. */
const PROGRESS_MS = 1000;
