import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BamlAbortError,
  BamlClient,
  BamlClientError,
  BamlClientHttpError,
  BamlCompileError,
  BamlCtxManager,
  BamlInvalidArgumentError,
  BamlRuntime,
  BamlStream,
  BamlThrowError,
  BamlTimeoutError,
  BamlValidationError,
  Collector,
  LlmCall,
  LlmStreamCall,
  setTags,
  trace,
} from "../../server/host/node";
import { type ModelServer, modelServer } from "./modelServer";
import { engineFromSource, traceFile } from "./traceFile";

const SOURCE = `
class Person { name string  age int }
enum Color { Red Green }
function Add(a: int, b: int) -> int { helper(a) + b }
function helper(n: int) -> int { n }
function Echo(person: Person) -> Person { person }
function Half(n: float) -> float { n / 2.0 }
function Paint(color: Color) -> Color { color }
function Nap(ms: int) -> int { baml.sys.sleep(ms); 1 }
function All() -> unknown[] { baml.trace.collectors() }
function Same(value: unknown) -> unknown { value }
function Fail() -> int { throw "sorry"; }
function Divide(a: int, b: int) -> int { a / b }
client<llm> Model {
  provider openai-generic
  options { base_url env.MODEL_URL  model "m"  api_key "k" }
}
function Say(topic: string) -> string { client Model prompt #"about {{ topic }}"# }
function Count(topic: string) -> int { client Model prompt #"about {{ topic }}"# }
function Pipeline(topic: string) -> string { let first = Say(topic); Say(first) }
`;

