/**
 * What a worker is started with, and how its clock agrees with that of the thread that
 * started it: timestamps of one process come from one anchor.
 */
import type { MessagePort } from "node:worker_threads";
import type { Clock } from "../events";

export interface WorkerSetup {
  readonly port: MessagePort;
  /** One counter: how many messages the worker has sent. */
  readonly sent: SharedArrayBuffer;
  readonly anchor: ClockAnchor;
  readonly folders: WorkerFolders;
}

export interface WorkerFolders {
  /** Files that clients and media name are relative to it. */
  readonly projectRoot: string;
  /** Where the program's own file and shell operations begin. */
  readonly workingFolder: string;
}

/** One moment on both clocks that threads share. */
export interface ClockAnchor {
  readonly epochUs: number;
  /** Of the system's monotonic clock, the same in every thread. */
  readonly monotonicNs: bigint;
}

/** A clock whose wall time continues the anchor, unless the system's has jumped since. */
export function anchoredClock(anchor: ClockAnchor): Clock {
  const startMs = performance.now();
  const sinceAnchorMs = Number(process.hrtime.bigint() - anchor.monotonicNs) / 1e6;
  const epochMs = anchor.epochUs / 1000 + sinceAnchorMs - startMs;
  return {
    monotonicMs: () => performance.now(),
    wallMs: () => {
      const continued = epochMs + performance.now();
      const actual = Date.now();
      return Math.abs(actual - continued) > MAX_DRIFT_MS ? actual : continued;
    },
  };
}

const MAX_DRIFT_MS = 1000;
