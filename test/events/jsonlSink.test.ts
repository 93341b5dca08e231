import assert from "node:assert/strict";
import {
  defaultJsonlSettings,
  defaultTraceLimits,
  EventStore,
  type JsonlSettings,
  JsonlSink,
  jsonlSettingsFrom,
  readTrace,
  readTraceText,
  tracePartsOf,
} from "../../server/events";
import { ManualSchedule } from "../support/manualSchedule";
import { MemoryFiles } from "../support/memoryFiles";
import { Recorder } from "../support/recorder";

describe("a trace file", () => {
  it("holds the event's line after a flush (B-S7)", async () => {
    const { files, recorder, store } = setUp();
    const place = recorder.start("F");
    const report = await store.flush();
    assert.deepEqual(report, { written: 1, dropped: 0, timedOut: false });
    assert.deepEqual(
      files.events(PATH).map(({ call_id }) => call_id),
      [place.ctx.spanId],
    );
    assert.equal(files.mode(PATH), 0o600);
    assert.equal(files.openHandles, 0);
  });

  it("begins with what its writer says of itself", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    await store.flush();
    const { content, ...session } = JSON.parse(files.lines(PATH)[0]!);
    assert.deepEqual(content, {
      data: { format: 1, host: "node", kind: "session", pid: 42, runtime: "node", version: "0" },
      type: "meta",
    });
    assert.deepEqual(session.call_stack, []);
    assert.equal(session.writer_id, "a91f03c7");
    assert.deepEqual(seqsOf(files), [0, 1, 2]);
  });

  it("is not written again when nothing is new (B-S8)", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    await store.flush();
    const before = files.text(PATH);
    assert.deepEqual(await store.flush(), { written: 0, dropped: 0, timedOut: false });
    assert.equal(files.text(PATH), before);
    assert.equal(files.writes.length, 1);
  });

  it("is not there without a path (B-S9)", async () => {
    const { files, recorder, store, sink } = setUp({ path: undefined });
    recorder.call("F", 1);
    await store.flush();
    assert.deepEqual(files.paths, []);
    assert.equal(sink.isActive(), false);
  });

  it("is written once its path is set, without what happened before (B-S10, B-S11)", async () => {
    const { files, recorder, store, env } = setUp({ path: undefined });
    const before = recorder.call("Before", 1);
    env.path = PATH;
    const after = recorder.call("After", 1);
    await store.flush();
    const ids = files.events(PATH).map(({ call_id }) => call_id);
    assert.deepEqual(ids, [after.ctx.spanId, after.ctx.spanId]);
    assert.ok(!files.text(PATH)?.includes(before.ctx.spanId));
  });

  it("has each event in the file that was in force (B-S12)", async () => {
    const { files, recorder, store, env } = setUp({ path: "a.jsonl" });
    const first = recorder.call("F", 1);
    env.path = "b-%p.jsonl";
    const second = recorder.call("F", 1);
    await store.flush();
    assert.deepEqual(files.paths, ["a.jsonl", "b-42.jsonl"]);
    assert.deepEqual(
      files.events("a.jsonl").map(({ call_id }) => call_id),
      [first.ctx.spanId, first.ctx.spanId],
    );
    assert.deepEqual(
      files.events("b-42.jsonl").map(({ call_id }) => call_id),
      [second.ctx.spanId, second.ctx.spanId],
    );
  });

  it("is begun again when it was deleted (B-S13)", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    await store.flush();
    files.unlinkSync(PATH);
    const place = recorder.call("G", 1);
    await store.flush();
    assert.deepEqual(
      files.events(PATH).map(({ call_id }) => call_id),
      [place.ctx.spanId, place.ctx.spanId],
    );
  });

  it("is written when 1,024 events wait (B-S14)", () => {
    const { files, recorder, schedule } = setUp();
    for (let at = 0; at < 511; at++) recorder.call("F", 1);
    schedule.pass(0);
    assert.deepEqual(files.paths, []);
    recorder.call("F", 1);
    schedule.pass(0);
    assert.equal(files.events(PATH).length, 1024);
  });

  it("is written when an event has waited for five seconds, and then no timer runs (B-S15)", () => {
    const { files, recorder, schedule } = setUp();
    recorder.start("F");
    schedule.pass(4999);
    assert.deepEqual(files.paths, []);
    schedule.pass(1);
    assert.equal(files.events(PATH).length, 1);
    assert.equal(schedule.pending, 0);
  });

  it("gets folders that are missing", async () => {
    const { files, recorder, store } = setUp({ path: "out/traces/t.jsonl" });
    const open = files.openSync.bind(files);
    files.openSync = (path, flags, mode) => {
      if (files.folders.length === 0) throw new Error("ENOENT: no such folder");
      return open(path, flags, mode);
    };
    recorder.call("F", 1);
    await store.flush();
    assert.deepEqual(files.folders, ["out/traces"]);
    assert.equal(files.events("out/traces/t.jsonl").length, 2);
  });

  it("has nothing of streamed events unless bodies are written in full", async () => {
    for (const [bodies, count] of [
      ["preview", 1],
      ["full", 2],
    ] as const) {
      const { files, recorder, store } = setUp({ limits: { ...defaultTraceLimits, bodies } });
      const place = recorder.start("F");
      recorder.llm(place, { kind: "streamEvent", attemptId: "a", event: "", id: "", data: "x" });
      await store.flush();
      assert.equal(files.events(PATH).length, count);
    }
  });

  it("is put on the disk when that is asked for", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    await store.flush();
    assert.equal(files.synced, 0);
    await store.flush({ fsync: true });
    assert.equal(files.synced, 1);
  });

  it("is complete when the process ends (B-S23)", () => {
    const { files, recorder, store } = setUp();
    for (let at = 0; at < 1000; at++) recorder.call("F", 1);
    assert.deepEqual(store.flushSync(), { written: 2000, dropped: 0, timedOut: false });
    assert.equal(files.events(PATH).length, 2000);
  });

  it("has everything that happened before a flush, while calls go on (B-S24)", async () => {
    const { files, recorder, store } = setUp({ batchEvents: 4096 });
    for (let at = 0; at < 3000; at++) recorder.start("F");
    const flushed = store.flush();
    const again = store.flush();
    for (let at = 0; at < 100; at++) recorder.start("G");
    await flushed;
    assert.ok(files.events(PATH).length >= 3000);
    await again;
    await store.flush();
    assert.equal(files.events(PATH).length, 3100);
    assert.ok(files.writes.every((bytes) => bytes <= 1024 * 1024));
  });

  it("takes no more after it was closed", async () => {
    const { files, recorder, store, sink, schedule } = setUp();
    recorder.call("F", 1);
    assert.deepEqual(await store.removeSink(sink), { written: 2, dropped: 0, timedOut: false });
    sink.send(recorder.events[0]!);
    assert.equal(sink.isActive(), false);
    assert.equal(schedule.pending, 0);
    assert.equal(files.events(PATH).length, 2);
  });

  it("gives up after the time that it was given", async () => {
    const { recorder, store } = setUp({ batchEvents: 4096 });
    for (let at = 0; at < 3000; at++) recorder.start("F");
    const waiting = store.flush({ timeoutMs: 5 });
    recorder.wait(10_000);
    const report = await waiting;
    assert.equal(report.timedOut, true);
    assert.ok(report.written < 3000);
    assert.equal((await store.flush()).timedOut, false);
  });
});

