/** The commands that answer files of JSON lines. */
import assert from "node:assert/strict";
import { removeFolders, runCli } from "./runCli";

describe("run-batch", () => {
  after(removeFolders);

  it("answers each line, in order, whatever the one before was", async () => {
    const answers = await batch("run-batch", [
      '{"id": 1, "source": "function main(n: int) -> float[] { [1.0, 2.5] }", "function": "main", "args": {"n": 1}}',
      "this is no JSON",
      '{"id": "files", "files": {"a.baml": "function main() -> int { b() }", "b.baml": "function b() -> int { 7 }"}, "function": "main"}',
      '{"id": "spin", "source": "function main() -> int { while (true) { }\\n 1 }", "timeoutMs": 30}',
      '{"id": "bad", "source": "function main() -> int { \\"x\\" }"}',
      '{"id": "field", "source": 7}',
      '{"id": "none", "source": "class A { x int }"}',
      '{"id": "env", "source": "function main() -> string { env.A }", "env": {"A": "b"}}',
      '{"id": "unset", "source": "function main() -> string? { env.get(\\"HOME_OF\\") }", "env": {"HOME_OF": null}}',
    ]);
    assert.deepEqual(
      answers.map(({ id }) => id),
      [1, null, "files", "spin", "bad", "field", "none", "env", "unset"],
    );
    const [first, broken, files, spin, bad, field, none, env, unset] = answers;
    assert.deepEqual(first, { id: 1, result: [1, 2.5], diagnostics: [] });
    assert.equal(broken!.error.kind, "invalid_argument");
    assert.equal(files!.result, 7);
    assert.equal(spin!.error.kind, "timeout");
    assert.equal(bad!.error.kind, "compile");
    assert.equal(bad!.diagnostics[0].code, "E0001");
    assert.deepEqual(field!.error, { kind: "invalid_argument", message: "`source` is a string" });
    assert.equal(none!.error.kind, "function_not_found");
    assert.equal(env!.result, "b");
    assert.equal(unset!.result, null);
  });

  it("keeps the difference of ints and floats, and all digits", async () => {
    const { out } = await runCli(["run-batch", "in.jsonl"], {
      files: {
        "in.jsonl":
          '{"id":"x","source":"function main() -> (int | float)[] { [9223372036854775807, 3.0, 1.0 / 3.0] }"}',
      },
    });
    assert.equal(
      out,
      '{"id":"x","result":[9223372036854775807,3.0,0.3333333333333333],"diagnostics":[]}\n',
    );
  });

  it("ends with success also when programs fail", async () => {
    const { code } = await runCli(["run-batch", "in.jsonl"], { files: { "in.jsonl": "{}\n\n" } });
    assert.equal(code, 0);
  });
});

describe("parse-batch", () => {
  after(removeFolders);

  it("parses replies into the type of each line, or of a function's return", async () => {
    const project = 'function F() -> int { client "openai/gpt-4o" prompt #"x"# }';
    const answers = await batch("parse-batch", [
      JSON.stringify({ id: "a", types: "class P { x int }", returnType: "P[]", raw: '[{"x": 1,}' }),
      JSON.stringify({ id: "b", types: "", returnType: "int", raw: "no number" }),
      JSON.stringify({ id: "c", files: { "a.baml": project }, function: "F", raw: "so 12" }),
      JSON.stringify({
        id: "d",
        types: "",
        returnType: "string[]",
        raw: '["a", "b',
        partial: true,
      }),
    ]);
    assert.deepEqual(answers[0], { id: "a", result: [{ x: 1 }] });
    assert.equal(answers[1]!.error.kind, "validation");
    assert.deepEqual(answers[2], { id: "c", result: 12 });
    assert.deepEqual(answers[3]!.result, ["a", "b"]);
  });
});

describe("parse", () => {
  after(removeFolders);

  it("parses one reply", async () => {
    const files = {
      "main.baml": 'class P { x int }\nfunction F() -> P { client "openai/gpt-4o" prompt #"x"# }',
      "reply.txt": '```json\n{"x": "5"}\n```',
    };
    const json = await runCli(["parse", ".", "F", "--raw", "@reply.txt", "--json"], { files });
    assert.deepEqual([json.code, json.out], [0, '{"result":{"x":5}}\n']);
    const failed = await runCli(["parse", ".", "F", "--raw", "nothing"], { files });
    assert.deepEqual([failed.code, failed.out], [1, ""]);
    assert.match(failed.err, /^error: /);
  });
});

async function batch(command: string, lines: readonly string[]) {
  const { code, out } = await runCli([command, "in.jsonl"], {
    files: { "in.jsonl": lines.join("\n") },
  });
  assert.equal(code, 0);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
