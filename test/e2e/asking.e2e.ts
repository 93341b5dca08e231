/** Arguments: asked for line by line, edited as a document, remembered, and checked. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";
import { settled } from "./support/settled";

const main = `
enum Size {
  Small
  Large
}

class Order {
  item string
  size Size
  count int
  notes string[]
}

function Label(item: string, count: int, size: Size, note: string?) -> string {
  let text = item;
  if (note != null) {
    text = text + " with a note";
  }
  text
}

function Total(order: Order) -> int {
  order.count * 2
}

function Now() -> string {
  "now"
}
`;

describe("asking for arguments", () => {
  const the = useWindow({ "baml_src/orders.baml": main }, "baml_src/orders.baml");

  it("asks nothing of a function without parameters", async () => {
    const file = the.window.file("orders.baml");
    assert.deepEqual(await file.lensesOf("function Now"), ["Run"]);
    await file.clickLens("function Now", /^Run$/);
    await file.lensesOf("function Now", (texts) => texts.some((text) => text.includes('→ "now"')));
  });

  it("asks line by line, and takes no number for what is not one", async () => {
    const { page } = the.window;
    const file = the.window.file("orders.baml");
    await file.clickLens("function Label", /^Run$/);
    await the.window.answer(/Label: item \(1\/4\)/, "mug");
    const widget = page.locator(".quick-input-widget");
    await the.window.answer(/Label: count \(2\/4\)/, "two");
    await widget.getByText("a whole number is wanted").waitFor();
    await the.window.answer(/Label: count \(2\/4\)/, "2");
    await widget.filter({ hasText: /Label: size \(3\/4\)/ }).waitFor();
    await the.window.screenshot("asking-choice");
    await the.window.pick(/Large/);
    await the.window.answer(/Label: note \(4\/4\)/, "");
    await file.lensesOf("function Label", (texts) =>
      texts.some((text) => text.includes('→ "mug"')),
    );
  });

  it("runs again with the same arguments, and asks no more", async () => {
    const file = the.window.file("orders.baml");
    await file.clickLens("function Label", /^Run$/);
    await file.lensesOf("function Label", (texts) =>
      texts.some((text) => text.includes('→ "mug"')),
    );
    assert.equal(await the.window.page.locator(".quick-input-widget").isVisible(), false);
  });

  it("offers what was used before, and new arguments", async () => {
    const file = the.window.file("orders.baml");
    await file.clickLens("function Label", /^Run with…$/);
    const rows = await settled({
      read: () => the.window.quickPickRows.allInnerTexts(),
      enough: (texts) => texts.length >= 3,
    });
    assert.ok(rows.some((row) => row.includes('item: "mug"')));
    await the.window.pick(/Enter arguments/);
    await the.window.answer(/Label: item/, "cup");
    await the.window.page.keyboard.press("Escape");
    await the.window.page.keyboard.press("Escape");
    const lenses = await file.lensesOf("function Label");
    assert.ok(
      lenses.some((text) => text.includes('→ "mug"')),
      "giving up runs nothing",
    );
  });

  it("edits a class as a JSON document with completion, errors in place, and Run", async () => {
    const { page } = the.window;
    const file = the.window.file("orders.baml");
    await file.clickLens("function Total", /^Run$/);
    const name = "Total.args.json";
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    const editor = page.locator('.editor-instance [data-uri^="spanlens-args:"]');
    await editor.locator(".view-line").first().waitFor();
    const text = (await editor.locator(".view-lines").textContent()) ?? "";
    const reference = /"(spanlens-schema:[^"]*)"/.exec(text)?.[1];
    assert.ok(reference, text);
    await replaceAll(
      `{"$schema": "${reference}", "order": {"item": "mug", "size": "Huge", "count": 3, "notes": []}}`,
    );
    await the.window.problems((errors, warnings) => errors + warnings > 0);
    await the.window.screenshot("asking-document");
    await replaceAll(
      `{"$schema": "${reference}", "order": {"item": "mug", "size": "Large", "count": 3, "notes": []}}`,
    );
    await the.window.problems((errors, warnings) => errors + warnings === 0);
    await page.keyboard.press("Control+Alt+Enter");
    await the.window.open("orders.baml");
    await file.lensesOf("function Total", (texts) => texts.some((text) => text.includes("→ 6")));
  });

  it("refuses arguments that do not fit, and says where and what is wanted", async () => {
    const { page } = the.window;
    await page.locator('.tab[data-resource-name="Total.args.json"]').click();
    await replaceAll('{"order": {"item": "mug", "size": "Large", "count": "three", "notes": []}}');
    await page.keyboard.press("Control+Alt+Enter");
    const file = await the.window.open("orders.baml");
    const lenses = await file.lensesOf("function Total", (texts) =>
      texts.some((text) => text.startsWith("failed")),
    );
    assert.ok(lenses.some((text) => /order/.test(text)));
    const hover = await file.hoverAt(22, 12, /Failed/);
    assert.match(hover, /order[\s\S]*count[\s\S]*int/i);
    await page.keyboard.press("Escape");
  });

  /** At once, for typing would meet suggestions on its way. */
  async function replaceAll(text: string): Promise<void> {
    const { keyboard } = the.window.page;
    await keyboard.press("Control+A");
    await keyboard.press("Delete");
    await keyboard.insertText(text);
  }
});
