/** BAML's tests in the editor's own Testing view. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";
import { settled } from "./support/settled";

const main = `
function Double(n: int) -> int {
  n * 2
}

test GoodCase {
  functions [Double]
  args { n 2 }
  @@assert(is_four, {{ this == 4 }})
}

test BadCase {
  functions [Double]
  args { n 3 }
  @@assert(is_seven, {{ this == 7 }})
  @@check(is_odd, {{ this == 5 }})
}
`;

describe("the Testing view", () => {
  const the = useWindow({ "baml_src/double.baml": main }, "baml_src/double.baml");

  it("lists the tests below their functions", async () => {
    await the.window.file("double.baml").lensesOf("test GoodCase");
    await the.window.command("Testing: Focus on Test Explorer View");
    const rows = the.window.page.locator(".test-explorer .monaco-list-row");
    await rows.first().waitFor();
    await rows.first().click();
    await expand();
    const labels = await testLabels((texts) => texts.length === 3);
    assert.deepEqual(
      labels.map((label) => label.replace(/ \(.*/, "")),
      ["Double", "GoodCase", "BadCase"],
    );
  });

  it("runs them, and tells passed from failed", async () => {
    await the.window.command("Test: Run All Tests");
    const labels = await testLabels(
      (texts) =>
        texts.some((text) => /GoodCase \(Passed/.test(text)) &&
        texts.some((text) => /BadCase \(Failed/.test(text)),
    );
    assert.match(labels[0]!, /Double \(Failed/);
    await the.window.screenshot("testing");
  });

  it("says in the editor, at the test, what did not hold", async () => {
    const file = the.window.file("double.baml");
    await file.lensesOf("test BadCase", (texts) => texts.some((text) => /failed/i.test(text)));
    await file.lensesOf("test GoodCase", (texts) => texts.some((text) => /passed/i.test(text)));
    await file.element.getByText("is_seven: assert failed").first().waitFor();
  });

  it("runs one test from its lens", async () => {
    const file = the.window.file("double.baml");
    await file.clickLens("test GoodCase", /^Run test$/);
    await file.lensesOf("test GoodCase", (texts) => texts.some((text) => /passed/i.test(text)));
  });

  it("opens the trace of a test", async () => {
    const row = the.window.page.locator(".test-explorer .monaco-list-row", { hasText: "GoodCase" });
    await row.hover();
    await row.locator('[aria-label*="Open Trace"]').first().click();
    await the.window.panel.rows((rows) => rows[0]?.name === "Double");
  });

  /** Opens every closed row, by keyboard. */
  async function expand(): Promise<void> {
    const closed = the.window.page.locator(
      '.test-explorer .monaco-list-row[aria-expanded="false"]',
    );
    for (let n = 0; n < 20 && (await closed.count()) > 0; n++) {
      await closed.first().click();
      await the.window.page.keyboard.press("ArrowRight");
    }
  }

  function testLabels(wanted: (texts: readonly string[]) => boolean): Promise<readonly string[]> {
    return settled({
      read: () =>
        the.window.page
          .locator(".test-explorer .monaco-list-row")
          .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? "")),
      enough: wanted,
    });
  }
});
