/**
 * Code lenses: one line above every function and test, always there. A run changes its
 * text and never the number of lines.
 *
 * Invariant: answered from memory, also while the file has errors. No lens says what no
 * span has shown.
 */
import type { CodeLens, Range } from "vscode-languageserver-types";
import type { CallRef } from "../events";
import { type FunctionItem, functionsOf, type TestItem, testsOf } from "../project";
import { toRange } from "./places";
import { type ClientFeatures, clientCommands, commands } from "./protocol";
import type { RunHistory } from "./runHistory";
import type { TestHistory } from "./testHistory";
import { lensText } from "./wording";
import type { Project } from "./workspace";

export interface LensContext {
  readonly history: RunHistory;
  readonly tests: TestHistory;
  readonly client: ClientFeatures;
  /** False in a restricted workspace: nothing is offered that cannot be done. */
  readonly canRun: boolean;
  /** Variables that a live call of the function would need and does not have. */
  readonly missingVariables: (project: Project, functionName: string) => readonly string[];
}

export function codeLenses(project: Project, path: string, context: LensContext): CodeLens[] {
  const functions = functionsOf(project.snapshot, path).flatMap((item) =>
    functionLenses(project, item, context),
  );
  const tests = testsOf(project.snapshot, path).flatMap((item) =>
    testLenses(project, item, context),
  );
  return [...functions, ...tests];
}

function functionLenses(project: Project, item: FunctionItem, context: LensContext): CodeLens[] {
  const line = new LensLine(toRange(project.snapshot, item.nameRange));
  const id = { project: project.id, function: item.name };
  const last = lastCallOf(project, item, context.history);
  if (last?.span.status === "running") {
    line.add("Stop", commands.cancel, { runId: last.run.id });
    line.add("Running…", commands.openTrace, { runId: last.run.id, spanId: last.span.id });
    return line.lenses;
  }
  if (context.canRun) {
    line.add("Run", commands.run, id);
    if (context.client.askArguments && item.hasParameters) {
      line.add("Run with…", clientCommands.runWith, id);
    }
  }
  if (last) {
    const changes = context.history.changesSince(last.run, item.name, project.snapshot);
    const place = { runId: last.run.id, spanId: last.span.id };
    line.add(lensText(last, changes), commands.openTrace, place);
  }
  const [missing] = context.missingVariables(project, item.name);
  if (missing !== undefined && context.canRun && context.client.setKey) {
    line.add(`Set ${missing}`, clientCommands.setKey, missing);
  }
  return context.canRun ? line.lenses : line.withoutTrust(context.client);
}

function lastCallOf(
  project: Project,
  item: FunctionItem,
  history: RunHistory,
): CallRef | undefined {
  return history.calls.ofFunction({ name: item.name, project: project.id })?.last;
}

function testLenses(project: Project, item: TestItem, context: LensContext): CodeLens[] {
  const line = new LensLine(toRange(project.snapshot, item.nameRange));
  const last = context.tests.last(project.id, item.name);
  const isRunning = context.tests.isRunning(project.id, item.name);
  if (isRunning) line.add("Stop", commands.cancel, {});
  else if (context.canRun) {
    line.add("Run test", commands.runTest, { project: project.id, test: item.name });
  }
  if (last && !isRunning) line.add(last.text, commands.openTrace, { runId: last.runId });
  return context.canRun ? line.lenses : line.withoutTrust(context.client);
}

/** The lenses of one line; all of them stand on the same name. */
class LensLine {
  readonly #range: Range;
  readonly #lenses: CodeLens[] = [];

  constructor(range: Range) {
    this.#range = range;
  }

  get lenses(): CodeLens[] {
    return this.#lenses;
  }

  add(title: string, command: string, argument: unknown): void {
    this.#lenses.push({ range: this.#range, command: { title, command, arguments: [argument] } });
  }

  /** The line says why there is no Run; where the editor is VS Code, it leads to the remedy. */
  withoutTrust({ tracePanel }: ClientFeatures): CodeLens[] {
    const title = "Not run: this workspace is not trusted";
    const command = tracePanel ? "workbench.trust.manage" : "";
    return [{ range: this.#range, command: { title, command } }, ...this.#lenses];
  }
}
