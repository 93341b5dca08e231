/** The walkthrough: four steps, whose buttons do what they say. */
import { useWindow } from "./support/editorWindow";
import { examples } from "./support/samples";

describe("the walkthrough", () => {
  const the = useWindow(examples(), "baml_src/main.baml");

  it("shows its steps", async () => {
    const { page } = the.window;
    await the.window.file("main.baml").lensesOf("function HandleMessage");
    await the.window.command("Welcome: Open Walkthrough...");
    await page.locator(".quick-input-widget input").first().fill("Spanlens");
    await the.window.quickPickRows.filter({ hasText: "Get Started with Spanlens" }).click();
    const steps = page.locator(".gettingStartedContainer .getting-started-step");
    await steps.filter({ hasText: "Ask a real model" }).waitFor();
    await the.window.screenshot("walkthrough");
  });

  it("leads to the key", async () => {
    const { page } = the.window;
    await page.locator(".getting-started-step").filter({ hasText: "Ask a real model" }).click();
    await page.getByRole("button", { name: "Set API Key" }).click();
    await page.locator(".quick-input-widget").filter({ hasText: "Name of the variable" }).waitFor();
    await page.keyboard.press("Escape");
    await the.window.screenshot("walkthrough-key");
  });
});
