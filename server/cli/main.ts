/**
 * The command line: finds the command, reads its words, and runs it.
 *
 * It is an entry point: the one place of `cli` that knows the process.
 */

import { version } from "../base";
import { check } from "./check";
import {
  type Command,
  type ExitCode,
  helpText,
  parseWords,
  type Terminal,
  UsageError,
} from "./command";
import { fmt } from "./fmt";
import { lsp } from "./lsp";
import { parse } from "./parse";
import { parseBatch } from "./parseBatch";
import { render } from "./render";
import { request } from "./request";
import { requestBatch } from "./requestBatch";
import { run } from "./run";
import { runBatch } from "./runBatch";
import { test } from "./test";
import { trace } from "./trace";

const commands: readonly Command[] = [
  check,
  run,
  runBatch,
  test,
  render,
  request,
  requestBatch,
  parse,
  parseBatch,
  trace,
  fmt,
  lsp,
];

export async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    terminal.err(overview());
    return 2;
  }
  if (isHelp(name) || name === "help") {
    terminal.out(overview());
    return 0;
  }
  if (name === "--version" || name === "version") {
    terminal.out(`${version}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    terminal.err(`spanlens: there is no command \`${name}\`\n\n${overview()}`);
    return 2;
  }
  if (rest.some(isHelp)) {
    terminal.out(helpText(command));
    return 0;
  }
  return runCommand(command, rest, terminal);
}

async function runCommand(
  command: Command,
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await command.run(parseWords(command, words), terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`spanlens ${command.name}: ${error.message}\n`);
      terminal.err(`usage: spanlens ${command.name} ${command.usage}\n`);
      return 2;
    }
    // A bug of ours: told with its place, so that it can be reported.
    terminal.err(`spanlens ${command.name}: ${error instanceof Error ? error.stack : error}\n`);
    return 1;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  return (
    `Usage: spanlens COMMAND …\n\nCommands:\n${lines.join("")}\n` +
    "`spanlens COMMAND --help` says more of a command.\n"
  );
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

if (require.main === module) {
  const stop = new AbortController();
  // The first asks the run to end in order; the second ends the process.
  process.once("SIGINT", () => stop.abort());
  // A reader that has seen enough closes the pipe; that is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const terminal: Terminal = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    workingFolder: process.cwd(),
    hasColors: process.stderr.isTTY === true && process.stderr.hasColors(),
    signal: stop.signal,
  };
  void main(process.argv.slice(2), terminal).then((code) => {
    process.exitCode = code;
  });
}
