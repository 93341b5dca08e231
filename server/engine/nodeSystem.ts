/** Files, sockets and the shell of this machine, for the user's program. */
import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { connect as connectTcp, type Socket } from "node:net";
import { resolve } from "node:path";
import type { OpenFile, OpenSocket, SystemAccess } from "./world";

export function nodeSystem(workingFolder: string): SystemAccess {
  return {
    shell: (command, signal) => shell(command, workingFolder, signal),
    openFile: (path) => openFile(resolve(workingFolder, path)),
    connect,
  };
}

/** Whatever the command's exit code: a program sees what it printed. */
function shell(command: string, cwd: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, {
      cwd,
      shell: true,
      stdio: ["ignore", "pipe", "inherit"],
      // A group of its own, so that a stop reaches what the shell has started too.
      detached: HAS_GROUPS,
    });
    const stop = (): void => endGroup(child);
    signal.addEventListener("abort", stop, { once: true });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", fail);
    child.on("close", () => {
      signal.removeEventListener("abort", stop);
      done(Buffer.concat(chunks).toString("utf8"));
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (!HAS_GROUPS || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid);
  } catch {
    // It has ended on its own.
  }
}

async function openFile(path: string): Promise<OpenFile> {
  const file = await open(path, "r");
  return {
    read: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
    close: () => file.close(),
  };
}

async function connect(address: string, signal: AbortSignal): Promise<OpenSocket> {
  const { host, port } = parseAddress(address);
  const socket = connectTcp({ host, port });
  const stop = (): void => void socket.destroy();
  signal.addEventListener("abort", stop, { once: true });
  await new Promise<void>((done, fail) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
      socket.destroy(new Error(`no connection to ${address} within ${CONNECT_TIMEOUT_MS} ms`));
    });
    socket.once("connect", done);
    socket.once("error", fail);
    socket.once("close", () => fail(new Error("the connection was closed")));
  });
  socket.setTimeout(0);
  return openSocket(socket);
}

function openSocket(socket: Socket): OpenSocket {
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  return {
    read: async () => {
      const next = await chunks.next();
      return next.done ? decoder.decode() : decoder.decode(next.value, { stream: true });
    },
    close: async () => void socket.destroy(),
  };
}

/** `host:port`, `[::1]:port` */
function parseAddress(address: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = ADDRESS.exec(address) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65535) throw new Error(`\`${address}\` is no host:port`);
  return { host: (bracketed ?? plain)!, port };
}

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):([0-9]{1,5})$/;
const HAS_GROUPS = process.platform !== "win32";
const CONNECT_TIMEOUT_MS = 10_000;
