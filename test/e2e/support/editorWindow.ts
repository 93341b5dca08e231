/**
 * A window of the editor on a workspace of its own: what a person can do in it, and what
 * they see of it. One window serves all tests of a spec.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { Complaints } from "./complaints";
import { EditorFile, nudges } from "./editorFile";
import { artifacts, type EditorSession, editorSession } from "./editorSession";
import { settled } from "./settled";
import { TracePanelPage } from "./tracePanelPage";

export type Files = Readonly<Record<string, string>>;

export class EditorWindow {
  readonly page: Page;
  /** The workspace folder, a copy that the spec may change. */
  readonly folder: string;
  readonly complaints: Complaints;
  readonly #profile: string;

  constructor(page: Page, folder: string, profile: string, origin: string) {
    this.page = page;
    this.folder = folder;
    this.#profile = profile;
    this.complaints = new Complaints(page, profile, origin);
  }

  file(name: string): EditorFile {
    return new EditorFile(this.page, name);
  }

  get panel(): TracePanelPage {
    return new TracePanelPage(this.page);
  }

  write(path: string, text: string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Goes to a file's tab, or opens it from the explorer, as a person does. */
  async open(name: string): Promise<EditorFile> {
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    if ((await tab.count()) > 0) await tab.first().click();
    else {
      await this.command("File: Focus on Files Explorer");
      const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
      await row.first().dblclick();
    }
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    const file = this.file(name);
    await file.focus();
    return file;
  }

  /** Runs a command by its title, from the palette. */
  async command(title: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input").first();
    for (let attempt = 0; !(await input.isVisible()); attempt++) {
      if (attempt > 5) throw new Error("the command palette does not open");
      // A key that is pressed before the workbench listens is lost.
      await this.page.keyboard.press("F1");
      await input.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title });
    await row.first().click();
    await this.page
      .locator(".quick-input-widget")
      .waitFor({ state: "hidden", timeout: 1500 })
      // Some commands go on with a question in the same place.
      .catch(() => undefined);
  }

  /** Answers the question that is asked with a line of text. */
  async answer(question: RegExp, text: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    await widget.filter({ hasText: question }).waitFor();
    await widget.locator("input").first().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Picks a row of the list that is shown. */
  async pick(row: RegExp): Promise<void> {
    await this.quickPickRows.filter({ hasText: row }).first().click();
  }

  get quickPickRows(): Locator {
    // A widget that is hidden keeps the rows it last had.
    return this.page.locator(".quick-input-widget .quick-input-list .monaco-list-row:visible");
  }

  statusBarItem(): Locator {
    return this.page.locator('.statusbar-item[id="spanlens.spanlens.status"]');
  }

  notifications(): Promise<string[]> {
    return this.#notifications.allTextContents();
  }

  /** The text of the notification that is awaited. */
  async notification(): Promise<string> {
    await this.#notifications.first().waitFor();
    return (await this.#notifications.first().textContent()) ?? "";
  }

  get #notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item-message");
  }

  /** Errors and warnings, as the status bar counts them. */
  async problems(wanted: (errors: number, warnings: number) => boolean): Promise<void> {
    const counts = this.page.locator("#status\\.problems");
    await settled({
      read: async () => (await counts.getAttribute("aria-label", { timeout: 2000 })) ?? "",
      enough: (label) => {
        const count = (word: string) =>
          Number(new RegExp(`${word}s?: (\\d+)`).exec(label)?.[1] ?? 0);
        return wanted(count("Error"), count("Warning"));
      },
    });
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(artifacts, { recursive: true });
    await this.page.screenshot({ path: join(artifacts, `${name}.png`), animations: "disabled" });
  }

  /** Keeps what is needed to understand a failure. */
  async keepEvidence(test: string): Promise<void> {
    const name = test.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100);
    await this.screenshot(`failed-${name}`);
    cpSync(join(this.#profile, "ud", "logs"), join(artifacts, `failed-${name}-logs`), {
      recursive: true,
    });
    cpSync(join(this.#profile, "server.log"), join(artifacts, `failed-${name}-server.log`));
  }

  /** Back to an editor with nothing open: what one test did is gone before the next. */
  async tidy(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.command("View: Close All Editors");
    await this.command("Notifications: Clear All Notifications");
  }
}

/** A window for the tests of a `describe`: opened before the first, judged after each. */
export function useWindow(
  files: Files,
  first: string,
  session: () => Promise<EditorSession> = editorSession,
): { readonly window: EditorWindow } {
  const holder: { window?: EditorWindow } = {};
  let folder: string;
  before(async function () {
    this.timeout(180_000);
    const { server, page } = await session();
    folder = mkdtempSync(join(tmpdir(), "spanlens-workspace-"));
    const origin = `http://127.0.0.1:${server.port}`;
    const window = new EditorWindow(page, folder, server.folder, origin);
    for (const [path, text] of Object.entries(files)) window.write(path, text);
    await page.goto(server.url(folder, join(folder, first)), { waitUntil: "commit" });
    await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await page.locator(".editor-instance .view-line").first().waitFor({ timeout: 60_000 });
    holder.window = window;
  });
  // A test that throws in a hook takes the rest of its suite with it: what was found
  // behind the screen is gathered, and fails at the end.
  const found: string[] = [];
  beforeEach(function () {
    // A window is slow on a busy machine; what is wrong fails sooner, by its own limits.
    this.currentTest?.timeout(60_000);
  });
  afterEach(async function () {
    const test = this.currentTest?.fullTitle() ?? "unknown";
    const complaints = holder.window?.complaints.take() ?? [];
    if (this.currentTest?.state === "failed" || complaints.length > 0) {
      await holder.window?.keepEvidence(test);
    }
    if (complaints.length > 0) found.push(`${test}:\n${complaints.join("\n")}`);
  });
  after("nothing went wrong behind the screen", () => {
    holder.window?.page.removeAllListeners();
    if (folder) rmSync(folder, { recursive: true, force: true });
    if (found.length > 0) throw new Error(found.join("\n\n"));
  });
  return {
    get window() {
      if (!holder.window) throw new Error("there is no window before the first test");
      return holder.window;
    },
  };
}

after(() => {
  if (nudges.count > 0) console.log(`    stale lenses were woken ${nudges.count} times`);
});
