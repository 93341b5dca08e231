/**
 * What client and server say to each other beyond the Language Server Protocol:
 * names, and the types of what crosses. Every request of ours begins with `spanlens/`.
 *
 * Any client may use these, and none has to: lenses, hovers, hints and the commands
 * below work over plain LSP, with arguments and results that are plain JSON.
 *
 * Invariant: types and constants only. No value of a secret ever goes from server to
 * client.
 */
import type {
  Location,
  Position,
  Range,
  TextDocumentIdentifier,
} from "vscode-languageserver-types";

// --- Starting ------------------------------------------------------------------------

/** `initializationOptions`. All of it is optional: a plain client sends nothing. */
export interface InitializationOptions {
  /** False in a restricted workspace: nothing runs, no env file is read. Default true. */
  readonly trusted?: boolean;
  /** A folder, as a URI, where traces may be written. Without it traces stay in memory. */
  readonly storage?: string;
  /** What the client can show. */
  readonly client?: ClientFeatures;
  /** Values of the settings at start; later ones arrive by `workspace/didChangeConfiguration`. */
  readonly settings?: Partial<Settings>;
}

export interface ClientFeatures {
  /** Handles `spanlens/showTrace`. Otherwise `openTrace` shows a text document. */
  readonly tracePanel?: boolean;
  /** Answers `spanlens/askArguments`. Otherwise a run without arguments takes those of a test. */
  readonly askArguments?: boolean;
  /** Has the command `spanlens.setKey`, so that lenses may offer it. */
  readonly setKey?: boolean;
  /** Resolves `spanlens:` documents through `spanlens/document`. */
  readonly documents?: boolean;
}

/** The settings that the server reads, below `spanlens`. package.json describes each. */
export interface Settings {
  readonly model: ModelMode;
  readonly lens: { readonly enabled: boolean };
  readonly inlineDurations: "off" | "lastRun" | "always";
  /** Whether completion, diagnostics and formatting are ours: `auto` leaves them to BAML's own extension. */
  readonly languageFeatures: "auto" | "on" | "off";
  readonly trace: { readonly mode: "llm" | "all" };
  readonly env: { readonly files: readonly string[] };
  readonly run: { readonly timeoutMs: number; readonly allowSystemAccess: boolean };
  readonly history: { readonly maxRuns: number; readonly maxMegabytes: number };
}

export type ModelMode = "auto" | "live" | "simulated";

// --- Commands: workspace/executeCommand ------------------------------------------------

export const commands = {
  run: "spanlens.run",
  runTest: "spanlens.runTest",
  rerun: "spanlens.rerun",
  cancel: "spanlens.cancel",
  openTrace: "spanlens.openTrace",
  clear: "spanlens.clear",
} as const;

/**
 * Commands that the client adds and the server may name in lenses and hovers, when
 * `ClientFeatures` says so: `setKey` takes a variable's name, `runWith` (`askArguments`) a
 * FunctionId, `openDocument` and `copyDocument` (`documents`) a `spanlens:` URI.
 */
export const clientCommands = {
  setKey: "spanlens.setKey",
  runWith: "spanlens.runWith",
  openDocument: "spanlens.openDocument",
  copyDocument: "spanlens.copyDocument",
} as const;

/** A function of a project: the URI of the folder that holds its files, and the function's name. */
export interface FunctionId {
  readonly project: string;
  readonly function: string;
}

/**
 * The argument of `spanlens.run`. `project` may be left out where the name is found once.
 * Cancelling the request of `run`, `rerun` or `runTest` stops what it started.
 */
export interface RunArguments extends Partial<FunctionId> {
  readonly function: string;
  /** By parameter name, as JSON. Left out: asked for, or taken from the first test of the function. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Take the arguments of this test. */
  readonly test?: string;
  readonly model?: ModelMode;
}

/** The argument of `spanlens.runTest`: one test, or every test of a function or project. */
export interface RunTestArguments {
  readonly project?: string;
  readonly test?: string;
  readonly function?: string;
  readonly model?: ModelMode;
}

/** The argument of `spanlens.cancel`. Without a run id every run is stopped. */
export interface CancelArguments {
  readonly runId?: string;
}

/** The argument of `spanlens.openTrace`. Without a run id the newest run is opened. */
export interface OpenTraceArguments {
  readonly runId?: string;
  readonly spanId?: string;
}

/** What `spanlens.run`, `rerun` and each entry of `runTest` answer when the run has ended. */
export interface RunResult {
  readonly runId: string;
  readonly function: string;
  readonly status: RunStatus;
  readonly durationUs: number;
  readonly origin: RunOrigin;
  readonly result?: unknown;
  readonly error?: { readonly kind: string; readonly message: string; readonly spanId?: string };
}

