/** `spanlens test`: runs test blocks, each once for each of its functions. */
import { counted, durationText, type Value } from "../base";
import { judgeTest, type TestCaseOf, type TestVerdict, testCasesOf } from "../engine";
import { oneOf } from "./callArguments";
import { type Command, type ExitCode, type Given, type Terminal, UsageError } from "./command";
import { runEnvironment } from "./environment";
import { compactJson, objectText } from "./jsonText";
import { openProject } from "./projectFolder";
import { callErrorOf, errorJson, errorText } from "./runError";
import { type Session, withSession } from "./session";
import { type Styles, stylesFor } from "./styles";

export const test: Command = {
  name: "test",
  summary: "Run test blocks",
  usage: "PATH [--filter RE] [--json] [--model live|simulated]",
  operands: { min: 1, max: 1 },
  options: {
    filter: { value: "RE", help: "only tests whose `Function::Test` it matches" },
    json: { help: "print one JSON object" },
    model: { value: "live|simulated", help: "ask models, or make replies up (default: live)" },
  },
  run: runTests,
};

interface TestResult {
  readonly one: TestCaseOf;
  readonly durationMs: number;
  readonly verdict: TestVerdict;
  /** JSON text of what the function returned, or of how it failed. */
  readonly members: { readonly result?: string; readonly error?: string };
}

async function runTests(given: Given, terminal: Terminal): Promise<ExitCode> {
  const model = oneOf(given, "model", ["live", "simulated"]) ?? "live";
  const filter = filterFrom(given);
  const project = openProject(given.operands[0]!, terminal.workingFolder);
  const { program } = project.snapshot;
  const cases = testCasesOf(program).filter((one) => filter.test(nameOf(one)));
  const print = given.isSet("json") ? () => {} : printer(terminal);
  const options = {
    terminal,
    projectRoot: project.root,
    env: runEnvironment(terminal, project.root),
    keepsTree: false,
  };
  const results = await withSession(options, async (session) => {
    session.engine.load(program);
    const done: TestResult[] = [];
    for (const one of cases) {
      if (terminal.signal.aborted) break;
      const result = await runTest(one, session, { model, signal: terminal.signal });
      done.push(result);
      print(result);
    }
    return done;
  });
  const failed = results.filter(({ verdict }) => !verdict.passed).length;
  if (given.isSet("json")) terminal.out(`${resultsJson(results)}\n`);
  else terminal.out(`${counted(results.length - failed, "test")} passed, ${failed} failed\n`);
  return failed > 0 || terminal.signal.aborted ? 1 : 0;
}

/** Shows each test as soon as it has ended. */
function printer(terminal: Terminal): (result: TestResult) => void {
  const styles = stylesFor(terminal);
  return (result) => terminal.out(resultText(result, styles));
}

function filterFrom(given: Given): RegExp {
  try {
    return new RegExp(given.text("filter") ?? "");
  } catch {
    throw new UsageError("--filter is not a regular expression");
  }
}

/** As one would type it into a filter. */
function nameOf(one: TestCaseOf): string {
  return `${one.function}::${one.test}`;
}

async function runTest(
  one: TestCaseOf,
  { engine }: Session,
  options: { readonly model: "live" | "simulated"; readonly signal: AbortSignal },
): Promise<TestResult> {
  const [problem] = one.problems;
  if (problem !== undefined) return failedTest(one, 0, problem, JSON.stringify(problem));
  const startMs = performance.now();
  const passed = () => Math.floor(performance.now() - startMs);
  try {
    const value: Value = await engine.callFunction(one.function, {
      args: new Map(one.args),
      ...options,
      ...(one.types && { types: one.types }),
    });
    const durationMs = passed();
    const verdict = judgeTest(one, value, durationMs);
    return { one, durationMs, verdict, members: { result: compactJson(value) } };
  } catch (failure) {
    const error = callErrorOf(failure);
    return failedTest(one, passed(), errorText(error).trimEnd(), errorJson(error));
  }
}

function failedTest(
  one: TestCaseOf,
  durationMs: number,
  message: string,
  error: string,
): TestResult {
  const verdict = { passed: false, failures: [{ message }], checks: {} };
  return { one, durationMs, verdict, members: { error } };
}

function resultText({ one, durationMs, verdict }: TestResult, styles: Styles): string {
  const mark = verdict.passed ? styles.green("pass") : styles.red("FAIL");
  const time = styles.dim(durationText(durationMs * 1000));
  const failures = verdict.failures.map(({ label, message }) =>
    [label && `@@assert ${label}`, message].filter(Boolean).join(": "),
  );
  const checks = Object.entries(verdict.checks)
    .filter(([, passed]) => !passed)
    .map(([label]) => `check ${label} did not pass`);
  const notes = [...failures, ...checks].map((note) => `     ${note.replace(/\n/g, "\n     ")}\n`);
  return `${mark} ${nameOf(one)} ${time}\n${notes.join("")}`;
}

function resultsJson(results: readonly TestResult[]): string {
  const tests = results.map(({ one, durationMs, verdict, members }) =>
    objectText({
      test: JSON.stringify(one.test),
      function: JSON.stringify(one.function),
      passed: String(verdict.passed),
      durationMs: String(durationMs),
      failures: JSON.stringify(verdict.failures),
      checks: JSON.stringify(verdict.checks),
      ...members,
    }),
  );
  return objectText({ tests: `[${tests.join(",")}]` });
}
