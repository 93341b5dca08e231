/**
 * The connection to the language server. The server starts when something is first asked
 * of it, runs in a process of its own, and is told of settings, trust and keys.
 *
 * Invariant: what the server's messages mean for the editor is decided by whoever asked
 * or listens; nothing is shown from here.
 */
import {
  type CancellationToken,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  workspace,
} from "vscode";
import {
  CodeLensRequest,
  DidChangeConfigurationNotification,
  type DynamicFeature,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import {
  clientCommands,
  commands,
  type InitializationOptions,
  serverNotifications,
} from "../server/lsp/protocol";
import type { Keys } from "./secrets";
import type { SettingsSource } from "./settings";

export class LanguageServer implements Disposable {
  readonly #client: LanguageClient;
  readonly #settings: SettingsSource;
  readonly #keys: Keys;
  readonly #listeners: Disposable[] = [];
  readonly #handlers = new Map<string, Set<(params: never) => void>>();
  #started: Promise<void> | undefined;

  constructor(
    context: ExtensionContext,
    log: LogOutputChannel,
    settings: SettingsSource,
    keys: Keys,
  ) {
    this.#settings = settings;
    this.#keys = keys;
    const module = context.asAbsolutePath("dist/server.js");
    this.#client = new Client(
      "spanlens",
      "Spanlens",
      { module, transport: TransportKind.ipc },
      {
        documentSelector: [
          { language: "baml", scheme: "file" },
          { language: "baml", scheme: "untitled" },
        ],
        initializationOptions: () => this.#initializationOptions(context),
        outputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // Settings are sent by us, with what this session changes of them.
        middleware: { workspace: { didChangeConfiguration: async () => undefined } },
        markdown: { isTrusted: { enabledCommands: linkedCommands }, supportThemeIcons: true },
      },
    );
    this.#listeners.push(
      this.#client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) void this.#tellKeys();
      }),
      settings.onDidChange(() => this.#tellSettings()),
      keys.onDidChange(() => this.#tellKeys()),
      workspace.onDidGrantWorkspaceTrust(() =>
        this.#notify(serverNotifications.trust, { trusted: true }),
      ),
    );
  }

  /** Starts the server unless it runs. Called often. */
  start(): Promise<void> {
    this.#started ??= this.#client.start();
    return this.#started;
  }

  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  async restart(): Promise<void> {
    if (!this.#started) return this.start();
    this.#started = this.#client.restart();
    return this.#started;
  }

  async request<R>(method: string, params: unknown, token?: CancellationToken): Promise<R> {
    await this.start();
    // A token that is left out, but passed, would count as a second parameter.
    return token
      ? this.#client.sendRequest<R>(method, params, token)
      : this.#client.sendRequest<R>(method, params);
  }

  /** Runs one of the server's commands. Cancelling the token stops what it started. */
  async execute<R>(command: string, argument: unknown, token?: CancellationToken): Promise<R> {
    const params = { command, arguments: argument === undefined ? [] : [argument] };
    return this.request<R>(ExecuteCommandRequest.method, params, token);
  }

  /** Any number may listen to a notification; the library keeps one handler of each. */
  onNotification<P>(method: string, handler: (params: P) => void): Disposable {
    const handlers = this.#handlers.get(method) ?? new Set();
    if (handlers.size === 0) {
      this.#handlers.set(method, handlers);
      this.#client.onNotification(method, (params: unknown) => {
        for (const each of handlers) each(params as never);
      });
    }
    handlers.add(handler);
    return new Disposable(() => handlers.delete(handler));
  }

  onRequest<P>(method: string, handler: (params: P) => Promise<object | null>): Disposable {
    return this.#client.onRequest<object | null, void>(method, (params: P) => handler(params));
  }

  /**
   * Asks the editor to fetch the lenses of a document again. It drops its own request
   * when the text loses the focus at the wrong moment, and then shows lenses that no
   * longer answer to a click.
   */
  refreshLenses(document: TextDocument): void {
    const feature = this.#client.getFeature(CodeLensRequest.method);
    feature?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }

  get toCode() {
    return this.#client.protocol2CodeConverter;
  }

  get toProtocol() {
    return this.#client.code2ProtocolConverter;
  }

  async dispose(): Promise<void> {
    for (const listener of this.#listeners) listener.dispose();
    await this.#client.dispose();
  }

  #initializationOptions(context: ExtensionContext): InitializationOptions {
    const storage = context.storageUri?.toString();
    return {
      trusted: workspace.isTrusted,
      ...(storage && { storage }),
      client: { tracePanel: true, askArguments: true, setKey: true, documents: true },
      settings: this.#settings.current(),
    };
  }

  async #notify(method: string, params: unknown): Promise<void> {
    if (this.#client.state === State.Running) await this.#client.sendNotification(method, params);
  }

  #tellSettings(): Promise<void> {
    const settings = { spanlens: this.#settings.current() };
    return this.#notify(DidChangeConfigurationNotification.method, { settings });
  }

  async #tellKeys(): Promise<void> {
    await this.#notify(serverNotifications.secrets, { values: await this.#keys.values() });
  }
}

/** Commands that links in hovers may run. */
const linkedCommands = [...Object.values(commands), ...Object.values(clientCommands)];

/**
 * Our commands are registered by us, for they ask for arguments and check trust before
 * the server hears of them; the library would register the server's under the same names.
 */
class Client extends LanguageClient {
  // biome-ignore lint/suspicious/noExplicitAny: the library's own type for features of any kind
  override registerFeature(feature: StaticFeature | DynamicFeature<any>): void {
    const method = "registrationType" in feature ? feature.registrationType.method : undefined;
    if (method !== ExecuteCommandRequest.method) super.registerFeature(feature);
  }
}
