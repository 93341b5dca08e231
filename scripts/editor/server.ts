/**
 * Serves the installed editor on 127.0.0.1, with an extension in it and a profile of its
 * own that is removed when it stops.
 *
 * Invariant: nothing of the user's own editor is read or written, and no process or file
 * is left behind.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EditorInstall } from "./install";

export interface EditorServer {
  readonly port: number;
  /** `ud` holds the profile and the logs, `server.log` what the server said. */
  readonly folder: string;
  url(folder: string, file?: string): string;
  stop(): Promise<void>;
}

export interface EditorOptions {
  readonly install: EditorInstall;
  /** The packaged extension. */
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Ask for trust as a desktop does. Otherwise every workspace is trusted. */
  readonly asksForTrust?: boolean;
  /** Variables that the extension host sees. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function serveEditor(options: EditorOptions): Promise<EditorServer> {
  const folder = mkdtempSync(join(tmpdir(), "spanlens-editor-"));
  const child = start(folder, options, await freePort());
  const onExit = () => end(child.process, "SIGKILL");
  process.once("exit", onExit);
  const stop = async () => {
    process.removeListener("exit", onExit);
    await stopGroup(child.process);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(child.port, child.process);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = (path: string, file?: string) => urlOf(child.port, path, file);
  return { port: child.port, folder, url, stop };
}

function start(
  folder: string,
  options: EditorOptions,
  port: number,
): { process: ChildProcess; port: number } {
  const { install, vsix, settings } = options;
  const config = join(folder, "config.yaml");
  const user = join(folder, "ud");
  mkdirSync(join(user, "User"), { recursive: true });
  writeFileSync(config, "auth: none\n");
  writeFileSync(join(user, "User", "settings.json"), JSON.stringify(settings));
  const extensions = join(folder, "ext");
  const profile = ["--config", config, "--user-data-dir", user, "--extensions-dir", extensions];
  const env = { ...environment(), ...options.env };
  const installing = [install.entry, ...profile, "--install-extension", vsix, "--force"];
  execFileSync(install.node, installing, { env, stdio: "pipe" });
  const log = openSync(join(folder, "server.log"), "a");
  const serving = [
    ...[install.entry, ...profile, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none"],
    ...["--disable-telemetry", "--disable-update-check"],
    ...(options.asksForTrust ? [] : ["--disable-workspace-trust"]),
    // The default keeps the language server of a closed tab for three hours.
    ...["--disable-getting-started-override", "--reconnection-grace-time", "2"],
  ];
  const stdio: ["ignore", number, number] = ["ignore", log, log];
  return { process: spawn(install.node, serving, { env, detached: true, stdio }), port };
}

/** Ours, without what another VS Code around us has set; and no requests to a marketplace. */
function environment(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

function urlOf(port: number, folder: string, file: string | undefined): string {
  const payload: string[][] = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  if (file) payload.push(["openFile", `vscode-remote://127.0.0.1:${port}${file}`]);
  if (file && /:\d+$/.test(file)) payload.push(["gotoLineMode", "true"]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`the editor ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the editor does not answer");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(),
      );
    });
  });
}

/** The group, for extension hosts and language servers are the server's children. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    end(child, "SIGTERM");
    const tooLong = new Promise((resolve) => setTimeout(resolve, 3000).unref());
    await Promise.race([ended, tooLong]);
  }
  end(child, "SIGKILL");
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
