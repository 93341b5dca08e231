/**
 * The connection: protocol in, a question to a feature, protocol out. Nothing else in
 * this room knows that there is one.
 *
 * Invariant: each request is caught on its own. A feature that fails is logged and
 * answers empty, and the server lives on.
 */
import {
  type CancellationToken,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Position } from "vscode-languageserver-types";
import type { FileOffset } from "../project";
import { codeLenses } from "./codeLenses";
import { CommandHandler } from "./commandHandler";
import { definition, highlights, references } from "./definition";
import { DiagnosticsPublisher } from "./diagnosticsPublisher";
import { documentSymbols } from "./documentSymbols";
import { hover } from "./hover";
import { inlayHints } from "./inlayHints";
import { LanguageFeatures } from "./languageFeatures";
import { masked } from "./masked";
import { toOffset } from "./places";
import {
  commands,
  type InitializationOptions,
  requests,
  type Secrets,
  serverNotifications,
  type TrustChanged,
} from "./protocol";
import { Refresher } from "./refresher";
import { RequestHandler } from "./requestHandler";
import { type Platform, Session } from "./session";
import type { Project, ProjectFilePlace } from "./workspace";

/** Serves one client until it says goodbye. */
export function startServer(connection: Connection, platform: Platform): void {
  new Server(connection, platform).listen();
}

class Server {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #diagnostics: DiagnosticsPublisher;
  readonly #language: LanguageFeatures;
  readonly #refresher: Refresher;
  readonly #commands: CommandHandler;
  readonly #requests: RequestHandler;
  #initialize: InitializeParams | undefined;

