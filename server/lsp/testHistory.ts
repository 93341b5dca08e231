/** How each test went when it last ran, for its lens. */
import { durationText } from "../base";
import type { TestResult } from "./protocol";

export interface LastTest {
  readonly runId: string;
  readonly text: string;
}

export class TestHistory {
  readonly #results = new Map<string, readonly TestResult[]>();
  readonly #running = new Map<string, number>();

  /** A test runs once for each of its functions. */
  start(project: string, test: string): void {
    const key = keyOf(project, test);
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
  }

  end(project: string, test: string, results: readonly TestResult[]): void {
    const key = keyOf(project, test);
    const left = (this.#running.get(key) ?? 1) - 1;
    if (left > 0) this.#running.set(key, left);
    else this.#running.delete(key);
    if (results.length > 0) this.#results.set(key, results);
  }

  isRunning(project: string, test: string): boolean {
    return this.#running.has(keyOf(project, test));
  }

  last(project: string, test: string): LastTest | undefined {
    const results = this.#results.get(keyOf(project, test));
    const shown = results?.find((result) => !result.passed) ?? results?.[0];
    return shown && { runId: shown.runId, text: testText(shown) };
  }

  clear(): void {
    this.#results.clear();
  }
}

/** `passed · 12 ms`, `failed · expected …`, `passed · 1 check failed · 12 ms · simulated` */
function testText(result: TestResult): string {
  const soft = Object.values(result.checks).filter((passed) => !passed).length;
  const facts = [
    result.status === "cancelled" ? "stopped" : result.passed ? "passed" : "failed",
    result.failures[0]?.message.split("\n", 1)[0]?.slice(0, MAX_MESSAGE) ?? "",
    soft > 0 ? `${soft} ${soft === 1 ? "check" : "checks"} failed` : "",
    durationText(result.durationUs),
    result.origin === "simulated" || result.origin === "replayed" ? result.origin : "",
  ];
  return facts.filter(Boolean).join(" · ");
}

function keyOf(project: string, test: string): string {
  return `${project} ${test}`;
}

const MAX_MESSAGE = 60;
