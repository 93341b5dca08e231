/** The trace panel's page, inside the editor's two frames. */
import type { Frame, FrameLocator, Locator, Page } from "playwright-core";
import { settled } from "./settled";

export interface SpanRow {
  readonly name: string;
  readonly level: number;
  readonly status: string;
  readonly selected: boolean;
}

export class TracePanelPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get frame(): FrameLocator {
    return this.#page
      .locator("iframe.webview.ready")
      .contentFrame()
      .locator("iframe#active-frame")
      .contentFrame();
  }

  part(testId: string): Locator {
    return this.frame.getByTestId(testId);
  }

  /** The rows on screen from top to bottom, once they are as wanted. */
  rows(wanted: (rows: readonly SpanRow[]) => boolean): Promise<readonly SpanRow[]> {
    return settled({
      read: () =>
        this.part("tree").evaluate(
          (tree) =>
            [...tree.querySelectorAll('[role="treeitem"]')]
              .sort(
                (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top,
              )
              .map((row) => ({
                name: row.querySelector(".name")?.textContent ?? "",
                level: Number(row.getAttribute("aria-level")),
                status: row.getAttribute("data-status") ?? "",
                selected: row.getAttribute("aria-selected") === "true",
              })),
          undefined,
          { timeout: 2000 },
        ),
      enough: wanted,
    });
  }

  async select(name: string): Promise<void> {
    await this.part("span").filter({ hasText: name }).first().click();
  }

  /** What the details pane says, once it says what is wanted. */
  details(wanted: RegExp): Promise<string> {
    return settled({
      // biome-ignore lint/performance/useDomNodeTextContent: lines as a person sees them
      read: () => this.part("details").innerText({ timeout: 2000 }),
      enough: (text) => wanted.test(text),
    });
  }

  /** The frame itself, to run code in. Frames have no names that hold. */
  async innerFrame(): Promise<Frame> {
    for (const frame of this.#page.frames()) {
      const isInner = frame.parentFrame()?.parentFrame() === this.#page.mainFrame();
      if (isInner && (await frame.locator('[data-testid="timeline"]').count()) > 0) return frame;
    }
    throw new Error("the trace panel is not open");
  }
}