  constructor(connection: Connection, platform: Platform) {
    this.#connection = connection;
    this.#session = new Session(platform, {
      projectChanged: (project) => this.#projectChanged(project),
      runsChanged: (runIds) => this.#refresher.runsChanged(runIds),
      lensesChanged: () => this.#refresher.lensesChanged(),
      log: (message) => connection.console.error(message),
      warn: (message) => connection.console.warn(message),
      engineDied: (reason) => {
        const message = `The engine stopped and was started again: ${reason}. What ran in it has failed.`;
        void connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message,
        });
      },
    });
    this.#diagnostics = new DiagnosticsPublisher(connection, this.#session);
    this.#language = new LanguageFeatures(connection, this.#session);
    this.#refresher = new Refresher(connection, this.#session);
    this.#commands = new CommandHandler(connection, this.#session);
    this.#requests = new RequestHandler(this.#session);
  }

  listen(): void {
    this.#listenToLife();
    this.#listenToDocuments();
    this.#listenToFeatures();
    this.#listenToOurs();
    this.#documents.listen(this.#connection);
    this.#connection.listen();
  }

  #listenToLife(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialized(params));
    connection.onInitialized(() => this.#begin());
    connection.onShutdown(() => this.#session.dispose());
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#session.configure(settings?.spanlens ?? settings);
      this.#refresher.everythingChanged();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) {
        if (uri.endsWith(".baml")) void this.#session.workspace.changedOnDisk(uri);
        else this.#session.environmentChanged();
      }
      this.#refresher.lensesChanged();
    });
  }

  #initialized(params: InitializeParams): InitializeResult {
    this.#initialize = params;
    this.#session.initialize((params.initializationOptions ?? {}) as InitializationOptions);
    this.#diagnostics.initialize(params.capabilities);
    this.#refresher.initialize(params.capabilities);
    return {
      serverInfo: { name: "spanlens" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...this.#diagnostics.capability,
        ...this.#language.capabilities,
        codeLensProvider: { resolveProvider: false },
        hoverProvider: true,
        inlayHintProvider: true,
        documentSymbolProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        executeCommandProvider: { commands: Object.values(commands) },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  async #begin(): Promise<void> {
    const { capabilities, workspaceFolders } = this.#initialize!;
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: "**/*.baml" }, { globPattern: "**/.env*" }],
      });
    }
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: "spanlens",
      });
    }
    if (capabilities.workspace?.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added }) => {
        for (const { uri } of added) void this.#session.workspace.addFolder(uri);
      });
    }
    for (const { uri } of workspaceFolders ?? []) await this.#session.workspace.addFolder(uri);
  }

  #listenToDocuments(): void {
    this.#documents.onDidChangeContent(({ document }) => {
      void this.#session.workspace.setOpen(document.uri, document.getText());
    });
    this.#documents.onDidClose(({ document }) => {
      void this.#session.workspace.setClosed(document.uri);
    });
  }

  #listenToFeatures(): void {
    const connection = this.#connection;
    const session = this.#session;
    connection.onCodeLens((params) =>
      this.#answer([], params.textDocument.uri, ({ project, path }) =>
        session.settings.lens.enabled ? codeLenses(project, path, this.#lensContext) : [],
      ),
    );
    connection.onHover((params) =>
      this.#answerAt(null, params.textDocument.uri, params.position, (file, at) => {
        const { history, client, nowMs } = session;
        return hover(file.project, at, { history, client, nowMs }) ?? null;
      }),
    );
    connection.languages.inlayHint.on((params) =>
      this.#answer([], params.textDocument.uri, ({ project, path }) => {
        const { history, client, settings } = session;
        const context = { history, client, mode: settings.inlineDurations };
        return inlayHints(project, path, params.range, context);
      }),
    );
    connection.onDocumentSymbol((params) =>
      this.#answer([], params.textDocument.uri, ({ project, path }) =>
        documentSymbols(project.snapshot, path),
      ),
    );
    connection.onDefinition((params) =>
      this.#answerAt(null, params.textDocument.uri, params.position, ({ project }, at) => {
        const found = definition(project, at);
        if (!found) return null;
        const { targetUri: uri, targetSelectionRange: range } = found;
        return this.#takesLinks ? [found] : { uri, range };
      }),
    );
    connection.onReferences((params) =>
      this.#answerAt([], params.textDocument.uri, params.position, ({ project }, at) =>
        references(project, at, params.context.includeDeclaration),
      ),
    );
    connection.onDocumentHighlight((params) =>
      this.#answerAt([], params.textDocument.uri, params.position, ({ project }, at) =>
        highlights(project, at).map((range) => ({ range })),
      ),
    );
    this.#diagnostics.listen((empty, uri, ask) => this.#answer(empty, uri, ask));
    this.#language.listen(
      (empty, uri, ask) => this.#answer(empty, uri, ask),
      (empty, what, ask) => this.#guarded(empty, what, undefined, ask),
    );
  }

  #listenToOurs(): void {
    const connection = this.#connection;
    connection.onExecuteCommand(async (params, token) => {
      const answer = await this.#commands.execute(params.command, params.arguments?.[0], token);
      return masked(answer, this.#session.redactor);
    });
    for (const method of Object.values(requests)) {
      connection.onRequest(method, (params: unknown, token: CancellationToken) =>
        this.#guarded<unknown>(null, method, token, async () => {
          await this.#session.workspace.loaded();
          return this.#requests.answer(method, params);
        }),
      );
    }
    connection.onNotification(serverNotifications.trust, ({ trusted }: TrustChanged) => {
      this.#session.setTrusted(trusted);
      this.#refresher.everythingChanged();
    });
    connection.onNotification(serverNotifications.secrets, ({ values }: Secrets) => {
      this.#session.setSecrets(values);
      this.#refresher.lensesChanged();
    });
  }

  get #lensContext() {
    const session = this.#session;
    return {
      history: session.history,
      tests: session.testHistory,
      client: session.client,
      canRun: session.isTrusted,
      missingVariables: (project: Project, name: string) => session.missingVariables(project, name),
    };
  }

  get #takesLinks(): boolean {
    return this.#initialize?.capabilities.textDocument?.definition?.linkSupport ?? false;
  }

  #projectChanged(project: Project): void {
    this.#diagnostics.changed(project);
    this.#refresher.projectChanged();
  }

  /** Answers of a file in its newest snapshot; `empty` when it belongs to no project. */
  #answer<T>(empty: T, uri: string, ask: (file: ProjectFilePlace) => T): Promise<T> {
    return this.#guarded(empty, uri, undefined, async () => {
      const file = await this.#session.workspace.file(uri);
      if (!file) return empty;
      await this.#session.learnt(file.project);
      // The newest snapshot: the text may have changed while the environment was read.
      return ask(this.#session.workspace.loadedFile(uri) ?? file);
    });
  }

  #answerAt<T>(
    empty: T,
    uri: string,
    position: Position,
    ask: (file: ProjectFilePlace, at: FileOffset) => T,
  ): Promise<T> {
    return this.#answer(empty, uri, (file) =>
      ask(file, toOffset(file.project.snapshot, file.path, position)),
    );
  }

  /** What a feature throws is a bug of ours: logged, and answered with nothing. */
  async #guarded<T>(
    empty: T,
    what: string,
    token: CancellationToken | undefined,
    ask: () => T | Promise<T>,
  ): Promise<T> {
    try {
      const answer = await ask();
      if (token?.isCancellationRequested) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      }
      return masked(answer, this.#session.redactor);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      this.#connection.console.error(`${what}: ${error instanceof Error ? error.stack : error}`);
      return empty;
    }
  }
}
