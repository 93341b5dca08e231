/**
 * One run of tests: each is sent to the server, a few at a time, and its result becomes a
 * state of the editor's. Soft checks are told in the output and fail nothing.
 */
import {
  type CancellationToken,
  Location,
  Position,
  type TestItem,
  TestMessage,
  type TestRun,
} from "vscode";
import { counted } from "../../server/base/wording";
import {
  commands,
  type ModelMode,
  type TestInfo,
  type TestResult,
} from "../../server/lsp/protocol";

export interface TestRunJob {
  readonly run: TestRun;
  readonly token: CancellationToken;
  readonly tests: readonly { readonly item: TestItem; readonly info: TestInfo }[];
  readonly execute: (
    command: string,
    argument: unknown,
    token: CancellationToken,
  ) => Promise<unknown>;
  readonly model: ModelMode | undefined;
  readonly onResult: (item: TestItem, runId: string) => void;
}

/** Models answer several calls at once well, and many at once with refusals. */
const PARALLEL = 4;

export async function runTests(job: TestRunJob): Promise<void> {
  for (const { item } of job.tests) job.run.enqueued(item);
  const waiting = [...job.tests];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (job.token.isCancellationRequested) job.run.skipped(next.item);
      else await runOne(job, next.item, next.info);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

async function runOne(job: TestRunJob, item: TestItem, info: TestInfo): Promise<void> {
  job.run.started(item);
  const { project, function: name, test } = info;
  const argument = { project, function: name, test, ...(job.model && { model: job.model }) };
  try {
    const answer = await job.execute(commands.runTest, argument, job.token);
    const result = [answer].flat()[0] as TestResult | undefined;
    if (result) report(job, item, result);
    else job.run.skipped(item);
  } catch (error) {
    if (job.token.isCancellationRequested) job.run.skipped(item);
    else
      job.run.errored(
        item,
        new TestMessage(error instanceof Error ? error.message : String(error)),
      );
  }
}

function report(job: TestRunJob, item: TestItem, result: TestResult): void {
  const durationMs = result.durationUs / 1000;
  job.onResult(item, result.runId);
  job.run.appendOutput(outputOf(result).replace(/\n/g, "\r\n"), undefined, item);
  if (result.status === "cancelled") job.run.skipped(item);
  else if (result.passed) job.run.passed(item, durationMs);
  else if (result.error) job.run.errored(item, [messageAt(item, result.error.message)], durationMs);
  else job.run.failed(item, failuresOf(item, result), durationMs);
}

function failuresOf(item: TestItem, result: TestResult): TestMessage[] {
  const messages = result.failures.map(({ label, message }) =>
    messageAt(item, label ? `${label}: ${message}` : message),
  );
  return messages.length > 0 ? messages : [messageAt(item, "the test failed")];
}

function messageAt(item: TestItem, text: string): TestMessage {
  const message = new TestMessage(text);
  if (item.uri) message.location = new Location(item.uri, item.range ?? new Position(0, 0));
  return message;
}

function outputOf(result: TestResult): string {
  const failedChecks = Object.entries(result.checks).filter(([, holds]) => !holds);
  const lines = [
    `${result.function} · ${result.test}: ${result.passed ? "passed" : result.status === "cancelled" ? "stopped" : "failed"}`,
    result.origin === "none" || result.origin === "live" ? "" : `answers were ${result.origin}`,
    result.error ? `${result.error.kind}: ${result.error.message}` : "",
    ...result.failures.map(({ label, message }) => `  ${label ? `${label}: ` : ""}${message}`),
    failedChecks.length > 0
      ? `${counted(failedChecks.length, "check")} did not hold: ${failedChecks.map(([name]) => name).join(", ")}`
      : "",
    result.result === undefined ? "" : JSON.stringify(result.result, undefined, 2),
  ];
  return `${lines.filter(Boolean).join("\n")}\n`;
}