export type RunStatus = "running" | "ok" | "error" | "cancelled";

/** `none`: the run made no model call, so there is nothing to say of where answers came from. */
export type RunOrigin = "none" | "live" | "simulated" | "replayed" | "mixed";

export interface TestResult extends RunResult {
  readonly test: string;
  readonly passed: boolean;
  readonly failures: readonly { readonly label?: string; readonly message: string }[];
  /** Results of `@@check`, which never fail a test. */
  readonly checks: Readonly<Record<string, boolean>>;
}

// --- Requests, client to server --------------------------------------------------------

export const requests = {
  functions: "spanlens/functions",
  functionInfo: "spanlens/functionInfo",
  tests: "spanlens/tests",
  runs: "spanlens/runs",
  trace: "spanlens/trace",
  rows: "spanlens/rows",
  span: "spanlens/span",
  spanAt: "spanlens/spanAt",
  document: "spanlens/document",
} as const;

/** `spanlens/functions`: {} → FunctionPlace[]. Every function of every project, in the order of the files. */
export interface FunctionPlace extends FunctionId {
  /** The whole declaration: a cursor inside it means this function. */
  readonly location: Location;
}

/** `spanlens/functionInfo`: FunctionId → FunctionInfo | null. What asking for arguments needs. */
export interface FunctionInfo extends FunctionId {
  readonly location: Location;
  readonly parameters: readonly ParameterInfo[];
  readonly tests: readonly {
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
  }[];
  readonly lastArgs?: Readonly<Record<string, unknown>>;
  /** Environment variables that a live call needs and that have no value. */
  readonly missingVariables: readonly string[];
}

export interface ParameterInfo {
  readonly name: string;
  /** In BAML spelling. */
  readonly type: string;
  /** May be left out: the type accepts null. */
  readonly optional: boolean;
  /** JSON Schema (draft 2020-12) of the values that are accepted. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** A small value that is accepted, to begin editing from. */
  readonly example: unknown;
}

/** `spanlens/tests`: { project? } → TestInfo[]. */
export interface TestInfo extends FunctionId {
  readonly test: string;
  readonly location: Location;
}

/** `spanlens/runs`: {} → RunInfo[], newest first. */
export interface RunInfo extends FunctionId {
  readonly runId: string;
  readonly status: RunStatus;
  readonly origin: RunOrigin;
  readonly startedMs: number;
  readonly durationUs: number | null;
  /** Wording for a list: `Pipeline · 412 ms · 3 calls`. */
  readonly title: string;
  readonly spanCount: number;
  readonly droppedEvents: number;
  /** A `spanlens:` URI of the whole trace as text. */
  readonly document: string;
}

/**
 * `spanlens/trace`: { runId, since? } → TraceDelta | null. Rows are numbered in the order
 * in which they were first seen, and keep their number.
 */
export interface TraceRequest {
  readonly runId: string;
  /** The revision the client has. Left out: everything. */
  readonly since?: number;
}

export interface TraceDelta {
  readonly run: RunInfo;
  readonly revision: number;
  /** Number of rows there are now. */
  readonly count: number;
  /** Names that `name` counts in; only those the client has not been sent yet. */
  readonly names: readonly string[];
  readonly firstName: number;
  /** Row numbers of the rows below, base64 of a little-endian Uint32Array. */
  readonly rows: string;
  readonly columns: TraceColumns;
  /** Microseconds since the epoch at which the trace's time begins. */
  readonly originUs: number;
  /** Microseconds after `originUs` at which this was answered: where open spans end for now. */
  readonly nowUs: number;
}

/** One entry a row, little-endian typed arrays in base64. */
export interface TraceColumns {
  /** Float64, microseconds after `originUs`. */
  readonly start: string;
  /** Float64, microseconds; NaN while the span is open. */
  readonly duration: string;
  /** Float64, microseconds waited for models, sleeps and I/O. */
  readonly wait: string;
  /** Int32, row of the parent or −1. */
  readonly parent: string;
  /** Uint32, index into the names. */
  readonly name: string;
  /** Uint8, `SpanStatus`. */
  readonly status: string;
  /** Uint8, `SpanKind`. */
  readonly kind: string;
}

export const spanStatuses = ["running", "ok", "error", "cancelled", "unfinished"] as const;
export type SpanStatus = (typeof spanStatuses)[number];

/** `attempt` is one request to a provider, shown below its LLM function. */
export const spanKinds = ["function", "llm", "attempt", "builtin", "host"] as const;
export type SpanKind = (typeof spanKinds)[number];

