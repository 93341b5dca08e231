/**
 * The extension for VS Code: puts its parts together. The language server starts with
 * the first BAML document, or with the first command that needs it.
 *
 * Invariant: composition only. What a command does stands in its own file.
 */
import { commands, type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { clientRequests, type FunctionInfo } from "../server/lsp/protocol";
import { ArgumentDocuments } from "./arguments/argumentDocument";
import { ArgumentAsker } from "./arguments/ask";
import { ArgumentMemory } from "./arguments/memory";
import { cancel } from "./commands/cancel";
import { clear } from "./commands/clear";
import { copyDocument, openDocument } from "./commands/documents";
import { deleteKey, setKey } from "./commands/keys";
import { openTestTrace } from "./commands/openTestTrace";
import { compareWithPrevious, openTrace, openTraceText } from "./commands/openTrace";
import { rerun } from "./commands/rerun";
import { run, runWith } from "./commands/run";
import { runArguments } from "./commands/runArguments";
import { runTest } from "./commands/runTest";
import { cursorSpan } from "./cursorSpan";
import { LanguageServer } from "./languageClient";
import { runsView } from "./runsView";
import { Keys } from "./secrets";
import { SettingsSource } from "./settings";
import { StatusSource } from "./status";
import { statusBar } from "./statusBar";
import { Tests } from "./testing/testController";
import { traceDocuments } from "./traceDocuments";
import { TracePanel } from "./tracePanel/panel";

export function activate(context: ExtensionContext): void {
  const begun = performance.now();
  const log = window.createOutputChannel("Spanlens", { log: true });
  const settings = new SettingsSource();
  const keys = new Keys(context.secrets, context.globalState);
  const server = new LanguageServer(context, log, settings, keys);
  const status = new StatusSource(server);
  const panel = new TracePanel(server, context.extensionUri, log);
  const tests = new Tests(server, log);
  const documents = new ArgumentDocuments();
  const asker = new ArgumentAsker(new ArgumentMemory(context.workspaceState), documents);

  const handlers = {
    "spanlens.run": run(server, asker),
    "spanlens.runWith": runWith(server, asker),
    "spanlens.runTest": runTest(server),
    "spanlens.rerun": rerun(server),
    "spanlens.runArguments": runArguments(server, asker),
    "spanlens.cancel": cancel(server, status),
    "spanlens.openTrace": openTrace(panel),
    "spanlens.openTraceInEditor": () => panel.showInEditor(),
    "spanlens.openTraceText": openTraceText(server, panel),
    "spanlens.openTestTrace": openTestTrace(tests, panel),
    "spanlens.compareWithPrevious": compareWithPrevious(server, panel),
    "spanlens.clear": clear(server),
    "spanlens.toggleInlineDurations": () => settings.toggleInlineDurations(),
    "spanlens.setKey": setKey(keys),
    "spanlens.deleteKey": deleteKey(keys),
    "spanlens.openDocument": openDocument(server),
    "spanlens.copyDocument": copyDocument(server),
    "spanlens.showLog": () => log.show(),
    "spanlens.restartServer": () => server.restart(),
  };
  for (const [name, handler] of Object.entries(handlers)) {
    context.subscriptions.push(commands.registerCommand(name, reporting(log, handler)));
  }
  context.subscriptions.push(
    server.onRequest<FunctionInfo>(clientRequests.askArguments, (info) => ask(asker, info)),
    statusBar(status),
    runsView(server, status),
    traceDocuments(server),
    cursorSpan(server, panel, log),
    keepLensesAlive(server),
    ...[documents, tests, panel, status, server, keys, settings, log],
  );
  void commands.executeCommand("setContext", "spanlens.active", true);
  startWithFirstDocument(context, server, log);
  log.info(`Activated in ${(performance.now() - begun).toFixed(1)} ms`);
}

function startWithFirstDocument(
  context: ExtensionContext,
  server: LanguageServer,
  log: LogOutputChannel,
): void {
  const start = () => server.start().catch((error: unknown) => log.error(String(error)));
  const isBaml = (document: { languageId: string }) => document.languageId === "baml";
  if (workspace.textDocuments.some(isBaml)) void start();
  const listener = workspace.onDidOpenTextDocument((document) => {
    if (isBaml(document)) void start();
  });
  context.subscriptions.push(listener);
}

/** Lenses of an editor that has just come into view may be the ones it drew before. */
function keepLensesAlive(server: LanguageServer) {
  return window.onDidChangeVisibleTextEditors((editors) => {
    if (!server.isStarted) return;
    for (const { document } of editors) {
      if (document.languageId === "baml") server.refreshLenses(document);
    }
  });
}

async function ask(asker: ArgumentAsker, info: FunctionInfo): Promise<object | null> {
  const choice = await asker.forRun(info);
  if (!choice) return null;
  await asker.remember(info, choice);
  if (choice.kind === "args") return { args: choice.args };
  return { args: info.tests.find((test) => test.name === choice.test)?.args ?? {} };
}

/** A command that fails says why, once, and leaves the details in the log. */
function reporting<A extends readonly never[]>(
  log: LogOutputChannel,
  handler: (...given: A) => unknown,
) {
  return async (...given: A): Promise<unknown> => {
    try {
      return await handler(...given);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
}
