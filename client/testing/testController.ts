/**
 * BAML's `test` blocks in the editor's own Testing view. The server says which tests
 * there are and runs them; names of states, gutters and peeks are the editor's.
 *
 * Invariant: an item's id is project, function and test, so two tests of one name are two.
 */
import {
  type CancellationToken,
  commands,
  type Disposable,
  type LogOutputChannel,
  type TestController,
  type TestItem,
  type TestItemCollection,
  TestRunProfileKind,
  type TestRunRequest,
  tests,
} from "vscode";
import {
  clientNotifications,
  type ModelMode,
  requests,
  type TestInfo,
} from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";
import { isTrusted } from "../trust";
import { runTests } from "./testRun";

export class Tests implements Disposable {
  readonly #server: LanguageServer;
  readonly #log: LogOutputChannel;
  readonly #controller: TestController = tests.createTestController("spanlens.tests", "BAML");
  readonly #infos = new WeakMap<TestItem, TestInfo>();
  /** The newest run of each test, by the item's id. */
  readonly #runs = new Map<string, string>();
  readonly #listener: Disposable;

  constructor(server: LanguageServer, log: LogOutputChannel) {
    this.#server = server;
    this.#log = log;
    this.#controller.resolveHandler = () => this.#refresh();
    this.#controller.refreshHandler = () => this.#refresh();
    this.#listener = server.onNotification(clientNotifications.testsChanged, () => {
      this.#refresh().catch((error: unknown) => log.error(String(error)));
    });
    this.#addProfile("Run", true, undefined);
    this.#addProfile("Run (simulated)", false, "simulated");
  }

  /** The run of a test's last result, for `Open Trace`. */
  runOf(item: TestItem): string | undefined {
    return this.#runs.get(item.id);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#controller.dispose();
  }

  #addProfile(label: string, isDefault: boolean, model: ModelMode | undefined): void {
    const run = (request: TestRunRequest, token: CancellationToken) =>
      this.#run(request, token, model);
    const kind = TestRunProfileKind.Run;
    const profile = this.#controller.createRunProfile(label, kind, run, isDefault);
    // What there is to configure of a real run is its key.
    if (!model) profile.configureHandler = () => void commands.executeCommand("spanlens.setKey");
  }

  async #refresh(): Promise<void> {
    const infos = await this.#server.request<readonly TestInfo[]>(requests.tests, {});
    const projects = groups(infos, (info) => info.project);
    const roots = [...projects].flatMap(([project, ofProject]) => {
      const functions = this.#functionItems(ofProject);
      if (projects.size === 1) return functions;
      const item = this.#controller.createTestItem(project, nameOfProject(project));
      item.children.replace(functions);
      return [item];
    });
    this.#controller.items.replace(roots);
  }

  #functionItems(infos: readonly TestInfo[]): TestItem[] {
    return [...groups(infos, (info) => info.function)].map(([name, ofFunction]) => {
      const { project, location } = ofFunction[0]!;
      const uri = this.#server.toCode.asUri(location.uri);
      const item = this.#controller.createTestItem(JSON.stringify([project, name]), name, uri);
      item.children.replace(ofFunction.map((info) => this.#testItem(info)));
      return item;
    });
  }

  #testItem(info: TestInfo): TestItem {
    const id = JSON.stringify([info.project, info.function, info.test]);
    const location = this.#server.toCode.asLocation(info.location);
    const item = this.#controller.createTestItem(id, info.test, location.uri);
    item.range = location.range;
    this.#infos.set(item, info);
    return item;
  }

  async #run(
    request: TestRunRequest,
    token: CancellationToken,
    model: ModelMode | undefined,
  ): Promise<void> {
    if (!isTrusted()) return;
    const items = this.#leaves(request);
    const run = this.#controller.createTestRun(request);
    try {
      await runTests({
        run,
        token,
        tests: items.map((item) => ({ item, info: this.#infos.get(item)! })),
        execute: (command, argument, until) => this.#server.execute(command, argument, until),
        model,
        onResult: (item, runId) => this.#runs.set(item.id, runId),
      });
    } catch (error) {
      this.#log.error(String(error));
    } finally {
      run.end();
    }
  }

  /** The tests below what was asked for, without those that were left out. */
  #leaves(request: TestRunRequest): TestItem[] {
    const excluded = new Set(request.exclude);
    const below = (item: TestItem): TestItem[] => {
      if (excluded.has(item)) return [];
      return item.children.size === 0 ? [item] : childrenOf(item.children).flatMap(below);
    };
    const roots = request.include ?? childrenOf(this.#controller.items);
    return roots.flatMap(below).filter((item) => this.#infos.has(item));
  }
}

function childrenOf(collection: TestItemCollection): TestItem[] {
  return [...collection].map(([, item]) => item);
}

function groups(
  infos: readonly TestInfo[],
  keyOf: (info: TestInfo) => string,
): ReadonlyMap<string, readonly TestInfo[]> {
  const found = new Map<string, TestInfo[]>();
  for (const info of infos) {
    const group = found.get(keyOf(info));
    if (group) group.push(info);
    else found.set(keyOf(info), [info]);
  }
  return found;
}

function nameOfProject(uri: string): string {
  return decodeURIComponent(uri.replace(/\/$/, "").replace(/^.*\//, ""));
}
