/** Real HTTP: a provider on this machine, its answers, its failures, and the key. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { editorSession } from "./support/editorSession";
import { useWindow } from "./support/editorWindow";
import { gate, ModelServer } from "./support/modelServer";
import { clientOf } from "./support/samples";

const KEY = "sk-local-4242424242424242";

const main = `
class Person {
  name string
  age int
}

function ReadPerson(text: string) -> Person {
  client Local
  prompt #"
    Who is this? {{ text }}

    {{ ctx.output_format }}
  "#
}

function Greet(text: string) -> string {
  let person = ReadPerson(text);
  "hello " + person.name
}

test Ada {
  functions [ReadPerson, Greet]
  args { text "Ada, 36" }
}
`;

describe("a model behind a base_url", () => {
  let model: ModelServer;
  before(async () => {
    model = await ModelServer.start();
  });
  after(() => model.stop());
  const the = useWindow(
    { "baml_src/person.baml": main, "baml_src/empty.baml": "" },
    "baml_src/person.baml",
  );

  it("answers from the simulated model while there is no key, and offers to set it", async () => {
    the.window.write("baml_src/clients.baml", clientOf(model.baseUrl));
    const file = the.window.file("person.baml");
    await file.lensesOf("function ReadPerson", (texts) => texts.includes("Set LOCAL_KEY"));
    await file.clickLens("function Greet", /^Run$/);
    await file.lensesOf("function Greet", (texts) =>
      texts.some((text) => / · 1 call · → "hello .*simulated$/.test(text)),
    );
    assert.equal(model.asked.length, 0, "nothing was sent");
  });

  it("takes the key from the secret storage", async () => {
    const file = the.window.file("person.baml");
    await file.clickLens("function ReadPerson", /Set LOCAL_KEY/);
    await the.window.answer(/Value of LOCAL_KEY/, KEY);
    await file.lensesOf("function ReadPerson", (texts) => !texts.includes("Set LOCAL_KEY"));
  });

  it("calls the provider, live in the panel until it answers", async () => {
    const thinking = gate();
    model.answer(() => ({ content: '{"name": "Ada", "age": 36}', after: thinking.opened }));
    const file = the.window.file("person.baml");
    await file.clickLens("function Greet", /^Run$/);
    await file.lensesOf("function Greet", (texts) => texts.includes("Stop"));
    await file.clickLens("function Greet", /Running/);
    await the.window.panel.rows(
      (rows) => rows.length === 3 && rows.every(({ status }) => status === "running"),
    );
    await the.window.screenshot("provider-running");
    thinking.open();
    await the.window.panel.rows(
      (rows) => rows.length === 3 && rows.every(({ status }) => status === "ok"),
    );
    const lenses = await file.lensesOf("function Greet", (texts) =>
      texts.some((text) => / · 1 call · → "hello Ada"$/.test(text)),
    );
    assert.ok(lenses.every((text) => !text.includes("simulated")));
  });

  it("asked as the protocol wants it", () => {
    const [asked] = model.asked;
    assert.equal(asked?.path, "/v1/chat/completions");
    assert.equal(asked?.authorization, `Bearer ${KEY}`);
    assert.equal(asked?.body["model"], "test-model");
    assert.match(JSON.stringify(asked?.body["messages"]), /Who is this\? Ada, 36/);
  });

  it("shows prompt, reply, and the tokens that the provider reported", async () => {
    await the.window.panel.select("ReadPerson");
    const text = await the.window.panel.details(/Reply/);
    assert.match(text, /input 41 · output 7 \(reported by the provider\)/);
    assert.match(text, /test-model-0001/);
    assert.match(text, /Who is this\? Ada, 36/);
    assert.match(text, /"age": 36/);
    assert.doesNotMatch(text, new RegExp(KEY));
    await the.window.screenshot("provider-details");
  });

  it("stops a call that the provider does not answer", async () => {
    const never = gate();
    model.answer(() => ({ content: "late", after: never.opened }));
    const file = the.window.file("person.baml");
    await file.clickLens("function Greet", /^Run$/);
    await file.clickLens("function Greet", /^Stop$/);
    await file.lensesOf("function Greet", (texts) =>
      texts.some((text) => /^stopped after/.test(text)),
    );
    never.open();
  });

  const failures = [
    {
      what: "a 401",
      answer: { status: 401, error: "the key is not valid" },
      says: /401|key is not valid|auth/i,
    },
    { what: "a 429", answer: { status: 429, error: "slow down" }, says: /429|rate|slow down/i },
    { what: "a 500", answer: { status: 500, error: "out of order" }, says: /500|out of order/i },
    {
      what: "a reply that does not parse",
      answer: { content: "I do not know." },
      says: /pars|Person|name/i,
    },
  ];
  for (const { what, answer, says } of failures) {
    it(`says on lens, hover and span what came of ${what}`, async () => {
      model.answer(() => answer);
      const file = the.window.file("person.baml");
      await file.clickLens("function ReadPerson", /^Run$/);
      const lenses = await file.lensesOf("function ReadPerson", (texts) =>
        texts.some((text) => /^failed after/.test(text) && says.test(text)),
      );
      assert.equal(lenses[0], "Run");
      await file.hoverAt(7, 12, /Failed/);
      await the.window.page.keyboard.press("Escape");
      await file.clickLens("function ReadPerson", /^failed/);
      await the.window.panel.rows((rows) => rows[0]?.status === "error");
      assert.match(await the.window.panel.details(/Error/), says);
      assert.deepEqual(await the.window.notifications(), []);
    });
  }

  it("says that a connection was refused", async () => {
    await model.stop();
    const file = the.window.file("person.baml");
    await file.clickLens("function ReadPerson", /^Run$/);
    await file.lensesOf("function ReadPerson", (texts) =>
      texts.some((text) => /^failed after.*(refused|connect)/i.test(text)),
    );
    model = await ModelServer.start();
  });

  it("writes the key nowhere", async () => {
    const { server } = await editorSession();
    const found = execFileSync("sh", [
      "-c",
      `grep -rlaF -- "${KEY}" "${join(server.folder, "ud")}" || true`,
    ]).toString();
    const plain = found.split("\n").filter((path) => path && !/secret|state\.vscdb/i.test(path));
    assert.deepEqual(plain, []);
  });
});
