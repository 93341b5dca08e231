import assert from "node:assert/strict";
import { type Run, Runs } from "../../server/events";
import { spanStatuses } from "../../server/lsp/protocol";
import { runInfo } from "../../server/lsp/runInfo";
import { traceDelta } from "../../server/lsp/traceDelta";
import { Recorder } from "../support/recorder";

describe("a trace on its way to a panel", () => {
  it("has a row for each span, in columns", () => {
    const { recorder, run } = recording();
    const place = recorder.start("main");
    recorder.wait(1000);
    recorder.call("inner", 2000, { parent: place });
    recorder.end(place);
    check(run(), 0, ["main ok 0+3000", "inner ok 1000+2000 in 0"]);
  });

  it("has only what changed since the revision that the panel has", () => {
    const { recorder, run } = recording();
    const place = recorder.start("main");
    const { revision } = check(run(), 0, ["main running 0+NaN"]);
    recorder.call("inner", 2000, { parent: place });
    const next = check(run(), revision, ["inner ok 0+2000 in 0"]);
    check(run(), next.revision, []);
    recorder.end(place);
    check(run(), next.revision, ["main ok 0+2000"]);
  });

  it("sends every row to who has nothing, or more than there is", () => {
    const { recorder, run } = recording();
    recorder.call("main", 10);
    assert.equal(deltaOf(run(), 0).count, 1);
    assert.deepEqual(rowsOf(deltaOf(run(), 99)), []);
  });

  it("keeps the bodies of spans", () => {
    const { recorder, run } = recording();
    recorder.end(recorder.start("main", { args: ["secret"], argNames: ["text"] }), "result");
    const { run: info, ...rest } = deltaOf(run(), 0);
    assert.doesNotMatch(JSON.stringify(rest), /secret|result/);
    assert.equal(info.function, "main");
  });
});

function recording() {
  const recorder = new Recorder();
  const runs = new Runs();
  let taken = 0;
  const run = (): Run => {
    runs.add(recorder.events.slice(taken));
    taken = recorder.events.length;
    return runs.newestFirst[0]!;
  };
  return { recorder, run };
}

function deltaOf(run: Run, since: number) {
  return traceDelta(run, runInfo(run), since, run.tree.originUs + 5000);
}

/** `inner ok 1000+2000 in 0`: name, status, start and duration, and the row of its parent. */
function rowsOf({ columns, rows, names }: ReturnType<typeof deltaOf>): string[] {
  const start = new Float64Array(bytes(columns.start));
  const duration = new Float64Array(bytes(columns.duration));
  const parent = new Int32Array(bytes(columns.parent));
  const name = new Uint32Array(bytes(columns.name));
  const status = new Uint8Array(bytes(columns.status));
  return [...new Uint32Array(bytes(rows)).keys()].map((at) => {
    const within = parent[at] === -1 ? "" : ` in ${parent[at]}`;
    const state = spanStatuses[status[at]!];
    return `${names[name[at]!]} ${state} ${start[at]}+${duration[at]}${within}`;
  });
}

function bytes(base64: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(base64, "base64")).buffer;
}

function check(run: Run, since: number, expected: readonly string[]) {
  const delta = deltaOf(run, since);
  assert.deepEqual(rowsOf(delta), expected);
  assert.equal(delta.nowUs, 5000);
  return delta;
}
