/**
 * The world, as runs need it: made of the system's parts by an entry point, or scripted
 * by a test.
 *
 * Invariant: types only. What is here can be forbidden to a call; see `permissions`.
 */
import type { LlmWorld } from "../llm";

export interface World {
  readonly llm: LlmWorld;
  readonly system: SystemAccess;
  /** Milliseconds of a clock that never goes back, with fractions. */
  readonly clock: () => number;
  /** Settles after the time, or rejects or settles early once the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Lets timers and messages through. */
  readonly yieldToOthers: () => Promise<void>;
}

/** Each rejects with an error whose message is for the user. */
export interface SystemAccess {
  /** What the command wrote to its standard output. */
  shell(command: string, signal: AbortSignal): Promise<string>;
  openFile(path: string): Promise<OpenFile>;
  /** `host:port` */
  connect(address: string, signal: AbortSignal): Promise<OpenSocket>;
}

export interface OpenFile {
  /** The whole content. */
  read(): Promise<string>;
  close(): Promise<void>;
}

export interface OpenSocket {
  /** What has arrived, once something has; empty when the other side has ended. */
  read(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** For hosts that can reach nothing: a browser, a test of something else. */
export const noSystemAccess: SystemAccess = {
  shell: () => Promise.reject(new Error("there is no shell here")),
  openFile: () => Promise.reject(new Error("there are no files here")),
  connect: () => Promise.reject(new Error("there are no sockets here")),
};
