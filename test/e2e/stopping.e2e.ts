/** A loop that never ends: the editor stays at work, and Stop stops it. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";

const main = `
function Forever(step: int) -> int {
  let total = 0;
  while (true) {
    total = Add(total, step);
  }
  total
}

function Add(one: int, other: int) -> int {
  one + other
}

test Endless {
  functions [Forever]
  args { step 1 }
}
`;

describe("an endless loop", () => {
  const the = useWindow({ "baml_src/loop.baml": main }, "baml_src/loop.baml");

  it("is shown to run, with a way to stop it", async () => {
    const file = the.window.file("loop.baml");
    await file.clickLens("function Forever", /^Run$/);
    await file.lensesOf("function Forever", (texts) => texts.includes("Stop"));
    await the.window.statusBarItem().filter({ hasText: "Forever" }).waitFor();
  });

  it("keeps nothing waiting: hovers, diagnostics and the panel go on", async () => {
    const file = the.window.file("loop.baml");
    await file.hoverAt(2, 12, /function Forever/);
    await the.window.page.keyboard.press("Escape");
    await file.clickLens("function Forever", /Running/);
    await the.window.panel.rows(
      (rows) => rows[0]?.name === "Forever" && rows[0].status === "running",
    );
    const first = await rightmostPixel();
    assert.ok(first > 0);
    await the.window.screenshot("loop-running");
  });

  it("stops when it is told to, and keeps what was recorded", async () => {
    const file = the.window.file("loop.baml");
    const begun = Date.now();
    await file.clickLens("function Forever", /^Stop$/);
    await file.lensesOf("function Forever", (texts) =>
      texts.some((text) => /^stopped after \d/.test(text)),
    );
    assert.ok(Date.now() - begun < 5000);
    await the.window.panel.rows((rows) => rows[0]?.status === "cancelled");
    await the.window.screenshot("loop-stopped");
  });

  it("stops from the panel too", async () => {
    const file = the.window.file("loop.baml");
    await file.clickLens("function Forever", /^Run$/);
    await the.window.panel.rows((rows) => rows[0]?.status === "running");
    await the.window.panel.part("button-stop").click();
    await the.window.panel.rows((rows) => rows[0]?.status === "cancelled");
    await the.window.panel.part("button-stop").waitFor({ state: "hidden" });
  });

  it("leaves an engine that runs the next function", async () => {
    const file = the.window.file("loop.baml");
    await file.clickLens("function Add", /^Run$/);
    await the.window.answer(/Add: one/, "2");
    await the.window.answer(/Add: other/, "3");
    await file.lensesOf("function Add", (texts) => texts.some((text) => text.includes("→ 5")));
  });

  /** How far to the right the first row's bar is drawn. */
  async function rightmostPixel(): Promise<number> {
    const frame = await the.window.panel.innerFrame();
    return frame.locator('[data-testid="bars"]').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const y = Math.round(33 * window.devicePixelRatio);
      const { data } = canvas.getContext("2d")!.getImageData(0, y, canvas.width, 1);
      for (let x = canvas.width - 1; x >= 0; x--) if (data[x * 4 + 3]! > 100) return x;
      return 0;
    });
  }
});