describe("a runtime", function () {
  this.timeout(60_000);
  const file = traceFile();
  let runtime: BamlRuntime;
  let client: BamlClient;
  let model: ModelServer;
  let reply: string | number;

  before(async () => {
    engineFromSource();
    model = await modelServer(() => reply);
    runtime = BamlRuntime.fromFiles("/", { "main.baml": SOURCE }, { MODEL_URL: model.url });
    client = new BamlClient(runtime);
  });
  after(() => model.close());

  it("calls functions, waiting and blocking, and gives plain values", async () => {
    assert.equal(await client.call("Add", { a: 3, b: 4 }), 7);
    assert.equal(client.callSync("Add", { a: 3, b: 4 }), 7);
    const person = { name: "Ada", age: 36 };
    assert.deepEqual(await client.call("Echo", { person }), person);
    assert.equal(await client.call("Half", { n: 3 }), 1.5);
    assert.equal(await client.call("Paint", { color: "Red" }), "Red");
  });

  it("refuses sources that do not compile, and takes none at all", () => {
    const broken = { "main.baml": "function F() -> int { missing() }" };
    assert.throws(
      () => BamlRuntime.fromFiles("/", broken),
      (error) => error instanceof BamlCompileError && error.diagnostics[0]?.range[0] === 0,
    );
    BamlRuntime.fromFiles("/", {});
  });

  it("lives beside others of the same root (B-E21)", async () => {
    const text = "function Add(a: int, b: int) -> int { a - b }";
    const other = new BamlClient(BamlRuntime.fromFiles("/", { "main.baml": text }));
    const args = { a: 3, b: 4 };
    assert.deepEqual(
      await Promise.all([
        client.call("Add", args),
        other.call("Add", args),
        client.call("Add", args),
      ]),
      [7, -1, 7],
    );
  });

  it("fails with errors that say what they are", async () => {
    const caught = (name: string, args = {}, options = {}) =>
      client.call(name, args, options).then(
        () => assert.fail("no error"),
        (error: unknown) => error as Error,
      );
    const kinds = [
      await caught("Missing"),
      await caught("Add", { a: 1 }),
      await caught("Fail"),
      await caught("Divide", { a: 1, b: 0 }),
      await caught("Nap", { ms: 10_000 }, { timeoutMs: 20 }),
      await caught("Nap", { ms: 10_000 }, { signal: AbortSignal.timeout(20) }),
      await caught("Nap", { ms: 1 }, { signal: AbortSignal.abort() }),
    ];
    assert.deepEqual(
      kinds.map(({ name, message }) => [name, message]),
      [
        ["BamlInvalidArgumentError", "Function not found: Missing"],
        ["BamlInvalidArgumentError", "Missing argument 'b' for function 'Add'"],
        ["BamlThrowError", "uncaught throw: sorry"],
        ["BamlClientError", kinds[3]!.message],
        ["BamlTimeoutError", kinds[4]!.message],
        ["BamlAbortError", "Operation cancelled"],
        ["BamlAbortError", "Operation cancelled"],
      ],
    );
    assert(kinds[1] instanceof BamlInvalidArgumentError);
    assert(kinds[2] instanceof BamlThrowError && kinds[2] instanceof BamlClientError);
    assert.equal((kinds[2] as BamlThrowError).value, "sorry");
    assert(kinds[4] instanceof BamlTimeoutError && kinds[4] instanceof BamlClientHttpError);
    assert.deepEqual(
      [(kinds[4] as BamlTimeoutError).timeout_type, (kinds[4] as BamlTimeoutError).status_code],
      ["call", 408],
    );
    assert(kinds[5] instanceof BamlAbortError);
    assert.equal(JSON.parse((kinds[2] as BamlThrowError).toJSON()).value, "sorry");
  });

  it("hands failures of models back as results, in the classic interface", async () => {
    const ctx = runtime.createContextManager();
    const call = (name: string, collectors: Collector[] = []) =>
      runtime.callFunction(name, { topic: "x" }, ctx, null, null, collectors, {}, {});
    reply = "not a number";
    const collector = new Collector();
    const unparsed = await call("Count", [collector]);
    assert.equal(unparsed.isOk(), false);
    assert.throws(
      () => unparsed.parsed(false),
      (error) => error instanceof BamlValidationError && error.raw_output === "not a number",
    );
    assert.equal(collector.last?.status, "error");
    reply = 500;
    const failed = await call("Say");
    assert.throws(
      () => failed.parsed(false),
      (error) => error instanceof BamlClientHttpError && error.status_code === 500,
    );
    reply = "fine";
    assert.equal((await call("Say")).parsed(false), "fine");
    await assert.rejects(call("Add"), BamlInvalidArgumentError);
  });

  it("gives collectors the calls that were made", async () => {
    reply = "words";
    const collector = new Collector("mine");
    await client.call("Pipeline", { topic: "x" }, { collector, tags: { user: "u", n: 1 } });
    const log = collector.last!;
    assert.deepEqual(
      [log.functionName, log.result, log.tags],
      ["Pipeline", "words", { user: "u", n: "1" }],
    );
    assert.deepEqual(
      log.calls.map((call) => [call.functionName, call instanceof LlmCall]),
      [
        ["Say", true],
        ["Say", true],
      ],
    );
    assert.equal(collector.clear(), 1);
    assert.equal(collector.last, null);
  });

  it("gives collectors back as the objects that they are (B-C28)", async () => {
    const collector = new Collector();
    const other = new Collector();
    const [found] = await client.call<unknown[]>("All", {}, { collector });
    assert.equal(found, collector);
    assert.equal(await client.call("Same", { value: other }, { collector }), other);
    assert.deepEqual([collector.logs.length, other.logs.length], [2, 0]);
  });

  it("streams partial values, and then the result", async () => {
    reply = "one| two| three";
    const collector = new Collector();
    const stream = client.stream<string>("Say", { topic: "x" }, { collector });
    const partials: string[] = [];
    for await (const partial of stream) partials.push(partial);
    assert.equal(await stream.getFinalResponse(), "one two three");
    assert(partials.length > 0 && "one two three".startsWith(partials[0]!));
    assert(collector.last?.calls[0] instanceof LlmStreamCall);
    assert.throws(() => client.stream("Say", {}), BamlInvalidArgumentError);
    const ctx = runtime.createContextManager();
    const classic = runtime.streamFunction(
      "Say",
      { topic: "x" },
      undefined,
      ctx,
      null,
      null,
      [],
      {},
      {},
    );
    const text = await new Response(new BamlStream(classic).toStreamable()).text();
    assert.deepEqual(JSON.parse(text.trim().split("\n").at(-1)!), { final: "one two three" });
  });

  it("stands below the traced function that calls it, with its tags (B-H23, TG4)", async () => {
    await trace("outer", async () => {
      setTags({ user: "u" });
      await trace("inner", () => client.call("Add", { a: 1, b: 2 }, { tags: { call: "1" } }))();
    })();
    const starts = (await file.events()).filter((event) => "start" in event);
    assert.deepEqual(
      starts.map(({ start, tags }) => [String(start), tags]),
      [
        ["outer", {}],
        ["outer,inner", { user: "u" }],
        ["outer,inner,Add", { user: "u", call: "1" }],
      ],
    );
  });

  it("shows the models' spans below it, when it waits and when it blocks (B-H24)", async () => {
    reply = "words";
    const ctx = new BamlCtxManager(runtime);
    await ctx.traceFnAsync("run", async () => client.call("Pipeline", { topic: "x" }))();
    const depths = (await file.lines())
      .filter(({ content }) => content.type === "function_start")
      .map(({ call_stack: stack }) => stack.length);
    assert.deepEqual(depths, [1, 2, 3, 3]);
  });

  it("is a root where no context is passed (B-H25)", async () => {
    await trace("outer", () =>
      runtime.callFunction("Add", { a: 1, b: 2 }, null, null, null, [], {}, {}),
    )();
    const starts = (await file.events()).flatMap(({ start }) => (start ? [start] : []));
    assert.deepEqual(starts, [["outer"], ["Add"]]);
  });

  it("tells of finished LLM functions", async () => {
    reply = "words";
    const ctx = new BamlCtxManager(runtime);
    const told = new Promise<object>((done) => ctx.onLogEvent(done));
    await client.call("Say", { topic: "x" });
    const { prompt, rawOutput, parsedOutput } = (await told) as Record<string, string>;
    ctx.onLogEvent(null);
    assert(prompt!.includes("about x"));
    assert.deepEqual([rawOutput, parsedOutput], ["words", '"words"']);
  });

  it("lays the options of a call over those of its client", async () => {
    const collector = new Collector();
    const own = client.withOptions({ collector, tags: { from: "client" } });
    await own.call("Add", { a: 1, b: 2 });
    await own.withOptions({ timeoutMs: 5000 }).call("Add", { a: 1, b: 2 }, { tags: { n: 1 } });
    assert.deepEqual(
      collector.logs.map(({ tags }) => tags),
      [{ from: "client" }, { n: "1" }],
    );
    const onTick = (): void => {};
    assert.throws(
      () => client.callSync("Say", { topic: "x" }, { onTick }),
      BamlInvalidArgumentError,
    );
  });

  it("can be reset to other sources, and stays as it was when they are wrong", async () => {
    const other = BamlRuntime.fromFiles("/", { "a.baml": "function F() -> int { 1 }" });
    const call = async (): Promise<unknown> =>
      (await other.callFunction("F", {}, null, null, null, [], {}, {})).parsed(false);
    assert.throws(() => other.reset("/", { "a.baml": "function F(" }), BamlCompileError);
    assert.equal(await call(), 1);
    other.reset("/", { "a.baml": "function F() -> int { 2 }" });
    assert.equal(await call(), 2);
  });

  it("is made of the files below a folder, of `baml_src` where there is one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "spanlens-host-"));
    mkdirSync(join(folder, "baml_src", "more"), { recursive: true });
    writeFileSync(join(folder, "outside.baml"), "function G( broken");
    writeFileSync(join(folder, "baml_src", "a.baml"), "function F() -> int { g() }");
    writeFileSync(join(folder, "baml_src", "more", "b.baml"), "function g() -> int { 3 }");
    assert.equal(await new BamlClient(BamlRuntime.fromDirectory(folder)).call("F"), 3);
    rmSync(folder, { recursive: true });
  });

  it("counts spans until they are drained", () => {
    runtime.drainStats();
    trace("f", () => 1)();
    const { started, finalized, done, failed } = runtime.drainStats();
    assert.deepEqual([started, finalized, done, failed], [1, 1, 1, 0]);
    assert.equal(JSON.parse(runtime.drainStats().toJson()).started, 0);
  });
});
