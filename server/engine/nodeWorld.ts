/**
 * The world of a Node process: timers, the network, files, sockets and the shell.
 *
 * Invariant: for entry points alone; everything else is handed a `World`.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pooledIds } from "../events";
import { GoogleTokens, RoundRobin } from "../llm";
import { nodeTransport, proxySettings } from "../llm/node";
import { nodeSystem } from "./nodeSystem";
import type { WorkerFolders } from "./workerSetup";
import type { World } from "./world";

export function nodeWorld(folders: WorkerFolders): World {
  const clock = (): number => performance.now();
  const { transport } = nodeTransport({ proxies: proxySettings(process.env) });
  return {
    clock,
    sleep,
    yieldToOthers: () => setImmediate(),
    system: nodeSystem(folders.workingFolder),
    llm: {
      transport,
      clock,
      now: Date.now,
      sleep,
      newId: pooledIds(),
      roundRobin: new RoundRobin(),
      googleTokens: new GoogleTokens(),
      readFile: (path) => readFile(resolve(folders.projectRoot, path)),
      readHostFile: (path) => readFile(path, "utf8"),
    },
  };
}

/** Settles early, and without an error, once the signal aborts: whoever waits looks at it. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const endMs = performance.now() + ms;
    let timer: NodeJS.Timeout;
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      done();
    };
    const wait = (): void => {
      // Timers may fire a little early, and hold no more than 31 bits of milliseconds.
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) finish();
      else timer = setTimeout(wait, Math.min(Math.ceil(leftMs), MAX_TIMER_MS));
    };
    signal.addEventListener("abort", finish);
    timer = setTimeout(wait, Math.min(ms, MAX_TIMER_MS));
  });
}

const MAX_TIMER_MS = 2 ** 31 - 1;
