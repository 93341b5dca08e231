/**
 * A real client of the real server: the built one, in a process of its own, over stdio.
 * Tests wait for what they expect, never for time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { URI } from "vscode-uri";
import type { InitializationOptions } from "../../server/lsp/protocol";

export interface ServerOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: InitializationOptions;
  readonly capabilities?: object;
  readonly env?: Readonly<Record<string, string>>;
}

export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #notifications: { readonly method: string; readonly params: unknown }[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #exited: Promise<number | null>;

  private constructor(
    readonly folder: string,
    readonly connection: ProtocolConnection,
    process: ChildProcess,
  ) {
    this.#process = process;
    this.#exited = new Promise((resolve) => process.once("exit", (code) => resolve(code)));
    connection.onUnhandledNotification(({ method, params }) => {
      this.#notifications.push({ method, params });
      for (const look of [...this.#waiting]) look();
    });
    for (const method of ["workspace/codeLens/refresh", "workspace/inlayHint/refresh"]) {
      connection.onRequest(method, () => null);
    }
    connection.onRequest("client/registerCapability", () => null);
    connection.listen();
  }

  static async start(given: ServerOptions): Promise<LanguageServer> {
    const folder = mkdtempSync(join(tmpdir(), "spanlens-lsp-"));
    for (const [name, text] of Object.entries(given.files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const cli = join(__dirname, "../../dist/cli.js");
    const child = spawn(process.execPath, [cli, "lsp", "--stdio"], {
      env: { ...withoutKeys(process.env), ...given.env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    const server = new LanguageServer(folder, connection, child);
    await server.#initialize(given);
    return server;
  }

  uri(name: string): string {
    return URI.parse(pathToFileURL(join(this.folder, name)).toString()).toString();
  }

  open(name: string, text: string): Promise<void> {
    const textDocument = { uri: this.uri(name), languageId: "baml", version: 1, text };
    return this.connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  change(name: string, version: number, text: string): Promise<void> {
    const textDocument = { uri: this.uri(name), version };
    const contentChanges = [{ text }];
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument,
      contentChanges,
    });
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  execute<R>(command: string, argument?: unknown): Promise<R> {
    const params = { command, arguments: argument === undefined ? [] : [argument] };
    return this.request<R>("workspace/executeCommand", params);
  }

  /** The first notification, of those that came and those to come, that `isWanted` accepts. */
  notified<P>(method: string, isWanted: (params: P) => boolean = () => true): Promise<P> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.#notifications.find(
          (one) => one.method === method && isWanted(one.params as P),
        );
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found.params as P);
      };
      this.#waiting.add(look);
      look();
    });
  }

  forgetNotifications(): void {
    this.#notifications.length = 0;
  }

  /** Says goodbye as a client should; the answer is the process's exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await this.#exited;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  kill(): void {
    this.#process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #initialize({ options, capabilities }: ServerOptions): Promise<void> {
    const uri = URI.parse(pathToFileURL(this.folder).toString()).toString();
    await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "test" }],
      capabilities: capabilities ?? {},
      ...(options && { initializationOptions: options }),
    });
    await this.connection.sendNotification("initialized", {});
  }
}

/** A key on the machine that runs the tests must not make them call anybody. */
function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_API_KEY$/.test(name)));
}