describe("a trace file in trouble", () => {
  it("loses only the line that a crash left torn (B-S18)", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    await store.flush();
    const whole = files.text(PATH)!;
    for (let cut = 1; cut < whole.length; cut += 37) {
      const again = setUp({ idPrefix: "00000001" });
      again.files.put(PATH, whole.slice(0, cut));
      again.recorder.call("G", 1);
      await again.store.flush();
      const { stats, roots } = readTraceText(again.files.text(PATH)!);
      const wholeLines = whole.slice(0, cut).split("\n").length - 1;
      assert.ok(stats.malformed <= 1);
      assert.equal(stats.events, stats.lines - stats.malformed);
      assert.ok(stats.events >= wholeLines + 3);
      assert.ok(roots.some(({ name, status }) => name === "G" && status === "ok"));
    }
  });

  it("drops and warns once when it cannot be opened (B-S21)", async () => {
    const { files, recorder, store, warnings } = setUp();
    files.readOnly.add(PATH);
    recorder.call("F", 1);
    const report = await store.flush();
    assert.equal(report.dropped, 2);
    assert.match(report.error!, /EACCES/);
    recorder.call("F", 1);
    await store.flush();
    assert.equal(warnings.filter((warning) => warning.includes("EACCES")).length, 1);
    assert.equal(store.stats().dropped.critical, 4);
  });

  it("writes what it could not write before, once (B-S22)", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    files.troubles.push("ENOSPC");
    const report = await store.flush();
    assert.equal(report.written, 0);
    assert.match(report.error!, /ENOSPC/);
    recorder.call("G", 1);
    assert.equal((await store.flush()).written, 4);
    assert.deepEqual(
      files.events(PATH).map(({ seq }) => seq),
      [0, 1, 3, 4],
    );
  });

  it("writes the line again of which the disk took only a part", async () => {
    for (const taken of [0, 1, 150, 300, 500, 700, 900]) {
      const { files, recorder, store } = setUp();
      recorder.call("F", 1);
      recorder.call("G", 1);
      files.troubles.push(taken);
      await store.flush();
      await store.flush();
      const { stats, roots } = readTraceText(files.text(PATH)!);
      assert.ok(stats.malformed <= 1);
      assert.equal(stats.duplicates, 0);
      assert.deepEqual(
        roots.map(({ name, status }) => [name, status]),
        [
          ["F", "ok"],
          ["G", "ok"],
        ],
      );
    }
  });

  it("gives up after three failures, and says what it dropped", async () => {
    const { files, recorder, store } = setUp();
    recorder.call("F", 1);
    files.troubles.push("ENOSPC", "ENOSPC", "ENOSPC");
    for (let at = 0; at < 3; at++) await store.flush();
    assert.equal(store.stats().dropped.critical, 2);
    recorder.call("G", 1);
    await store.flush();
    const [, dropped] = files.meta(PATH);
    assert.deepEqual(dropped?.content.data, {
      by_class: { critical: 2 },
      count: 2,
      kind: "dropped",
      since_seq: 0,
      until_seq: 1,
    });
  });

  it("keeps its memory bounded and spans whole while it stalls (B-S16)", async () => {
    const { files, recorder, store, warnings } = setUp({ batchEvents: 256 });
    files.troubles.push("ENOSPC");
    const root = recorder.start("Root", { traceReason: "root" });
    for (let at = 0; at < 4000; at++)
      recorder.call("Step", 1, { parent: root, traceReason: "all" });
    for (let at = 0; at < 2000; at++) recorder.call("Ask", 1, { parent: root, traceReason: "llm" });
    recorder.end(root);
    const report = await store.flush();
    assert.equal(report.error, "ENOSPC: no space left on device, write");
    await store.flush();
    const { stats, tree } = readTraceText(files.text(PATH)!);
    const { dropped } = store.stats();
    // Two spans were open, whose ends are always taken; two lines are the writer's own.
    assert.ok(stats.lines <= 1024 + 4);
    assert.equal(dropped.span + dropped.critical + stats.events - 2, 12_002);
    assert.deepEqual(tree.dropped, { span: dropped.span, critical: dropped.critical });
    assertComplete(files);
    assert.equal(
      warnings.filter((warning) => warning.startsWith("trace events dropped")).length,
      1,
    );
  });

  it("sheds in the order that is written down (B-S17)", async () => {
    const { files, recorder, store } = setUp({
      batchEvents: 8,
      limits: { ...defaultTraceLimits, bodies: "full" },
    });
    const root = recorder.start("Root", { traceReason: "root" });
    for (let at = 0; at < 4; at++) recorder.call("Step", 1, { parent: root, traceReason: "all" });
    const ask = recorder.start("Ask", {
      parent: root,
      functionType: "baml_llm",
      traceReason: "llm",
    });
    recorder.attempt(ask, { bodies: { request: "{}", response: "{}" } });
    for (let at = 0; at < 9; at++) {
      recorder.llm(ask, { kind: "streamEvent", attemptId: "a", event: "", id: "", data: "x" });
    }
    const dropped = () => store.stats().dropped;
    const tagUntil = (isReached: () => boolean): void => {
      for (let at = 0; at < 100 && !isReached(); at++) recorder.tags(ask, { k: `${at}` });
    };
    assert.deepEqual(dropped(), none);
    tagUntil(() => dropped().sse === 9);
    assert.deepEqual(dropped(), { ...none, sse: 9 });
    tagUntil(() => dropped().intermediate === 3);
    assert.deepEqual(dropped(), { ...none, sse: 9, intermediate: 3 });
    tagUntil(() => dropped().span === 8);
    assert.deepEqual(dropped(), { ...none, sse: 9, intermediate: 3, span: 8 });
    for (let at = 0; at < 20; at++) recorder.call("Late", 1, { parent: root, traceReason: "llm" });
    recorder.end(ask);
    recorder.end(root);
    assert.equal(dropped().span, 8);
    assert.ok(dropped().critical > 0);
    await store.flush();
    assertComplete(files);
    const { roots } = readTraceText(files.text(PATH)!);
    assert.equal(roots[0]?.name, "Root");
    assert.equal(roots[0]?.children[0]?.name, "Ask");
  });

  it("leaves out an event that cannot be written, and no other", async () => {
    const { files, recorder, store, warnings } = setUp();
    const place = recorder.start("F");
    const headers = {
      get a(): string {
        throw new Error("gone");
      },
    };
    recorder.llm(place, {
      kind: "rawRequest",
      attemptId: "a",
      url: "u",
      method: "POST",
      headers,
      body: "",
    });
    recorder.llm(place, { kind: "rawRequest", attemptId: "b" } as never);
    recorder.end(place);
    await store.flush();
    assert.equal(files.events(PATH).length, 2);
    assert.match(warnings.join(), /cannot write an event: Error: gone/);
    assert.equal(store.stats().sinkErrors, 1);
  });

  it("replaces bodies by their length when they are too large to wait", async () => {
    const { files, recorder, store } = setUp({
      maxQueueBytes: 50_000,
      limits: { ...defaultTraceLimits, bodies: "full" },
    });
    const ask = recorder.start("Ask");
    for (let at = 0; at < 5; at++) {
      recorder.attempt(ask, { bodies: { request: "x".repeat(6000), response: "y".repeat(6000) } });
    }
    await store.flush();
    assert.ok(store.stats().dropped.body >= 2);
    assert.equal(files.events(PATH).length, 21);
    assert.ok(files.text(PATH)?.includes('"body":{"raw":"","truncated_bytes":6000}'));
  });
});

