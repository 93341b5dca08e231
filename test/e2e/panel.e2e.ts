/** The trace panel: opened from the lens, walked by keyboard, bound to the source both ways. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";
import { settled } from "./support/settled";

describe("the trace panel", () => {
  const the = useWindow(examples(), "baml_src/main.baml");

  it("opens from the lens on the whole tree", async () => {
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /^Run$/);
    await file.clickLens("function HandleMessage", /calls/);
    const rows = await the.window.panel.rows((shown) => shown.length === 6);
    assert.deepEqual(
      rows.slice(0, 3).map(({ name, level, status }) => [name, level, status]),
      [
        ["HandleMessage", 1, "ok"],
        ["Triage", 2, "ok"],
        ["ExtractTicket", 3, "ok"],
      ],
    );
    assert.equal(rows[4]!.name, "SummariseTicket");
    await the.window.panel.part("run-origin").filter({ hasText: "simulated" }).waitFor();
    await the.window.screenshot("panel");
  });

  it("draws a bar for every row", async () => {
    const frame = await the.window.panel.innerFrame();
    const painted = await frame.locator('[data-testid="bars"]').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const ratio = window.devicePixelRatio;
      const context = canvas.getContext("2d");
      // The middle of each row's line: the ruler is as high as a row.
      return [0, 1, 2, 3, 4, 5].map((row) => {
        const y = Math.round((22 + row * 22 + 11) * ratio);
        const { data } = context!.getImageData(0, y, canvas.width, 1);
        const colors = new Set<string>();
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3]! > 200) colors.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
        }
        return colors.size;
      });
    });
    assert.ok(
      painted.every((colors) => colors > 0),
      painted.join(" "),
    );
  });

  it("shows arguments, result, prompt and reply of the selected span", async () => {
    await the.window.panel.select("ExtractTicket");
    const text = await the.window.panel.details(/Reply/);
    assert.match(text, /LLM function/);
    assert.match(text, /Argument message/);
    assert.match(text, /kettle/);
    assert.match(text, /Result/);
    assert.match(text, /"urgency"/);
    assert.match(text, /Prompt, system[\s\S]*You read messages of customers/);
    assert.match(text, /Answered by[\s\S]*the simulated model/);
    assert.match(text, /\(simulated\)/);
  });

  it("moves the editor to the call, and leaves the focus in the panel", async () => {
    await selection(/Ln 16, Col \d+ \(\d+ selected\)/);
    const frame = await the.window.panel.innerFrame();
    assert.equal(await frame.evaluate(() => document.hasFocus()), true);
  });

  it("walks by keyboard", async () => {
    const { page, panel } = the.window;
    await page.keyboard.press("Home");
    await panel.rows((rows) => rows[0]?.selected === true);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await panel.rows((rows) => rows[2]?.selected === true);
    await page.keyboard.press("ArrowLeft");
    await panel.rows((rows) => rows.length === 5 && rows[2]?.selected === true);
    await page.keyboard.press("ArrowRight");
    await panel.rows((rows) => rows.length === 6);
    await page.keyboard.press("End");
    await panel.rows((rows) => rows[5]?.selected === true);
  });

  it("finds spans by text, status, kind and duration, and keeps what is above", async () => {
    const { page, panel } = the.window;
    await page.keyboard.press("/");
    await page.keyboard.type("kind:llm summ");
    await panel.rows(
      (rows) => rows.map(({ name }) => name).join() === "HandleMessage,Triage,SummariseTicket",
    );
    await panel.part("found").filter({ hasText: "3 of 6 rows" }).waitFor();
    await panel.part("filter").fill("status:error");
    await panel.rows((rows) => rows.length === 0);
    await panel.part("filter").fill("status:odd");
    await panel.part("found").filter({ hasText: "status: is one of" }).waitFor();
    await page.keyboard.press("Escape");
    await panel.rows((rows) => rows.length === 6);
    await page.keyboard.press("Escape");
  });

  it("tells its keys", async () => {
    const { page, panel } = the.window;
    await page.keyboard.press("?");
    await panel.part("help").getByText("Go to the declaration").waitFor();
    await the.window.screenshot("panel-keys");
    await page.keyboard.press("Escape");
  });

  it("goes to the declaration with Alt+Enter, and to the call with Enter", async () => {
    const { page, panel } = the.window;
    await panel.select("SummariseTicket");
    await page.keyboard.press("Alt+Enter");
    await page.locator('.tab.active[data-resource-name="ticket.baml"]').waitFor();
    await panel.select("SummariseTicket");
    await page.keyboard.press("Enter");
    await page.locator('.tab.active[data-resource-name="main.baml"]').waitFor();
    await selection(/Ln 17/);
  });

  it("selects the span of the call that the cursor is moved to, and does not answer back", async () => {
    const { page, panel } = the.window;
    await the.window.file("main.baml").focus();
    // One line up from the call of SummariseTicket stands that of ExtractTicket.
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowLeft");
    await panel.rows((rows) =>
      rows.some(({ name, selected }) => name === "ExtractTicket" && selected),
    );
    await selection(/Ln 16, Col \d+$/);
  });

  it("opens a whole value as a document", async () => {
    await the.window.panel.select("ExtractTicket");
    await the.window.panel.part("details-result").getByText("Open", { exact: true }).click();
    await the.window.page.locator('.tab.active[data-resource-name="result.json"]').waitFor();
  });

  it("shows a run as text, for those who want no webview", async () => {
    await the.window.command("Spanlens: Open Trace as Text");
    const text = the.window.page.locator('.editor-instance [data-uri^="spanlens:"] .view-lines');
    await text.filter({ hasText: "Triage" }).first().waitFor();
  });

  it("lists the runs natively", async () => {
    const { page } = the.window;
    const rows = page.locator('.pane:has([aria-label^="Runs"]) .monaco-list-row');
    await rows
      .filter({ hasText: /HandleMessage · / })
      .first()
      .waitFor();
  });

  it("comes back as it was after it was hidden", async () => {
    const { page, panel } = the.window;
    await panel.part("filter").fill("triage");
    await panel.rows((rows) => rows.length === 2);
    await the.window.command("View: Toggle Panel Visibility");
    await page.locator("iframe.webview").waitFor({ state: "detached" });
    await the.window.command("View: Toggle Panel Visibility");
    await panel.rows((rows) => rows.length === 2 && rows[1]?.name === "Triage");
    await panel.part("filter").fill("");
  });

  it("opens as a tab too", async () => {
    await the.window.command("Spanlens: Open Trace Panel in Editor Tab");
    await the.window.page.locator(".tab.active", { hasText: /^Trace$/ }).waitFor();
    await the.window.screenshot("panel-tab");
  });

  /** The status bar's word on where the cursor is and what it selects. */
  function selection(wanted: RegExp): Promise<string> {
    return settled({
      read: async () =>
        (await the.window.page.locator("#status\\.editor\\.selection").textContent()) ?? "",
      enough: (text) => wanted.test(text),
      timeoutMs: 8000,
    });
  }
});
