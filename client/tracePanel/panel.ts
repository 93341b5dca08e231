/**
 * The trace panel: the page in the bottom panel, and any copies of it in editor tabs.
 * Opens only when the user asks; what pages say is answered by their sessions.
 */
import {
  Disposable,
  commands as editorCommands,
  type LogOutputChannel,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewView,
  window,
} from "vscode";
import {
  clientNotifications,
  commands,
  type ShowTrace,
  type SpanDetails,
  type SpanPlace,
  type Status,
  type TraceChanged,
} from "../../server/lsp/protocol";
import { copyDocument, openDocument } from "../commands/documents";
import type { LanguageServer } from "../languageClient";
import type { Reveal } from "./messages";
import { loadPage } from "./page";
import { PageSession, type SessionHost } from "./pageSession";
import { revealLocation } from "./reveal";

const VIEW = "spanlens.trace";

export class TracePanel implements Disposable {
  readonly #server: LanguageServer;
  readonly #extension: Uri;
  readonly #log: LogOutputChannel;
  readonly #registrations: Disposable;
  readonly #sessions = new Set<PageSession>();
  readonly #heardOf = new Set<string>();
  #view: { readonly view: WebviewView; readonly session: PageSession } | undefined;
  #tab: { readonly tab: WebviewPanel; readonly session: PageSession } | undefined;
  /** Asked for before there was a page to show it. */
  #target: Partial<ShowTrace> | undefined;

  constructor(server: LanguageServer, extension: Uri, log: LogOutputChannel) {
    this.#server = server;
    this.#extension = extension;
    this.#log = log;
    this.#registrations = Disposable.from(
      window.registerWebviewViewProvider(VIEW, {
        resolveWebviewView: (view) => this.#resolveView(view),
      }),
      window.registerWebviewPanelSerializer(VIEW, {
        deserializeWebviewPanel: async (tab) => this.#resolveTab(tab),
      }),
      server.onNotification<ShowTrace>(clientNotifications.showTrace, (shown) => {
        void this.show(shown);
      }),
      server.onNotification<TraceChanged>(clientNotifications.traceChanged, ({ runId }) =>
        this.#traceChanged(runId),
      ),
      server.onNotification<Status>(clientNotifications.status, (status) => {
        if (status.running.length === 0 && !status.lastRun) this.#each((page) => page.forget());
      }),
    );
  }

  /** Brings a page to the front, in a tab if there is one, and shows a run on it. */
  async show(target: Partial<ShowTrace>): Promise<void> {
    if (this.#tab) {
      this.#tab.tab.reveal(undefined, false);
      return this.#tab.session.open(target);
    }
    this.#target = target;
    await editorCommands.executeCommand(`${VIEW}.focus`);
    if (this.#view) await this.#view.session.open(target);
  }

  async showInEditor(): Promise<void> {
    if (this.#tab) return this.#tab.tab.reveal(undefined, false);
    this.#target = this.#view?.session.shownRun;
    this.#resolveTab(
      window.createWebviewPanel(VIEW, "Trace", ViewColumn.Active, { enableScripts: true }),
    );
  }

  /** The cursor is on a call: its span is selected wherever a page is seen. */
  select(place: SpanPlace): void {
    this.#each((page) => page.select(place));
  }

  get isVisible(): boolean {
    return this.#view?.view.visible === true || this.#tab?.tab.visible === true;
  }

  get shownRun(): string | undefined {
    return (this.#tab ?? this.#view)?.session.shownRun?.runId;
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#tab?.tab.dispose();
    for (const session of this.#sessions) session.dispose();
  }

  #resolveView(view: WebviewView): void {
    const session = this.#begin(view.webview, false);
    this.#view = { view, session };
    view.onDidChangeVisibility(() => {
      if (!view.visible) session.hidden();
    });
    view.onDidDispose(() => {
      this.#end(session);
      this.#view = undefined;
    });
    loadPage(view.webview, this.#extension);
  }

  #resolveTab(tab: WebviewPanel): void {
    const session = this.#begin(tab.webview, true);
    this.#tab = { tab, session };
    tab.onDidChangeViewState(() => {
      if (!tab.visible) session.hidden();
    });
    tab.onDidDispose(() => {
      this.#end(session);
      this.#tab = undefined;
    });
    loadPage(tab.webview, this.#extension);
  }

  #begin(webview: WebviewView["webview"], isTab: boolean): PageSession {
    const session = new PageSession(webview, this.#host(isTab));
    this.#sessions.add(session);
    if (this.#target) void session.open(this.#target);
    this.#target = undefined;
    return session;
  }

  #end(session: PageSession): void {
    session.dispose();
    this.#sessions.delete(session);
  }

  #traceChanged(runId: string): void {
    const isNew = !this.#heardOf.has(runId);
    this.#heardOf.add(runId);
    this.#each((page) => (isNew ? page.runBegan(runId) : page.traceChanged(runId)));
  }

  #each(action: (page: PageSession) => Promise<void>): void {
    for (const session of this.#sessions) {
      action(session).catch((error: unknown) => this.#log.error(String(error)));
    }
  }

  #host(isTab: boolean): SessionHost {
    return {
      request: (method, params) => this.#server.request(method, params),
      reveal: (details, reveal) => this.#reveal(details, reveal, isTab),
      openDocument: openDocument(this.#server),
      copy: copyDocument(this.#server),
      stop: (runId) => this.#server.execute(commands.cancel, { runId }),
      report: (error) => this.#log.error(String(error)),
    };
  }

  async #reveal(details: SpanDetails, reveal: Reveal, isTab: boolean): Promise<void> {
    const { callSite, definition } = details;
    // The outermost span has no call in the source: its declaration stands for it.
    const location = reveal === "declaration" ? definition : (callSite ?? definition);
    if (!location) return;
    const options = { preserveFocus: reveal === "peek", besides: isTab };
    await revealLocation(this.#server.toCode.asLocation(location), options);
  }
}