describe("a trace file's parts", () => {
  it("stay below their limit, and their number too (B-S20)", async () => {
    const { files, recorder, store } = setUp({ maxFileBytes: 100_000, keepFiles: 3 });
    const root = recorder.start("Root", { id: "root" });
    for (let at = 0; at < 1000; at++) {
      recorder.call("Step", 1, { parent: root, args: ["x".repeat(200)], argNames: ["x"] });
      if (at % 50 === 0) await store.flush();
    }
    recorder.end(root);
    await store.flush();
    assert.deepEqual(files.paths, ["t.1.jsonl", "t.2.jsonl", "t.3.jsonl", "t.jsonl"]);
    for (const path of files.paths) {
      assert.ok(files.text(path)!.length <= 100_000 + 1000);
      assert.equal(files.meta(path)[0]?.content.data.kind, "session");
    }
    assert.deepEqual(files.meta("t.1.jsonl").at(-1)?.content.data, {
      kind: "rotated",
      to: "t.1.jsonl",
    });
  });

  it("join again when they are read", async () => {
    const { files, recorder, store } = setUp({ maxFileBytes: 20_000, keepFiles: 100 });
    const root = recorder.start("Root");
    for (let at = 0; at < 200; at++) recorder.call("Step", 1, { parent: root });
    recorder.end(root);
    await store.flush();
    const parts = tracePartsOf(PATH, files);
    assert.ok(parts.length > 5);
    assert.deepEqual([...parts].sort(), files.paths);
    assert.deepEqual(parts.slice(-2), ["t.1.jsonl", PATH]);
    const { roots, stats } = await readTrace(parts, { files });
    assert.equal(roots.length, 1);
    assert.equal(roots[0]?.status, "ok");
    assert.equal(roots[0]?.children.length, 200);
    assert.deepEqual([stats.malformed, stats.torn], [0, 0]);
  });

  it("hold a line that is longer than a part", async () => {
    const { files, recorder, store } = setUp({ maxFileBytes: 2000, keepFiles: 9 });
    recorder.call("F", 1, { args: ["x".repeat(5000)], argNames: ["x"] });
    recorder.call("G", 1, { args: ["x".repeat(5000)], argNames: ["x"] });
    await store.flush();
    const { roots } = await readTrace(files.paths, { files });
    assert.deepEqual(
      roots.map(({ name, status }) => [name, status]),
      [
        ["F", "ok"],
        ["G", "ok"],
      ],
    );
  });

  it("become one long file where no other can be made", async () => {
    const { files, recorder, store } = setUp({ maxFileBytes: 2000 });
    files.renameSync = () => {
      throw new Error("EPERM");
    };
    for (let at = 0; at < 20; at++) recorder.call("F", 1);
    await store.flush();
    assert.deepEqual(files.paths, [PATH]);
    assert.equal(files.events(PATH).length, 40);
  });

  it("take lines of several writers (B-S19)", async () => {
    const files = new MemoryFiles();
    const writers = [1, 2, 3, 4].map((index) =>
      setUp({ files, idPrefix: `0000000${index}`, writerId: `writer0${index}` }),
    );
    for (let round = 0; round < 10; round++) {
      for (const { recorder, store } of writers) {
        for (let at = 0; at < 50; at++) recorder.call("F", 1);
        await store.flush();
      }
    }
    const lines = files.lines(PATH).map((line) => JSON.parse(line));
    assert.equal(files.events(PATH).length, 4000);
    for (const index of [1, 2, 3, 4]) {
      const seqs = lines
        .filter(({ writer_id }) => writer_id === `writer0${index}`)
        .map(({ seq }) => seq);
      assert.deepEqual(
        seqs.sort((left, right) => left - right),
        Array.from({ length: 1001 }, (_, at) => at),
      );
    }
  });
});

