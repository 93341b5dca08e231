/** A workspace that is not trusted: it can be read, and nothing in it runs. */
import assert from "node:assert/strict";
import { restrictedSession } from "./support/editorSession";
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";

describe("a restricted workspace", () => {
  const the = useWindow(examples(), "baml_src/main.baml", restrictedSession);

  it("has diagnostics and hovers, and no Run", async () => {
    const file = the.window.file("main.baml");
    await file.hoverAt(5, 12, /function HandleMessage/);
    await the.window.page.keyboard.press("Escape");
    const { lenses } = await file.reading((reading) => reading.lines.length > 5);
    assert.deepEqual(lenses, []);
    await file.element.getByText("Not run: this workspace is not trusted").first().waitFor();
    await the.window.screenshot("restricted");
  });

  it("runs nothing from the keyboard either", async () => {
    const file = the.window.file("main.baml");
    await file.goTo(5, 12);
    await the.window.page.keyboard.press("Control+Alt+Enter");
    const { lenses } = await file.reading((reading) => reading.lines.length > 5);
    assert.ok(lenses.every(({ text }) => !text.includes("→")));
  });

  it("runs once the user trusts it", async () => {
    const { page } = the.window;
    await the.window.command("Workspaces: Manage Workspace Trust");
    await page
      .getByRole("button", { name: /^Trust$/ })
      .first()
      .click();
    // The page of trust lies over the editor.
    await page.keyboard.press("Escape");
    await the.window.open("main.baml");
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /^Run$/);
    await file.lensesOf("function HandleMessage", (texts) => texts.some((t) => t.includes("→")));
  });
});
