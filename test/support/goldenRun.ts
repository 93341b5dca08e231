/**
 * Runs of a golden project: its function `main`, and each of its tests, one line an event.
 *
 * The clock stands still but for what a program waits, and ids count; so the same program
 * gives the same text.
 */
import { setImmediate } from "node:timers/promises";
import { CallFailure, type Value, valuePreview } from "../../server/base";
import type { Program } from "../../server/bytecode";
import { Engine, judgeTest, startLocally, type TestCaseOf, testCasesOf } from "../../server/engine";
import {
  countedIds,
  EventFactory,
  EventStore,
  type RuntimeEvent,
  type Schedule,
} from "../../server/events";
import { ScriptedWorld } from "../engine/scriptedWorld";
import { type Answer, answering } from "./answers";

export async function printRuns(
  program: Program,
  answers: readonly Answer[] | undefined,
): Promise<string> {
  const bench = new GoldenBench(program, answers);
  const runs: string[] = [];
  if (program.functions.some(({ code }) => code.name === "main")) {
    runs.push(`=== main ===\n${(await bench.run("main", [])).text}`);
  }
  for (const one of testCasesOf(program)) runs.push(await printTest(bench, one));
  await bench.close();
  const left = bench.answersLeft === 0 ? [] : [`${bench.answersLeft} answers were not asked for\n`];
  return [...runs, ...left].join("\n");
}

async function printTest(bench: GoldenBench, one: TestCaseOf): Promise<string> {
  const title = `=== test ${one.test}, ${one.function} ===\n`;
  const problems = one.problems.map((problem) => `does not run: ${problem}\n`);
  if (problems.length > 0) return title + problems.join("");
  const { text, value } = await bench.run(one.function, one.args, one.types);
  if (value === undefined) return title + text;
  const { passed, failures, checks } = judgeTest(one, value, 0);
  const lines = [
    passed ? "passed" : "failed",
    ...failures.map(({ label, message }) => `  ${label ? `${label}: ` : ""}${message}`),
    ...Object.entries(checks).map(([label, holds]) => `  check ${label}: ${holds}`),
  ];
  return `${title}${text}${lines.join("\n")}\n`;
}

class GoldenBench {
  readonly #engine: Engine;
  readonly #events: RuntimeEvent[] = [];
  readonly #isLive: boolean;
  readonly #answers: Answer[];

  constructor(program: Program, answers: readonly Answer[] | undefined) {
    this.#isLive = answers !== undefined;
    this.#answers = [...(answers ?? [])];
    const world = new ScriptedWorld({ transport: answering(this.#answers) });
    const store = new EventStore({ schedule: never });
    store.subscribe((batch) => this.#events.push(...batch));
    const events = new EventFactory({ clock: world.clock, ids: countedIds() });
    const start = startLocally({ world: world.world, events });
    this.#engine = new Engine({ store, events, start, schedule: never });
    this.#engine.load(program);
  }

  get answersLeft(): number {
    return this.#answers.length;
  }

  async run(
    name: string,
    args: TestCaseOf["args"],
    types?: TestCaseOf["types"],
  ): Promise<{ readonly text: string; readonly value?: Value }> {
    this.#events.length = 0;
    try {
      const value = await this.#engine.callFunction(name, {
        args: new Map(args),
        env: { OPENAI_API_KEY: "sk-golden-0123456789" },
        model: this.#isLive ? "live" : "simulated",
        trace: { mode: "all", capture: "full" },
        ...(types && { types }),
      });
      return { text: await this.#printed(), value };
    } catch (failure) {
      if (!(failure instanceof CallFailure)) throw failure;
      const { kind, message } = failure.error;
      return { text: `${await this.#printed()}failed (${kind}): ${message}\n` };
    }
  }

  close(): Promise<void> {
    return this.#engine.dispose();
  }

  async #printed(): Promise<string> {
    // Whoever listens to the store is told in a turn of its own.
    await setImmediate();
    const [first] = this.#events;
    const lines = this.#events.flatMap((event) => eventLines(event, first!.timestampUs));
    return lines.map((line) => `${line}\n`).join("");
  }
}

/** `  120 ms   > Ask("a")  from main.baml:3:4`, indented by how deep the span stands. */
function eventLines(event: RuntimeEvent, originUs: number): string[] {
  const time = `${(event.timestampUs - originUs) / 1000} ms`.padStart(8);
  const indent = "  ".repeat(event.callStack.length);
  return eventWords(event).map((words) => `${time}${indent}${words}`);
}

function eventWords({ event }: RuntimeEvent): string[] {
  switch (event.kind) {
    case "functionStart": {
      const { name, args, argNames, callSite } = event.start;
      const given = args.map((value, at) => `${argNames[at]}: ${valuePreview(value, MAX_VALUE)}`);
      const site = callSite
        ? `  from ${callSite.uri}:${callSite.range[0] + 1}:${callSite.range[1] + 1}`
        : "";
      return [`> ${name}(${given.join(", ")})${site}`];
    }
    case "functionEnd": {
      const { name, outcome, waitUs = 0 } = event.end;
      const waited = waitUs > 0 ? `  waited ${waitUs / 1000} ms` : "";
      if (outcome.status === "ok")
        return [`< ${name} = ${valuePreview(outcome.result, MAX_VALUE)}${waited}`];
      return [`< ${name} ${outcome.status}: ${outcome.error.message}${waited}`];
    }
    case "llm":
      return attemptWords(event.llm);
    case "setTags":
      return [`tags ${JSON.stringify(event.tags)}`];
    case "meta":
      return [];
    case "unknown":
      throw new Error("the engine makes no events of unknown kinds");
    default:
      return event satisfies never;
  }
}

type AttemptRecord = Extract<RuntimeEvent["event"], { readonly kind: "llm" }>["llm"];

function attemptWords(record: AttemptRecord): string[] {
  switch (record.kind) {
    case "request": {
      const { clientStack, provider, origin, retryDelayMs, prompt } = record;
      const delay = retryDelayMs > 0 ? `, after ${retryDelayMs} ms` : "";
      const messages = prompt.flatMap(({ role, parts }) =>
        parts.flatMap((part) =>
          part.kind === "text" ? quoted(role, part.text) : [`  ${role}: <${part.media.media}>`],
        ),
      );
      return [`asks ${clientStack.join(" > ")}, ${provider}, ${origin}${delay}`, ...messages];
    }
    case "rawRequest":
      return [`sends ${record.method} ${record.url} ${record.body}`];
    case "streamEvent":
      return [`event ${record.data}`];
    case "rawResponse":
      return [`receives ${record.status}`];
    case "response": {
      const { status, selected, text, error } = record;
      const said = text === undefined ? [] : quoted("reply", text);
      const failed = error ? [`  ${error.kind}: ${error.message}`] : [];
      return [`answered ${status}${selected ? ", selected" : ""}`, ...said, ...failed];
    }
    default:
      return record satisfies never;
  }
}

function quoted(label: string, text: string): string[] {
  return text.split(/\r?\n/).map((line, at) => `  ${at === 0 ? label : ""}| ${line}`);
}

/** More than a value here should have. */
const MAX_VALUE = 500;

/** Nothing is done later. */
const never: Schedule = () => () => {};