describe("the settings of a trace file", () => {
  it("come from the environment", () => {
    assert.deepEqual(jsonlSettingsFrom({}), defaultJsonlSettings);
    assert.deepEqual(
      jsonlSettingsFrom({
        BAML_TRACE_BATCH_SIZE: "10",
        SPANLENS_TRACE_MAX_MB: "0.5",
        SPANLENS_TRACE_KEEP: "0",
        SPANLENS_TRACE_MAX_STRING: "0",
        SPANLENS_TRACE_MAX_ITEMS: "7",
        SPANLENS_TRACE_MAX_DEPTH: "many",
        SPANLENS_TRACE_MAX_LINE: "5000",
        SPANLENS_TRACE_BODIES: "none",
      }),
      {
        limits: {
          maxStringBytes: Number.POSITIVE_INFINITY,
          maxItems: 7,
          maxDepth: 32,
          maxLineBytes: 5000,
          bodies: "none",
        },
        batchEvents: 10,
        maxQueueBytes: 32 * 1024 * 1024,
        maxFileBytes: 512 * 1024,
        keepFiles: 0,
      },
    );
  });
});

const PATH = "t.jsonl";
const none = { sse: 0, body: 0, intermediate: 0, span: 0, critical: 0 };

interface SetUp extends Partial<JsonlSettings> {
  readonly path?: string | undefined;
  readonly files?: MemoryFiles;
  readonly idPrefix?: string;
  readonly writerId?: string;
}

