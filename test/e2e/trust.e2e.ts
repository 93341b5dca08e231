/** A workspace that is not trusted: it can be read, and nothing in it runs. */
import assert from "node:assert/strict";
import { restrictedSession } from "./support/editorSession";
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";

const REASON = "Not run: this workspace is not trusted";

describe("a restricted workspace", () => {
  const the = useWindow(examples(), "baml_src/main.baml", restrictedSession);

  it("has hovers, and lenses that say why nothing runs", async () => {
    const file = the.window.file("main.baml");
    await file.hoverAt(5, 12, /function HandleMessage/);
    await the.window.page.keyboard.press("Escape");
    const { lenses } = await file.reading((reading) => reading.lenses.length > 3);
    assert.deepEqual([...new Set(lenses.map(({ text }) => text))], [REASON]);
    await the.window.screenshot("restricted");
  });

  it("runs nothing from the keyboard either", async () => {
    const file = the.window.file("main.baml");
    await file.goTo(5, 12);
    await the.window.page.keyboard.press("Control+Alt+Enter");
    assert.deepEqual(await file.lensesOf("function HandleMessage"), [REASON]);
    assert.equal(await the.window.page.locator(".quick-input-widget").isVisible(), false);
  });

  it("runs once the user trusts it, which the lens leads to", async () => {
    const { page } = the.window;
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /Not run/);
    const trustPage = page.locator(".monaco-modal-editor-block");
    await trustPage.getByRole("button", { name: /^Trust$/ }).click();
    await trustPage.getByText("You trust this folder").waitFor();
    await trustPage.locator('[aria-label^="Close"]').first().click();
    await file.clickLens("function HandleMessage", /^Run$/);
    await file.lensesOf("function HandleMessage", (texts) => texts.some((t) => t.includes("→")));
  });
});