/** `spanlens/rows`: { runId, rows } → RowText[]. One line of text for the rows on screen. */
export interface RowsRequest {
  readonly runId: string;
  readonly rows: readonly number[];
}

export interface RowText {
  readonly row: number;
  readonly spanId: string;
  /** At most 120 characters: what the span returned, or how it failed. */
  readonly preview: string;
}

/** `spanlens/span`: { runId, spanId } or { runId, row } → SpanDetails | null. */
export interface SpanRequest {
  readonly runId: string;
  readonly spanId?: string;
  readonly row?: number;
}

export interface SpanDetails {
  readonly runId: string;
  readonly spanId: string;
  readonly row: number;
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: SpanStatus;
  readonly origin: RunOrigin;
  readonly startedMs: number;
  readonly durationUs: number | null;
  readonly selfUs: number | null;
  readonly waitUs: number | null;
  readonly callSite?: Location;
  readonly definition?: Location;
  readonly args: readonly NamedText[];
  readonly result?: ShownText;
  readonly error?: { readonly kind: string; readonly message: string; readonly stack?: string };
  readonly tags: Readonly<Record<string, string>>;
  /** Spans below that limits kept from being recorded. */
  readonly suppressedChildren: number;
  readonly attempts: readonly AttemptDetails[];
}

export interface AttemptDetails {
  readonly attemptId: string;
  readonly client: string;
  readonly provider: string;
  readonly model?: string;
  readonly origin: "live" | "simulated" | "replayed";
  readonly status: SpanStatus;
  readonly selected: boolean;
  readonly durationUs: number | null;
  readonly timeToFirstTokenMs?: number;
  readonly finishReason?: string;
  /** As the provider reported; null is unknown. */
  readonly usage: {
    readonly input: number | null;
    readonly output: number | null;
    readonly cached: number | null;
    readonly reasoning: number | null;
  };
  readonly prompt: readonly { readonly role: string; readonly content: ShownText }[];
  readonly reply?: ShownText;
  /** Masked: secrets stand as `REDACTED` or `$NAME`. */
  readonly request?: ShownText;
  readonly response?: ShownText;
  readonly error?: string;
}

/** Text of any length: a beginning, and where the whole can be opened. */
export interface ShownText {
  readonly text: string;
  /** Characters that were left out; 0 when `text` is whole. */
  readonly omitted: number;
  /** A `spanlens:` URI of the whole text. */
  readonly document: string;
}

export interface NamedText extends ShownText {
  readonly name: string;
}

/** `spanlens/spanAt`: the newest span of the call, or of the function, at a place. → SpanPlace | null. */
export interface SpanAtRequest {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

export interface SpanPlace {
  readonly runId: string;
  readonly spanId: string;
  readonly row: number;
  readonly range: Range;
}

/** `spanlens/document`: { uri } → DocumentText | null. The text behind a `spanlens:` URI. */
export interface DocumentText {
  readonly text: string;
  readonly languageId: string;
}

// --- Requests and notifications, server to client --------------------------------------

export const clientRequests = {
  /** FunctionInfo → { args } | null (the user gave up). */
  askArguments: "spanlens/askArguments",
} as const;

export interface AskedArguments {
  readonly args: Readonly<Record<string, unknown>>;
}

export const clientNotifications = {
  status: "spanlens/status",
  showTrace: "spanlens/showTrace",
  traceChanged: "spanlens/traceChanged",
  testsChanged: "spanlens/testsChanged",
} as const;

/** `spanlens/status`: sent when it changes, at most every 50 ms. */
export interface Status {
  readonly running: readonly { readonly runId: string; readonly function: string }[];
  readonly lastRun?: RunInfo;
  readonly model: ModelMode;
  /** Set when the engine could not be started or kept dying. */
  readonly fault?: string;
}

/** `spanlens/showTrace`: open the panel on this run, and select this span. */
export interface ShowTrace {
  readonly runId: string;
  readonly spanId?: string;
}

/** `spanlens/traceChanged`: there is news of this run; ask with the revision you have. */
export interface TraceChanged {
  readonly runId: string;
  readonly revision: number;
}

// --- Notifications, client to server ---------------------------------------------------

export const serverNotifications = {
  /** { trusted }: the user granted or withdrew trust. */
  trust: "spanlens/trust",
  /** { values }: keys from the editor's secret storage, by variable name. */
  secrets: "spanlens/secrets",
} as const;

export interface TrustChanged {
  readonly trusted: boolean;
}

export interface Secrets {
  readonly values: Readonly<Record<string, string>>;
}