function setUp(options: SetUp = {}) {
  const { files = new MemoryFiles(), idPrefix, writerId, ...settings } = options;
  const env = { path: "path" in options ? options.path : PATH };
  const schedule = new ManualSchedule();
  const warnings: string[] = [];
  const store = new EventStore({ schedule: schedule.schedule });
  const recorder = new Recorder((event) => store.emit(event), { idPrefix, writerId });
  const sink = new JsonlSink({
    path: () => env.path,
    files,
    factory: recorder.factory,
    session: { host: "node", pid: 42, runtime: "node", version: "0" },
    settings: { ...defaultJsonlSettings, ...settings },
    schedule: schedule.schedule,
    warn: (message) => warnings.push(message),
  });
  store.addSink(sink);
  return { files, env, schedule, warnings, store, recorder, sink };
}

function seqsOf(files: MemoryFiles): number[] {
  return files
    .lines(PATH)
    .map((line): number => JSON.parse(line).seq)
    .sort((left, right) => left - right);
}

/** Every span that began in the file has ended there, and the other way round. */
function assertComplete(files: MemoryFiles): void {
  const spans = readTraceText(files.text(PATH)!).tree;
  for (let row = 0; row < spans.count; row++) {
    const { start, end, attempt, name } = spans.span(row);
    assert.ok(attempt !== undefined || (start !== undefined && end !== undefined), name);
  }
}
