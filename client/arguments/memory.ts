/**
 * The arguments that functions were last run with, kept for the workspace. An entry is
 * of no use once the function's parameters have changed, and is dropped when that is seen.
 */
import type { Memento } from "vscode";
import type { FunctionId, FunctionInfo } from "../../server/lsp/protocol";

/** Where the arguments of a run came from: a test of the function, or someone's hands. */
export type ArgumentChoice =
  | { readonly kind: "test"; readonly test: string }
  | { readonly kind: "args"; readonly args: Readonly<Record<string, unknown>> };

interface Entry {
  readonly signature: string;
  readonly last: ArgumentChoice;
  /** Newest first, without the arguments of tests. */
  readonly history: readonly Readonly<Record<string, unknown>>[];
}

export class ArgumentMemory {
  readonly #store: Memento;

  constructor(store: Memento) {
    this.#store = store;
  }

  /** What `Run` takes without asking: the last choice, while it still fits. */
  last(info: FunctionInfo): ArgumentChoice | undefined {
    const last = this.#entry(info)?.last;
    if (last?.kind !== "test") return last;
    return info.tests.some((test) => test.name === last.test) ? last : undefined;
  }

  history(info: FunctionInfo): Entry["history"] {
    return this.#entry(info)?.history ?? [];
  }

  async remember(info: FunctionInfo, choice: ArgumentChoice): Promise<void> {
    const before = this.history(info);
    const entry: Entry = {
      signature: signatureOf(info),
      last: choice,
      history: choice.kind === "args" ? withNewest(before, choice.args) : before,
    };
    await this.#store.update(keyOf(info), entry);
  }

  #entry(info: FunctionInfo): Entry | undefined {
    const entry = this.#store.get<Entry>(keyOf(info));
    if (entry === undefined || entry.signature === signatureOf(info)) return entry;
    void this.#store.update(keyOf(info), undefined);
    return undefined;
  }
}

function withNewest(history: Entry["history"], args: Readonly<Record<string, unknown>>) {
  const text = JSON.stringify(args);
  const others = history.filter((other) => JSON.stringify(other) !== text);
  return text.length > MAX_LENGTH ? others : [args, ...others].slice(0, MAX_HISTORY);
}

function keyOf({ project, function: name }: FunctionId): string {
  return `spanlens.arguments:${project}#${name}`;
}

function signatureOf({ parameters }: FunctionInfo): string {
  return parameters.map(({ name, type }) => `${name}: ${type}`).join(", ");
}

const MAX_HISTORY = 10;
/** Workspace state is read whole at start, so no single entry may be large. */
const MAX_LENGTH = 100_000;
