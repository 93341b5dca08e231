import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  defaultJsonlSettings,
  EventStore,
  JsonlSink,
  readTrace,
  TraceFollower,
  tracePartsOf,
} from "../../server/events";
import { Recorder } from "../support/recorder";

describe("a trace file on a real disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "spanlens-events-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("is for its owner only, is rotated, followed and read", async () => {
    const path = join(folder, "deep", "t.jsonl");
    const { recorder, store } = writing(path);
    const follower = new TraceFollower(path, fs);
    let followed = 0;
    const root = recorder.start("Root");
    for (let at = 0; at < 300; at++) {
      recorder.call("Step", 1, { parent: root });
      if (at % 10 === 0) {
        await store.flush();
        followed += follower.poll().filter(({ event }) => event.kind !== "meta").length;
      }
    }
    recorder.end(root);
    await store.flush({ fsync: true });
    followed += follower.poll().filter(({ event }) => event.kind !== "meta").length;
    follower.close();
    assert.equal(followed, 602);
    const parts = tracePartsOf(path, fs);
    assert.ok(parts.length > 3);
    for (const part of parts) assert.equal(fs.statSync(part).mode & 0o777, 0o600);
    const { roots, stats } = await readTrace(parts, { files: fs });
    assert.equal(roots[0]?.children.length, 300);
    assert.deepEqual([stats.malformed, stats.torn], [0, 0]);
  });

  it("does not stop a program when its folder takes no files (B-S21)", async () => {
    fs.writeFileSync(join(folder, "file"), "");
    const { recorder, store } = writing(join(folder, "file", "t.jsonl"));
    recorder.call("F", 1);
    const report = await store.flush();
    assert.equal(report.dropped, 2);
    assert.ok(report.error);
  });

  it("takes whole lines of several processes, complete when they end (B-S19, B-S23)", async function () {
    this.timeout(60_000);
    const path = join(folder, "t.jsonl");
    const script = join(__dirname, "../support/traceWriter.ts");
    const execArgv = ["--require", "tsx/cjs"];
    const writers = Array.from({ length: 4 }, () => fork(script, [path, "5000"], { execArgv }));
    await Promise.all(writers.map((writer) => once(writer, "exit")));
    const { stats, tree } = await readTrace([path], { files: fs });
    assert.equal(tree.count, 20_000);
    assert.deepEqual([stats.malformed, stats.torn, stats.duplicates], [0, 0, 0]);
    const seqs = new Map<string, number[]>();
    for (const line of fs.readFileSync(path, "utf8").trimEnd().split("\n")) {
      const { writer_id, seq } = JSON.parse(line);
      const own = seqs.get(writer_id) ?? [];
      own.push(seq);
      seqs.set(writer_id, own);
    }
    assert.equal(seqs.size, 4);
    for (const own of seqs.values()) {
      const sorted = own.toSorted((left, right) => left - right);
      assert.deepEqual(
        sorted,
        sorted.map((_, at) => at),
      );
    }
  });
});

function writing(path: string) {
  const store = new EventStore();
  const recorder = new Recorder((event) => store.emit(event));
  const sink = new JsonlSink({
    path: () => path,
    files: fs,
    factory: recorder.factory,
    session: { host: "node", pid: process.pid, runtime: "node", version: "0" },
    settings: { ...defaultJsonlSettings, maxFileBytes: 50_000, keepFiles: 100 },
  });
  store.addSink(sink);
  return { store, recorder };
}
