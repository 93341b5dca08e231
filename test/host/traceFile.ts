/** The trace file of a test: what it says, with the names of spans in place of their ids. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flush } from "../../server/host/node";
import { useEngineWorker } from "../../server/host/processEngines";

/** An event as `cases/spans.json` writes it: the names of the spans from the outermost on. */
export type PlainEvent = Readonly<Record<string, unknown>>;

interface Line {
  readonly call_id: string;
  readonly call_stack: readonly string[];
  readonly content: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

/** Sets `BAML_TRACE_FILE` while each test of the suite runs. */
export function traceFile(): {
  lines(): Promise<readonly Line[]>;
  events(): Promise<PlainEvent[]>;
} {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "spanlens-host-"));
    path = join(folder, "run.trace.jsonl");
    process.env["BAML_TRACE_FILE"] = path;
  });
  afterEach(() => {
    delete process.env["BAML_TRACE_FILE"];
    rmSync(folder, { recursive: true, force: true });
  });
  const lines = async (): Promise<readonly Line[]> => {
    await flush();
    if (!existsSync(path)) return [];
    const all = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return all.filter(({ content }: Line) => content.type !== "meta");
  };
  return { lines, events: async () => plainEvents(await lines()) };
}

/** The engine from source, in a thread. */
export function engineFromSource(): void {
  useEngineWorker({
    workerFile: join(__dirname, "../../server/engine/worker.ts"),
    execArgv: ["--require", "tsx/cjs"],
  });
}

export function plainEvents(lines: readonly Line[]): PlainEvent[] {
  // Names first: threads write to one file in no particular order.
  const names = new Map(
    lines
      .filter(({ content }) => content.type === "function_start")
      .map((line) => [line.call_id, line.content.data["function_display_name"]] as const),
  );
  return lines.flatMap((line) => {
    const { type, data } = line.content;
    const path = line.call_stack.map((id) => names.get(id) ?? id);
    if (type === "function_start") {
      return { start: path, args: data["args"], names: data["arg_names"], tags: data["tags"] };
    }
    if (type === "function_end") return [plainEnd(path, data)];
    return "SetTags" in data ? { tags: path, set: data["SetTags"] } : [];
  });
}

function plainEnd(path: readonly unknown[], data: Readonly<Record<string, unknown>>): PlainEvent {
  const error = data["error"] as { readonly kind: string; readonly type: string } | undefined;
  return {
    end: path,
    status: data["status"] ?? "ok",
    result: data["result"],
    ...(error && { error: { kind: error.kind, type: error.type } }),
  };
}
