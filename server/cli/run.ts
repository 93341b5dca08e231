/** `spanlens run`: calls one function; its result on stdout, its spans on stderr. */
import { type CallError, type Value, valueJson } from "../base";
import type { CallOptions } from "../engine";
import { traceOutline } from "../events";
import { callArguments, milliseconds, oneOf } from "./callArguments";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { runEnvironment } from "./environment";
import { compactJson, objectText } from "./jsonText";
import { openProject } from "./projectFolder";
import { callErrorOf, errorJson, errorText } from "./runError";
import { type Session, withSession } from "./session";
import { stylesFor } from "./styles";
import { traceJson } from "./traceJson";

export const run: Command = {
  name: "run",
  summary: "Call a function",
  usage:
    "PATH FUNCTION [--args JSON|@FILE] [--json] [--trace-file F] [--trace llm|all|off] [--timeout MS] [--model live|simulated]",
  operands: { min: 2, max: 2 },
  options: {
    args: { value: "JSON|@FILE", help: "arguments, as one JSON object" },
    json: { help: "print one JSON object: result or error, and trace" },
    "trace-file": { value: "F", help: "append the trace to this file" },
    trace: { value: "llm|all|off", help: "which calls to record (default: llm)" },
    timeout: { value: "MS", help: "end the call after so long" },
    model: { value: "live|simulated", help: "ask models, or make replies up (default: live)" },
  },
  run: runFunction,
};

async function runFunction(given: Given, terminal: Terminal): Promise<ExitCode> {
  const options = callOptions(given, terminal);
  const [path, name] = given.operands as [string, string];
  const { root, snapshot } = openProject(path, terminal.workingFolder);
  const traceFile = given.text("trace-file");
  const sessionOptions = {
    terminal,
    projectRoot: root,
    env: runEnvironment(terminal, root),
    keepsTree: options.trace?.mode !== "off",
    ...(traceFile !== undefined && { traceFile }),
  };
  return withSession(sessionOptions, async (session) => {
    session.engine.load(snapshot.program);
    const outcome = await settled(session, name, options);
    (given.isSet("json") ? printJson : printText)(outcome, session, terminal);
    return outcome.ok ? 0 : 1;
  });
}

function callOptions(given: Given, terminal: Terminal): CallOptions {
  const mode = oneOf(given, "trace", ["llm", "all", "off"]);
  const timeoutMs = milliseconds(given, "timeout");
  return {
    args: callArguments(given, terminal),
    model: oneOf(given, "model", ["live", "simulated"]) ?? "live",
    signal: terminal.signal,
    checksVariables: true,
    ...(mode && { trace: { mode } }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

type Settled =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError };

async function settled(session: Session, name: string, options: CallOptions): Promise<Settled> {
  try {
    return { ok: true, value: await session.engine.callFunction(name, options) };
  } catch (failure) {
    return { ok: false, error: callErrorOf(failure) };
  }
}

function printJson(outcome: Settled, { tree, redactor }: Session, terminal: Terminal): void {
  const text = objectText({
    ...(outcome.ok ? { result: compactJson(outcome.value) } : { error: errorJson(outcome.error) }),
    trace: traceJson(tree, redactor),
  });
  terminal.out(`${text}\n`);
}

function printText(outcome: Settled, { tree }: Session, terminal: Terminal): void {
  terminal.err(traceOutline(tree));
  if (outcome.ok) terminal.out(`${valueJson(outcome.value)}\n`);
  else terminal.err(`${stylesFor(terminal).red("error:")} ${errorText(outcome.error)}`);
}
