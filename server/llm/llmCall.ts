/**
 * What one call of an LLM function is given: the call itself, and the world it runs in.
 *
 * Invariant: types only. Clocks, ids, chance and the network are in `LlmWorld`, so that
 * a test can hold them still and an entry point can choose them.
 */
import type { AttemptRecord, ClientSpec, LlmCatalog, Value } from "../base";
import type { GoogleTokens } from "./request/sign/googleTokens";
import type { RoundRobin } from "./strategy/roundRobin";
import type { Transport } from "./transport/transport";

/** Made once by an engine and shared by its calls. */
export interface LlmWorld {
  readonly transport: Transport;
  /** Milliseconds of a clock that never goes back, with fractions. */
  readonly clock: () => number;
  /** Milliseconds since 1970: signatures carry the time of day. */
  readonly now: () => number;
  /** Settles after the time, or rejects or settles early once the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A fresh UUID. */
  readonly newId: () => string;
  /** Whose turn it is in each round-robin client; lives as long as the engine. */
  readonly roundRobin: RoundRobin;
  /** Tokens that were asked for and still hold; live as long as the engine. */
  readonly googleTokens: GoogleTokens;
  /** A file that a client or a medium names, from the project's root; rejects when there is none. */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
  /** A file of the user's account, such as `~/.aws/credentials`; rejects when there is none. */
  readonly readHostFile?: (path: string) => Promise<string>;
}

export interface LlmCall {
  readonly catalog: LlmCatalog;
  readonly functionName: string;
  /** By parameter name, checked and complete. */
  readonly args: Readonly<Record<string, Value>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly overrides?: ClientOverrides;
  /** Of the call, for `ctx.tags`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** `simulated` sends nothing and needs no key. */
  readonly mode: "live" | "simulated";
  /** Asks the provider for a stream; partial values need it. */
  readonly stream: boolean;
  readonly signal: AbortSignal;
  /** Told at once, in the order of `AttemptRecord`. */
  readonly onRecord: (record: AttemptRecord) => void;
  /** Told of each new partial value of a streamed call; stream states are maps `{state, value}`. */
  readonly onPartial?: (value: Value) => void;
}

/** Clients for one call: a registry of a host. */
export interface ClientOverrides {
  /** A registered client, one of the project, or a shorthand. */
  readonly primary?: string;
  /** Each defines a client, or replaces the project's of that name. */
  readonly clients?: readonly ClientSpec[];
}
