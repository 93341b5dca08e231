/** Code that fails, and code that does not parse: what is known stays, and the rest is said. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";

const main = `
function Divide(a: int, b: int) -> int {
  if (b == 0) {
    throw "cannot divide by zero"
  }
  a / b
}

function Half(a: int) -> int {
  Divide(a, 0)
}

test Four {
  functions [Half]
  args { a 4 }
}
`;

describe("a call that fails", () => {
  const the = useWindow({ "baml_src/divide.baml": main }, "baml_src/divide.baml");

  it("says so on the lens, and raises no notification", async () => {
    const file = the.window.file("divide.baml");
    await file.clickLens("function Half", /^Run$/);
    const lenses = await file.lensesOf("function Half", (texts) =>
      texts.some((text) => text.startsWith("failed after")),
    );
    assert.ok(lenses.some((text) => text.includes("cannot divide by zero")));
    assert.deepEqual(await the.window.notifications(), []);
  });

  it("says so in the hover and on the span", async () => {
    const file = the.window.file("divide.baml");
    const hover = await file.hoverAt(9, 12, /Failed/);
    assert.match(hover, /cannot divide by zero/);
    await the.window.page.keyboard.press("Escape");
    await file.clickLens("function Half", /^failed/);
    await the.window.panel.rows(
      (rows) => rows.length === 2 && rows.every(({ status }) => status === "error"),
    );
    assert.match(await the.window.panel.details(/Error/), /cannot divide by zero/);
    await the.window.screenshot("failing");
  });
});

describe("code that does not parse", () => {
  const the = useWindow({ "baml_src/divide.baml": main }, "baml_src/divide.baml");

  it("has its problem shown, and keeps lens and result", async () => {
    const file = the.window.file("divide.baml");
    await file.clickLens("function Divide", /^Run$/);
    await the.window.answer(/Divide: a/, "8");
    await the.window.answer(/Divide: b/, "2");
    await file.lensesOf("function Divide", (texts) => texts.some((text) => text.includes("→ 4")));
    await file.goTo(10, 3);
    await the.window.page.keyboard.type("let = ;");
    await the.window.problems((errors) => errors > 0);
    const lenses = await file.lensesOf("function Divide");
    assert.equal(lenses[0], "Run");
    assert.ok(
      lenses.some((text) => text.includes("→ 4")),
      lenses.join(" | "),
    );
    await the.window.screenshot("syntax-error");
  });

  it("runs nothing that needs the broken code, and says why", async () => {
    const file = the.window.file("divide.baml");
    await file.clickLens("function Half", /^Run$/);
    assert.match(await the.window.notification(), /Half was not run: .*divide\.baml:10/);
    await the.window.command("Notifications: Clear All Notifications");
  });

  it("is well again when the mistake is taken back", async () => {
    const file = the.window.file("divide.baml");
    await file.focus();
    for (let n = 0; n < 12; n++) await the.window.page.keyboard.press("Control+Z");
    await the.window.problems((errors) => errors === 0);
    await file.lensesOf("function Half", (texts) => texts.includes("Run"));
  });
});
