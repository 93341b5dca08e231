/**
 * What went wrong behind a screen that may look right: errors of the page's console, of
 * the extension host and its log, of our own log, and requests that leave the machine.
 *
 * The editor itself is never quiet offline, so what counts is what names Spanlens.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsoleMessage, Page, Request } from "playwright-core";
import { filesBelow } from "./files";

const OURS = /spanlens\.spanlens|source\.baml|^Spanlens|\[Extension Host\]/;
/** Two windows on a folder, no network, a window that was closed while it worked. */
const NOISE = /vscode\.lock|getaddrinfo|\[vscode\.|Channel has been closed|Canceled/;
/** What users are told on purpose is written to the console too. */
const TOLD = /^Spanlens: \S+ was not run:/;
/** A page whose window is left while it loads. */
const LEFT = /Webview\.loadLocalResource/;
/** The editor answers these itself, through the webview's service worker. */
const ANSWERED_WITHIN =
  /^https:\/\/[^/]*\.vscode-(resource|cdn)\.[^/]*\/|^(data|blob|vscode-webview):/;

export class Complaints {
  readonly #folder: string;
  readonly #found: string[] = [];
  readonly #read = new Map<string, number>();
  /** Logs of windows before this one, which are still being closed. */
  readonly #before: ReadonlySet<string>;

  constructor(page: Page, folder: string, origin: string) {
    this.#folder = folder;
    this.#before = new Set(filesBelow(join(folder, "ud", "logs")));
    page.on("console", (message) => this.#console(message));
    page.on("pageerror", (error) => this.#pageError(error));
    page.on("request", (request) => this.#request(request, origin));
    this.take();
  }

  /** What has come up since the last time. */
  take(): readonly string[] {
    const complaints = [...this.#found.splice(0), ...this.#logLines(), ...this.#crashes()];
    return complaints;
  }

  #console(message: ConsoleMessage): void {
    const text = message.text();
    if (message.type() === "error" && OURS.test(text) && !TOLD.test(text) && !LEFT.test(text)) {
      this.#found.push(`console: ${text.slice(0, 500)}`);
    }
  }

  /** Leaving a window cancels what it was doing. */
  #pageError(error: Error): void {
    if (!/^Canceled/.test(error.message)) this.#found.push(`page: ${error.stack ?? error.message}`);
  }

  #request(request: Request, origin: string): void {
    const url = request.url();
    if (!url.startsWith(origin) && !ANSWERED_WITHIN.test(url))
      this.#found.push(`request to ${url}`);
  }

  #logLines(): string[] {
    const logs = filesBelow(join(this.#folder, "ud", "logs"));
    const own = logs.filter((file) => !this.#before.has(file));
    const hosts = own.filter((file) => /remoteexthost\.log$|[/\\]Spanlens\.log$/.test(file));
    return hosts.flatMap((file) =>
      this.#newLines(file)
        .filter((line) => /\[error\]/.test(line) && !NOISE.test(line) && !CUT_OFF.test(line))
        .map((line) => `log: ${line}`),
    );
  }

  #crashes(): string[] {
    const lines = this.#newLines(join(this.#folder, "server.log"));
    return lines.filter((line) => /Extension Host Process exited with code: [1-9]/.test(line));
  }

  #newLines(file: string): string[] {
    if (!existsSync(file)) return [];
    const from = this.#read.get(file) ?? 0;
    const text = readFileSync(file, "utf8");
    this.#read.set(file, text.length);
    return text.slice(from).split("\n");
  }
}

/**
 * A window that closes cuts off what a provider was about to answer. The reason of a
 * failing provider stands on the line behind, which is read on its own.
 */
const CUT_OFF = /provider FAILED\s*$/;
