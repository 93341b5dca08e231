import assert from "node:assert/strict";
import { type CallRef, Runs } from "../../server/events";
import { type CallLogContext, callLog } from "../../server/lsp/callLog";
import { Recorder, usage } from "../support/recorder";
import { FULL_CLIENT } from "./editor";

describe("the log of a call", () => {
  it("tells when, how long, with what and what came of it", () => {
    const call = recorded((recorder) => {
      const place = recorder.start("Rank", { args: [3, "a"], argNames: ["n", "s"] });
      recorder.wait(12_000);
      recorder.end(place, ["x"], { waitUs: 11_000 });
    });
    check(call, {}, [
      "---",
      "**Last call** · 12 ms · 11 ms waiting · 2 min ago",
      '`n` = `3`  \n`s` = `"a"`',
      '→ `["x"]`',
    ]);
  });

  it("names the client, model and tokens of each request, and says when they are unknown", () => {
    const call = recorded((recorder) => {
      const place = recorder.start("Rank", { functionType: "baml_llm" });
      const error = { kind: "llm_http", message: "HTTP 500\nmore", statusCode: 500 } as const;
      const failed = { status: "error", selected: false, error } as const;
      const silent = { ...usage(null, null), cachedInputTokens: null };
      recorder.attempt(place, { response: { ...failed, durationUs: 5000 } });
      recorder.attempt(place, { response: { usage: usage(41, 3), durationUs: 7000 } });
      recorder.attempt(place, { response: { usage: silent, durationUs: 7000 } });
      recorder.end(place, "Urgent");
    });
    const [, , , requests] = parts(call, {});
    assert.deepEqual(requests?.split("\n"), [
      "- `Mini` · `mini-2` · 5.0 ms · HTTP 500",
      "- `Mini` · `mini-2` · 7.0 ms · tokens: 41 in, 3 out, 0 cached (reported by the provider)",
      "- `Mini` · `mini-2` · 7.0 ms · tokens unknown",
    ]);
  });

  it("lists the calls below with their times", () => {
    const call = recorded((recorder) => {
      const place = recorder.start("Pipeline");
      recorder.call("First", 3000, { parent: place });
      recorder.call("Second_one", 4000, { parent: place });
      recorder.end(place, true);
    });
    const [, , , below] = parts(call, {});
    assert.deepEqual(below?.split("\n"), [
      "- `First` 3\\.0 ms · → null",
      "- `Second_one` 4\\.0 ms · → null",
    ]);
  });

  it("says what failed, what was stopped and what never ended", () => {
    const failed = recorded((recorder) => recorder.fail(recorder.start("F"), "no *stock* <b>"));
    assert.equal(parts(failed, {})[2], "Failed (throw): no \\*stock\\* \\<b\\>");
    const stopped = recorded((recorder) => {
      recorder.fail(recorder.start("F"), "Operation cancelled", "cancelled");
    });
    assert.equal(parts(stopped, {})[2], "Stopped: Operation cancelled");
    const running = recorded((recorder) => void recorder.start("F"));
    assert.deepEqual(parts(running, {}).slice(1), [
      "**Last call** · running · 2 min ago",
      "Still running",
    ]);
  });

  it("says what changed since the call before, in at most three lines", () => {
    const call = (args: number[], result: string) =>
      recorded((recorder) => {
        recorder.end(recorder.start("F", { args, argNames: ["a", "b", "c"] }), result);
      });
    const previous = call([1, 2, 3], "old");
    const changed = parts(call([9, 8, 3], "new"), { previous }).at(-1);
    assert.deepEqual(changed?.split("\n"), [
      "Since the previous call:",
      "- `a` was `1`",
      "- `b` was `2`",
      '- result was `"old"`',
    ]);
    assert.equal(parts(call([1, 2, 3], "old"), { previous }).at(-1), '→ `"old"`');
  });

  it("says what was edited since, and how often it ran", () => {
    const call = recorded((recorder) => recorder.end(recorder.start("F")));
    const times = { totalUs: 72_000, minUs: 12_000, maxUs: 40_000, medianUs: 20_000 };
    const inRun = { count: 3, errors: 1, running: 0, ...times };
    const log = parts(call, { changes: ["Person"], inRun });
    assert.match(log[1]!, / · before edit of Person$/);
    assert.equal(log.at(-1), "In this run: ran 3 times · 12 ms to 40 ms, median 20 ms · 1 failed");
  });

  it("has links where the client knows the commands, with nothing of the user in them", () => {
    const call = recorded((recorder) => {
      const place = recorder.start("Rank", { functionType: "baml_llm", args: ["a) [x](y"] });
      recorder.attempt(place);
      recorder.end(place, "b) [x](y");
    });
    const links = parts(call, { client: FULL_CLIENT }).at(-1)!;
    assert.deepEqual(
      [...links.matchAll(/\[([^\]]*)\]\(command:([\w.]+)\?([^)]*)\)/g)].map(
        ([, title, command]) => [title, command],
      ),
      [
        ["Open trace", "spanlens.openTrace"],
        ["Open result", "spanlens.openDocument"],
        ["Copy result", "spanlens.copyDocument"],
        ["Open prompt", "spanlens.openDocument"],
      ],
    );
    assert.equal(parts(call, {}).join().includes("command:"), false);
  });

  it("leaves backticks in code spans, however many there are", () => {
    const call = recorded((recorder) => {
      recorder.end(recorder.start("F", { args: ["`` ` ```"], argNames: ["`"] }), "`");
    });
    const [, , args, result] = parts(call, {});
    assert.equal(args, '`` ` `` = ````"`` ` ```"````');
    assert.equal(result, '→ ``"`"``');
  });
});

/** The last call of a run that was recorded by hand. */
function recorded(record: (recorder: Recorder) => void): CallRef {
  const recorder = new Recorder();
  record(recorder);
  const runs = new Runs();
  const [run] = runs.add(recorder.events);
  return { run: run!, row: run!.root.row, span: run!.root };
}

function parts(call: CallRef, context: Partial<CallLogContext>): string[] {
  const nowMs = 1_790_000_000_000 + 130_000;
  return callLog(call, { client: {}, nowMs, changes: [], ...context }).split("\n\n");
}

function check(call: CallRef, context: Partial<CallLogContext>, expected: readonly string[]): void {
  assert.deepEqual(parts(call, context), expected);
}
