/**
 * The commands that every client has: run, runTest, rerun, cancel, openTrace, clear.
 * Their one argument is plain JSON, as `protocol.ts` describes it.
 */
import {
  type CancellationToken,
  type Connection,
  MessageType,
  ShowDocumentRequest,
  ShowMessageNotification,
} from "vscode-languageserver";
import { functionNamed } from "../project";
import {
  type AskedArguments,
  type CancelArguments,
  clientNotifications,
  clientRequests,
  commands,
  type OpenTraceArguments,
  type RunArguments,
  type RunResult,
  type RunTestArguments,
  type TestResult,
} from "./protocol";
import { RequestHandler } from "./requestHandler";
import type { Session } from "./session";
import { traceUri } from "./traceDocuments";
import type { Project } from "./workspace";

export class CommandHandler {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #questions: RequestHandler;

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
    this.#questions = new RequestHandler(session);
  }

  async execute(command: string, argument: unknown, token: CancellationToken): Promise<unknown> {
    // A client may open a document and run a function of it in one breath.
    await this.#session.workspace.loaded();
    switch (command) {
      case commands.run:
        return this.#run(argument as RunArguments, token);
      case commands.rerun:
        return this.#rerun(token);
      case commands.runTest:
        return this.#runTest((argument ?? {}) as RunTestArguments, token);
      case commands.cancel:
        this.#session.runs.cancel((argument as CancelArguments | undefined)?.runId);
        return null;
      case commands.openTrace:
        return this.#openTrace((argument ?? {}) as OpenTraceArguments);
      case commands.clear:
        this.#session.runs.clear();
        this.#session.testHistory.clear();
        return null;
      default:
        this.#tell(`there is no command \`${command}\``);
        return null;
    }
  }

  async #run(given: RunArguments, token: CancellationToken): Promise<RunResult | null> {
    const project = this.#projectOf(given);
    if (!project) {
      this.#tell(`there is no function \`${given?.function}\` in an open project`);
      return null;
    }
    const args = await this.#argumentsOf(project, given);
    if (!args) return null;
    const { model } = given;
    const request = { project, function: given.function, args, ...(model && { model }) };
    const { result } = await this.#session.runs.run({ ...request, signal: signalOf(token) });
    if (result.runId === "") this.#tell(`${given.function} was not run: ${result.error?.message}`);
    return result;
  }

  async #rerun(token: CancellationToken): Promise<RunResult | null> {
    const { last } = this.#session.runs;
    if (!last) {
      this.#tell("nothing has been run yet. Press Run above a function.");
      return null;
    }
    const project = this.#session.workspace.project(last.project.id) ?? last.project;
    const { result } = await this.#session.runs.run({ ...last, project, signal: signalOf(token) });
    if (result.runId === "") this.#tell(`${last.function} was not run: ${result.error?.message}`);
    return result;
  }

  async #runTest(
    given: RunTestArguments,
    token: CancellationToken,
  ): Promise<readonly TestResult[]> {
    const { projects } = this.#session.workspace;
    const chosen = projects.filter(({ id }) => given.project === undefined || id === given.project);
    const results: TestResult[] = [];
    for (const project of chosen) {
      const { test, function: name, model } = given;
      results.push(
        ...(await this.#session.tests.run({
          project,
          signal: signalOf(token),
          ...(test !== undefined && { test }),
          ...(name !== undefined && { function: name }),
          ...(model && { model }),
        })),
      );
    }
    return results;
  }

  async #openTrace(given: OpenTraceArguments): Promise<null> {
    const [newest] = this.#session.history.runs.newestFirst;
    const runId = given.runId ?? newest?.id;
    if (runId === undefined || !this.#session.history.runs.run(runId)) {
      this.#tell("there is no trace to show. Press Run above a function.");
      return null;
    }
    const { spanId } = given;
    if (this.#session.client.tracePanel) {
      const shown = { runId, ...(spanId !== undefined && { spanId }) };
      await this.#connection.sendNotification(clientNotifications.showTrace, shown);
    } else {
      await this.#connection.sendRequest(ShowDocumentRequest.type, { uri: traceUri(runId) });
    }
    return null;
  }

  /** Given, or of a test, or asked for; undefined when the user gave up, or nobody could be asked. */
  async #argumentsOf(
    project: Project,
    given: RunArguments,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    if (given.args) return given.args;
    const info = this.#questions.functionInfo({ project: project.id, function: given.function });
    if (!info || info.parameters.length === 0) return {};
    const test = info.tests.find(({ name }) => given.test === undefined || name === given.test);
    if (given.test !== undefined && test) return test.args;
    if (this.#session.client.askArguments) {
      const asked = await this.#connection.sendRequest<AskedArguments | null>(
        clientRequests.askArguments,
        info,
      );
      return asked?.args;
    }
    if (test) return test.args;
    if (info.parameters.every(({ optional }) => optional)) return {};
    const names = info.parameters.map(({ name, type }) => `${name}: ${type}`).join(", ");
    this.#tell(`${given.function} needs arguments (${names}). Pass \`args\`, or add a test.`);
    return undefined;
  }

  /** By its id; else the one project that has a function of that name. */
  #projectOf(given: RunArguments | undefined): Project | undefined {
    if (typeof given?.function !== "string") return undefined;
    const { workspace } = this.#session;
    const named = given.project === undefined ? undefined : workspace.project(given.project);
    const candidates = named ? [named] : workspace.projects;
    const found = candidates.filter(({ snapshot }) => functionNamed(snapshot, given.function));
    return found.length === 1 || named ? found[0] : undefined;
  }

  /** What the user asked for cannot be done: the one case in which a message is shown. */
  #tell(message: string): void {
    void this.#connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message: `Spanlens: ${message}`,
    });
  }
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
