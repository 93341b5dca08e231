/**
 * Runs `test` blocks for the editor: each test once for each of its functions, as runs
 * like any other, and then its asserts and checks on the result.
 */
import { valueJson } from "../base";
import { judgeTest, type TestCaseOf, testCasesOf } from "../engine";
import type { ModelMode, TestResult } from "./protocol";
import type { EndedRun, RunService } from "./runService";
import type { TestHistory } from "./testHistory";
import type { Project } from "./workspace";

export interface TestRequest {
  readonly project: Project;
  /** Left out: every test of the function, or of the project. */
  readonly test?: string;
  readonly function?: string;
  readonly model?: ModelMode;
  readonly signal?: AbortSignal;
}

export class TestService {
  readonly #runs: RunService;
  readonly #history: TestHistory;
  readonly #onChange: () => void;

  constructor(runs: RunService, history: TestHistory, onChange: () => void) {
    this.#runs = runs;
    this.#history = history;
    this.#onChange = onChange;
  }

  /** One result for each test and function, in the order of the files. */
  async run(request: TestRequest): Promise<readonly TestResult[]> {
    const cases = testCasesOf(request.project.snapshot.program).filter(
      (one) =>
        (request.test === undefined || one.test === request.test) &&
        (request.function === undefined || one.function === request.function),
    );
    const waiting = [...cases];
    const results = new Map<TestCaseOf, TestResult>();
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        results.set(next, await this.#runCase(request, next));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    return cases.flatMap((one) => results.get(one) ?? []);
  }

  async #runCase(request: TestRequest, one: TestCaseOf): Promise<TestResult> {
    const { project } = request;
    this.#history.start(project.id, one.test);
    this.#onChange();
    let result: TestResult | undefined;
    try {
      const ended = await this.#runs.run({
        project,
        function: one.function,
        args: plainArguments(one),
        ...(request.model && { model: request.model }),
        ...(request.signal && { signal: request.signal }),
        ...(one.types && { types: one.types }),
      });
      result = judged(one, ended);
      return result;
    } finally {
      this.#history.end(project.id, one.test, result ? [result] : []);
      this.#onChange();
    }
  }
}

/** As JSON, which is what arguments of runs are: they are remembered, shown and given again. */
function plainArguments({ args }: TestCaseOf): Readonly<Record<string, unknown>> {
  return Object.fromEntries(args.map(([name, value]) => [name, JSON.parse(valueJson(value))]));
}

function judged(one: TestCaseOf, { result, value }: EndedRun): TestResult {
  if (value === undefined) {
    const message = result.error?.message ?? "";
    return { ...result, test: one.test, passed: false, failures: [{ message }], checks: {} };
  }
  const latencyMs = Math.floor(result.durationUs / 1000);
  return { ...result, test: one.test, ...judgeTest(one, value, latencyMs) };
}

/** Enough to hide a model's latency, few enough for its rate limit. */
const PARALLEL = 4;
