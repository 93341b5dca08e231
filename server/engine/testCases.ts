/**
 * `test` blocks at run time: which calls they make, and how their results are judged.
 * Making the calls is for whoever runs tests, in an editor or a terminal.
 */
import type { Constraint, Shape, Shapes, Value } from "../base";
import type { Program } from "../bytecode";
import { evaluateConstraint } from "../llm";
import { shapeText } from "./shapeText";

/** One call of a test: it makes one for each of its functions. */
export interface TestCaseOf {
  readonly test: string;
  readonly function: string;
  readonly args: readonly (readonly [string, Value])[];
  /** `@@assert` and `@@check`, in textual order. */
  readonly constraints: readonly Constraint[];
  /** Types of this test alone. */
  readonly types?: Shapes;
  /** Why it cannot run: errors in the test itself. */
  readonly problems: readonly string[];
}

export interface TestVerdict {
  readonly passed: boolean;
  /** The assert that failed, or the expression that could not be evaluated. */
  readonly failures: readonly TestFailure[];
  /** Results of `@@check`s by label; they do not fail a test. */
  readonly checks: Readonly<Record<string, boolean>>;
}

export interface TestFailure {
  readonly label?: string;
  readonly message: string;
}

/** In the order of the files. */
export function testCasesOf(program: Program): readonly TestCaseOf[] {
  return program.tests.flatMap((test) =>
    test.cases.map((one) => ({
      test: test.name,
      function: one.function,
      args: one.args,
      constraints: test.constraints,
      problems: test.problems.map(({ message }) => message),
      ...(test.types && { types: test.types }),
    })),
  );
}

/**
 * Asks the constraints of a test in textual order. The first assert that fails, and the
 * first expression that cannot be evaluated, ends it; a check is recorded and seen by
 * those after it as `_.checks.label`.
 */
export function judgeTest(one: TestCaseOf, result: Value, latencyMs: number): TestVerdict {
  const checks: Record<string, boolean> = {};
  for (const constraint of one.constraints) {
    const variables = variablesOf(one, result, latencyMs, checks);
    const passed = evaluateConstraint(constraint, result, { emptyIsFalse: true, variables });
    if (typeof passed !== "boolean") return failed(constraint, passed.error, checks);
    if (constraint.kind === "check") checks[constraint.label ?? constraint.source] = passed;
    else if (!passed) return failed(constraint, `assert failed: ${constraint.source}`, checks);
  }
  return { passed: true, failures: [], checks };
}

function failed({ label }: Constraint, message: string, checks: TestVerdict["checks"]) {
  const failure = label === undefined ? { message } : { label, message };
  return { passed: false, failures: [failure], checks };
}

function variablesOf(
  one: TestCaseOf,
  result: Value,
  latencyMs: number,
  checks: Readonly<Record<string, boolean>>,
): Record<string, Value> {
  const known: Value = {
    kind: "map",
    entries: [
      ["result", result],
      ["latency_ms", latencyMs],
      ["checks", { kind: "map", entries: Object.entries(checks) }],
    ],
  };
  return { ...Object.fromEntries(one.args), _: known };
}

export interface ParameterOf {
  readonly name: string;
  /** In BAML spelling. */
  readonly type: string;
  readonly shape: Shape;
}

/** What a function is called with; empty for one that does not exist. */
export function parametersOf(program: Program, functionName: string): readonly ParameterOf[] {
  const found = program.functions.find(({ code }) => code.name === functionName);
  const params = found?.code.params ?? [];
  return params.map(({ name, shape }) => ({ name, type: shapeText(shape), shape }));
}
