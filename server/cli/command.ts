/**
 * What a command of the terminal is, and how its words are read.
 *
 * Invariant: a command prints through its `Terminal` and answers an exit code: 0 for
 * success, 1 for a failure that it reported, 2 for a usage error.
 */
import { parseArgs } from "node:util";

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Behind `spanlens NAME`. */
  readonly usage: string;
  /** How many words stand beside the options. */
  readonly operands: { readonly min: number; readonly max: number };
  readonly options: Readonly<Record<string, Option>>;
  run(given: Given, terminal: Terminal): Promise<ExitCode>;
}

export type ExitCode = 0 | 1 | 2;

export interface Option {
  readonly help: string;
  /** What its value is called; missing for a switch. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
}

/** The words of one call of a command. */
export interface Given {
  readonly operands: readonly string[];
  /** The value of an option; undefined when it was not given. */
  text(name: string): string | undefined;
  isSet(name: string): boolean;
}

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** True when what goes to `err` may be coloured. */
  readonly hasColors: boolean;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
}

/** The user's words make no sense; shown with the usage of the command. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Throws `UsageError`. */
export function parseWords(command: Command, words: readonly string[]): Given {
  const { values, positionals } = parsed(command, words);
  const { min, max } = command.operands;
  if (positionals.length < min) throw new UsageError("something is missing");
  if (positionals.length > max) {
    throw new UsageError(`\`${positionals[max]}\` is one word too many`);
  }
  return {
    operands: positionals,
    text: (name) => {
      const value = values[name];
      return typeof value === "string" ? value : undefined;
    },
    isSet: (name) => values[name] === true,
  };
}

function parsed(command: Command, words: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, short }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short !== undefined && { short }),
      },
    ]),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new UsageError(error.message);
  }
}

function isParseError(error: unknown): error is Error {
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_")
  );
}

/** The help of one command. */
export function helpText({ name, summary, usage, options }: Command): string {
  const rows = Object.entries(options).map(
    ([option, { value, help }]) =>
      [`--${option}${value === undefined ? "" : ` ${value}`}`, help] as const,
  );
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const lines = rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}\n`);
  const list = lines.length > 0 ? `\nOptions:\n${lines.join("")}` : "";
  return `${summary}\n\nUsage: spanlens ${name} ${usage}\n${list}`;
}
