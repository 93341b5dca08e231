import assert from "node:assert/strict";
import type { Webview } from "vscode";
import type { FromPage, Reveal, ToPage } from "../../../client/tracePanel/messages";
import { PageSession } from "../../../client/tracePanel/pageSession";
import type { RunInfo, TraceDelta } from "../../../server/lsp/protocol";

describe("PageSession", () => {
  it("says that there is no run yet", async () => {
    const page = new Page([]);
    await page.says({ kind: "ready" });
    assert.deepEqual(page.heard(), ["empty noRun"]);
  });

  it("shows the newest run to a page that asks for none", async () => {
    const page = new Page(["new", "old"]);
    await page.says({ kind: "ready" });
    assert.deepEqual(page.heard(), ["trace new whole"]);
  });

  it("shows again what a page showed before it was hidden", async () => {
    const page = new Page(["new", "old"]);
    await page.says({ kind: "ready", runId: "old" });
    assert.deepEqual(page.heard(), ["trace old whole"]);
  });

  it("shows the newest instead of a run that is gone", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready", runId: "gone" });
    assert.deepEqual(page.heard(), ["trace new whole"]);
  });

  it("sends only what is new when the trace changes", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready" });
    await page.session.traceChanged("new");
    await page.session.traceChanged("other");
    assert.deepEqual(page.heard(), ["trace new whole", "trace new part"]);
  });

  it("asks once more, and no oftener, when a trace changes while it is fetched", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready" });
    await Promise.all(Array.from({ length: 20 }, () => page.session.traceChanged("new")));
    assert.deepEqual(page.heard(), ["trace new whole", "trace new part", "trace new part"]);
  });

  it("goes on to a run that begins, unless one is running or an older one was opened", async () => {
    const page = new Page(["first"]);
    await page.says({ kind: "ready" });
    page.begin("second");
    await page.session.runBegan("second");
    page.begin("third");
    await page.session.runBegan("third");
    page.end("second");
    await page.session.traceChanged("second");
    await page.session.runBegan("third");
    page.end("third");
    await page.session.open({ runId: "first" });
    page.begin("fourth");
    await page.session.runBegan("fourth");
    assert.deepEqual(page.heard(), [
      "trace first whole",
      "trace second whole",
      "trace second part",
      "trace third whole",
      "trace first whole",
    ]);
  });

  it("selects the span that was asked for, once the run is there", async () => {
    const page = new Page(["new"]);
    await page.session.open({ runId: "new", spanId: "span-3" });
    assert.deepEqual(page.heard(), [], "nothing is sent to a page that is not loaded");
    await page.says({ kind: "ready" });
    assert.deepEqual(page.heard(), ["trace new whole", "select 3"]);
  });

  it("answers a selection with details, and reveals as asked", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready" });
    await page.says({ kind: "select", runId: "new", row: 2, reveal: "peek" });
    await page.says({ kind: "select", runId: "new", row: 2, reveal: "none" });
    assert.deepEqual(page.heard(), ["trace new whole", "details 2", "details 2"]);
    assert.deepEqual(page.revealed, ["peek"]);
  });

  it("does not reveal what the cursor selected", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready" });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    await page.session.select({ runId: "new", spanId: "span-1", row: 1, range });
    assert.deepEqual(page.heard(), ["trace new whole", "select 1"]);
    assert.deepEqual(page.revealed, []);
  });

  it("is empty after the history was cleared", async () => {
    const page = new Page(["new"]);
    await page.says({ kind: "ready" });
    page.runs.length = 0;
    await page.session.forget();
    assert.deepEqual(page.heard(), ["trace new whole", "empty noRun"]);
  });

  it("says on the page what went wrong, and reports it", async () => {
    const page = new Page(["new"]);
    page.broken = true;
    await page.says({ kind: "ready" });
    assert.deepEqual(page.heard(), ["failed The trace cannot be shown: no server"]);
    assert.equal(page.reported, 1);
  });
});

/** A page, a server and an editor in one, that write down what they are told. */
class Page {
  readonly runs: RunInfo[];
  readonly session: PageSession;
  readonly revealed: Reveal[] = [];
  reported = 0;
  broken = false;
  #receive: (message: FromPage) => void = () => undefined;
  readonly #messages: ToPage[] = [];
  #open = 0;

  constructor(runIds: readonly string[]) {
    this.runs = runIds.map((runId) => run(runId, "ok"));
    const webview = {
      onDidReceiveMessage: (handler: (message: FromPage) => void) => {
        this.#receive = handler;
        return { dispose: () => undefined };
      },
      postMessage: async (message: ToPage) => this.#messages.push(message) > 0,
    } as unknown as Webview;
    this.session = new PageSession(webview, {
      request: async <R>(method: string, params: unknown) => this.#answer(method, params) as R,
      reveal: async (_details, reveal) => void this.revealed.push(reveal),
      openDocument: async () => undefined,
      copy: async () => undefined,
      stop: async () => undefined,
      report: () => this.reported++,
    });
  }

  begin(runId: string): void {
    this.runs.unshift(run(runId, "running"));
  }

  end(runId: string): void {
    const index = this.runs.findIndex((known) => known.runId === runId);
    this.runs[index] = run(runId, "ok");
  }

  /** Sends a message, and waits until everything that follows from it has happened. */
  async says(message: FromPage): Promise<void> {
    this.#receive(message);
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#open > 0);
  }

  heard(): string[] {
    return this.#messages.map((message) => {
      switch (message.kind) {
        case "trace":
          return `trace ${message.run.runId} ${message.whole ? "whole" : "part"}`;
        case "details":
        case "select":
          return `${message.kind} ${message.row}`;
        case "empty":
          return `empty ${message.reason}`;
        case "failed":
          return `failed ${message.message}`;
        default:
          return message.kind;
      }
    });
  }

  async #answer(method: string, params: unknown): Promise<unknown> {
    this.#open++;
    await undefined;
    this.#open--;
    if (this.broken) throw new Error("no server");
    const asked = params as { runId: string; row?: number; spanId?: string };
    const found = this.runs.find(({ runId }) => runId === asked.runId);
    if (method === "spanlens/runs") return this.runs;
    if (method === "spanlens/trace") return found ? delta(found) : null;
    if (method === "spanlens/span") {
      return { row: asked.row ?? Number(asked.spanId?.replace("span-", "")) };
    }
    throw new Error(`unexpected ${method}`);
  }
}

function run(runId: string, status: RunInfo["status"]): RunInfo {
  const title = runId;
  const document = `spanlens:/${runId}`;
  const counts = { spanCount: 0, droppedEvents: 0, durationUs: null, startedMs: 0 };
  const id = { project: "file:///project", function: "F" };
  return { ...id, ...counts, runId, status, origin: "none", title, document };
}

function delta(found: RunInfo): TraceDelta {
  const columns = { start: "", duration: "", wait: "", parent: "", name: "", status: "", kind: "" };
  const empty = { count: 0, names: [], firstName: 0, rows: "", originUs: 0, nowUs: 0 };
  return { run: found, revision: 1, columns, ...empty };
}
