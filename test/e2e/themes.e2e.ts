/** The panel in each kind of theme: readable, in the theme's own colours. */
import assert from "node:assert/strict";
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";
import { settled } from "./support/settled";

const themes = [
  { name: "Dark Modern", kind: "vscode-dark" },
  { name: "Light Modern", kind: "vscode-light" },
  { name: "Dark High Contrast", kind: "vscode-high-contrast" },
  { name: "Light High Contrast", kind: "vscode-high-contrast-light" },
] as const;

describe("the themes", () => {
  const the = useWindow(examples(), "baml_src/main.baml");

  before(async () => {
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /^Run$/);
    await file.clickLens("function HandleMessage", /calls/);
    await the.window.panel.rows((rows) => rows.length === 6);
    await the.window.panel.select("ExtractTicket");
    await the.window.panel.details(/Reply/);
  });

  for (const { name, kind } of themes) {
    it(`of kind ${kind} has text that can be read`, async () => {
      await choose(name);
      const frame = await the.window.panel.innerFrame();
      await settled({
        read: () => frame.evaluate(() => document.body.className),
        enough: (classes) => classes.split(" ").includes(kind),
      });
      const contrasts = await frame.evaluate(() => {
        const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
        const luminance = (color: string) =>
          channels(color)
            .slice(0, 3)
            .map((value) => value / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
            .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
        const backdrop = (element: Element | null): string => {
          if (!element)
            return getComputedStyle(document.documentElement).getPropertyValue(
              "--vscode-panel-background",
            );
          const { backgroundColor } = getComputedStyle(element);
          const solid = channels(backgroundColor)[3] !== 0 && backgroundColor !== "transparent";
          return solid ? backgroundColor : backdrop(element.parentElement);
        };
        const rgb = (color: string) => {
          const probe = document.createElement("canvas").getContext("2d")!;
          probe.fillStyle = color || "#808080";
          probe.fillRect(0, 0, 1, 1);
          const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
          return `rgb(${red}, ${green}, ${blue})`;
        };
        const selectors = [
          ".title",
          ".row .name",
          ".details .facts dd",
          ".details .link",
          ".body",
          ".badge",
        ];
        return selectors.map((selector) => {
          const element = document.querySelector(selector)!;
          const one = luminance(rgb(getComputedStyle(element).color));
          const other = luminance(rgb(backdrop(element)));
          const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          return { selector, ratio: Math.round(ratio * 10) / 10 };
        });
      });
      const weak = contrasts.filter(({ ratio }) => ratio < 4.5);
      assert.deepEqual(weak, []);
      await the.window.screenshot(`theme-${kind}`);
    });
  }

  after(() => choose("Dark Modern"));

  async function choose(theme: string): Promise<void> {
    await the.window.command("Preferences: Color Theme");
    const { page } = the.window;
    await page.locator(".quick-input-widget input").first().fill(theme);
    await the.window.quickPickRows.filter({ hasText: theme }).first().click();
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }
});
