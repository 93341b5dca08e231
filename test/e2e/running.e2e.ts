/** A run from the editor: one lens line that never moves, hints beside calls, the hover. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";

const DURATION = /(?:\d+(?:\.\d+)? (?:ns|µs|ms|s)) /;
const RESULT = /^\d+(\.\d+)? (µs|ms|s) · 2 calls · → .+ · simulated$/;
/** There is no key on this machine, and the lens offers to set it. */
const UNTOUCHED = ["Run", "Run with…", "Set OPENAI_API_KEY"];

describe("running a function of the samples", () => {
  const the = useWindow(examples(), "baml_src/main.baml");
  let tops: readonly number[];

  it("offers Run above each function, and a test its own", async () => {
    const file = the.window.file("main.baml");
    const isUntouched = (texts: readonly string[]) => texts.join() === UNTOUCHED.join();
    await file.lensesOf("function HandleMessage", isUntouched);
    await file.lensesOf("function Triage", isUntouched);
    assert.deepEqual(await file.lensesOf("test BrokenKettle"), ["Run test"]);
    tops = await topsOf("main.baml");
    await the.window.screenshot("samples-before");
  });

  it("runs with the arguments of the test, and says so on the same line", async () => {
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /^Run$/);
    const lenses = await file.lensesOf("function HandleMessage", (texts) =>
      texts.some((text) => RESULT.test(text)),
    );
    assert.deepEqual(lenses.slice(0, 2), ["Run", "Run with…"]);
    assert.deepEqual(await the.window.notifications(), []);
  });

  it("says the same of the functions below", async () => {
    const file = the.window.file("main.baml");
    await file.lensesOf("function Triage", (texts) => texts.some((text) => RESULT.test(text)));
  });

  it("shows beside each call how long it took and what came of it", async () => {
    const file = the.window.file("main.baml");
    const { lines } = await file.reading((reading) =>
      ["Triage(", "ExtractTicket(", "SummariseTicket("].every((call) =>
        reading.lines.some((line) => line.text.includes(call) && line.hints.length > 0),
      ),
    );
    for (const line of lines.filter((each) => each.hints.length > 0)) {
      assert.match(line.hints.join(" "), DURATION);
      assert.match(line.hints.join(" "), /→ /);
      assert.match(line.hints.join(" "), /simulated/, "the origin is never cut off");
    }
    await the.window.screenshot("samples-after");
  });

  it("has moved no line by a pixel", async () => {
    assert.deepEqual(await topsOf("main.baml"), tops);
  });

  it("moves none in ten runs more", async () => {
    const file = the.window.file("main.baml");
    for (let n = 0; n < 10; n++) {
      await file.clickLens("function HandleMessage", /^Run$/);
      await file.lensesOf("function HandleMessage", (texts) => texts.some((t) => RESULT.test(t)));
      assert.deepEqual(await topsOf("main.baml"), tops);
    }
  });

  it("hovers with signature, doc and the last call's log", async () => {
    const file = the.window.file("main.baml");
    const text = await file.hoverAt(5, 12, /Last call/);
    assert.match(text, /function HandleMessage\(message: string\) -> string/);
    assert.match(text, /Handles a customer's message from beginning to end/);
    assert.match(text, /Last call · \d/);
    assert.match(text, /simulated/);
    assert.match(text, /message = .*kettle/);
    assert.match(text, /Triage/);
    assert.match(text, /Open trace/);
    await the.window.screenshot("samples-hover");
    await the.window.page.keyboard.press("Escape");
  });

  it("hovers an LLM function with client, tokens and the way to its prompt", async () => {
    const file = await the.window.open("ticket.baml");
    const { lines } = await file.reading((reading) => reading.lenses.length > 0);
    const line = lines.findIndex(({ text }) => text.startsWith("function ExtractTicket"));
    const text = await file.hoverAt(line + 1, 12, /Last call/);
    assert.match(text, /Writer/);
    assert.match(text, /tokens/);
    assert.match(text, /simulated/);
    await the.window.page.getByText("Open prompt").first().click();
    await the.window.page.locator('.tab.active[data-resource-name="prompt.md"]').waitFor();
    const prompt = the.window.page.locator('.editor-instance [data-uri^="spanlens:"]');
    await prompt.getByText("You read messages of customers").first().waitFor();
  });

  it("clears every result with one command, and keeps the lines where they are", async () => {
    const file = await the.window.open("main.baml");
    await the.window.command("Spanlens: Clear Results");
    const untouched = UNTOUCHED.join();
    await file.lensesOf("function HandleMessage", (texts) => texts.join() === untouched);
    const { lines } = await file.reading((reading) =>
      reading.lines.every((line) => line.hints.length === 0),
    );
    assert.ok(lines.length > 10);
  });

  it("runs the function at the cursor from the keyboard, and once more from any file", async () => {
    const file = await the.window.open("main.baml");
    await file.goTo(17, 8);
    await the.window.page.keyboard.press("Control+Alt+Enter");
    await file.lensesOf("function Triage", (texts) => texts.some((text) => RESULT.test(text)));
    await the.window.open("clients.baml");
    await the.window.command("Spanlens: Run Last Function Again");
    await the.window.page.locator(".statusbar-item", { hasText: /Triage \d/ }).waitFor();
  });

  it("hides and shows the inline durations without touching the user's settings", async () => {
    const file = await the.window.open("main.baml");
    const hinted =
      (count: number) => (reading: { lines: readonly { hints: readonly string[] }[] }) =>
        reading.lines.filter((line) => line.hints.length > 0).length === count;
    await file.reading(hinted(2));
    await the.window.command("Spanlens: Toggle Inline Durations");
    await file.reading(hinted(0));
    await the.window.command("Spanlens: Toggle Inline Durations");
    await file.reading(hinted(2));
  });

  async function topsOf(name: string): Promise<readonly number[]> {
    await the.window.file(name).goTo(1, 1);
    const { lines } = await the.window.file(name).reading((reading) => reading.lenses.length > 4);
    return lines.slice(0, 25).map((line) => line.top);
  }
});
