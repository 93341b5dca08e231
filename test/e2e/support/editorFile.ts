/** What a person sees of one file in the editor: its lines, lenses and hints, and a hover. */
import type { JSHandle, Locator, Page } from "playwright-core";
import { settled } from "./settled";

export interface Line {
  readonly text: string;
  readonly hints: readonly string[];
  /** Pixels from the top of the window. */
  readonly top: number;
}

export interface Lens {
  readonly text: string;
  /** The line that the lens stands above. */
  readonly line: string;
}

export interface Reading {
  readonly lines: readonly Line[];
  readonly lenses: readonly Lens[];
  /** Rows of lenses that were drawn from a cache and do not answer to clicks. */
  readonly stale: number;
}

/** How often stale lenses had to be woken: told at the end, so that it does not go unnoticed. */
export const nudges = { count: 0 };

export class EditorFile {
  readonly page: Page;
  readonly element: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    this.element = page.locator(
      `.editor-instance .monaco-editor[role="code"][data-uri$="/${name}"]`,
    );
  }

  /** A reading that holds still and is enough. */
  async reading(enough: (reading: Reading) => boolean, timeoutMs = 30_000): Promise<Reading> {
    let nudged = Date.now();
    return settled({
      read: () => this.#read(),
      enough: (reading) => reading.stale === 0 && enough(reading),
      nudge: async ({ stale }) => {
        if (stale === 0 || Date.now() - nudged < 700) return;
        nudged = Date.now();
        nudges.count++;
        await this.#wake();
      },
      timeoutMs,
      show: printed,
    });
  }

  /** The lenses above the line that begins so, once they are as wanted. */
  async lensesOf(
    line: string,
    wanted: (texts: readonly string[]) => boolean = (texts) => texts.length > 0,
    timeoutMs?: number,
  ): Promise<readonly string[]> {
    const of = (reading: Reading) =>
      reading.lenses.filter((lens) => lens.line.startsWith(line)).map((lens) => lens.text);
    return of(await this.reading((reading) => wanted(of(reading)), timeoutMs));
  }

  /** Clicks a lens above a line; begins again when it is drawn anew under the pointer. */
  async clickLens(line: string, text: RegExp): Promise<void> {
    const matches = (lens: Lens) => lens.line.startsWith(line) && text.test(lens.text);
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.reading((reading) => reading.lenses.some(matches));
      const link = (await this.#lensElement(line, text)).asElement();
      const clicked = await link?.click({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (clicked) return;
    }
    throw new Error(`the lens ${text} above ${line} could not be clicked`);
  }

  /** Found in one look, for lenses come and go between two. */
  #lensElement(line: string, text: RegExp): Promise<JSHandle<HTMLElement | undefined>> {
    const wanted = { line, source: text.source, flags: text.flags };
    return this.element.first().evaluateHandle((editor, { line, source, flags }) => {
      const clean = (text: string | null) => (text ?? "").replace(/\u00a0/g, " ");
      const top = (element: Element) => element.getBoundingClientRect().top;
      const lines = [...editor.querySelectorAll(".view-lines .view-line")].sort(
        (one, other) => top(one) - top(other),
      );
      const below = (link: Element) =>
        lines.find((candidate) => top(candidate) >= top(link.closest(".codelens-decoration")!) - 1);
      const links = [...editor.querySelectorAll<HTMLElement>(".codelens-decoration a")];
      return links.find(
        (link) =>
          new RegExp(source, flags).test(clean(link.textContent)) &&
          clean(below(link)?.textContent ?? "").startsWith(line),
      );
    }, wanted);
  }

  /** Puts the cursor on the first occurrence of a text within a line, by keyboard alone. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** The text of the hover at a place, once it says what is wanted. */
  async hoverAt(line: number, column: number, wanted: RegExp): Promise<string> {
    const hover = this.page.locator(".monaco-hover:not(.hidden):has(.hover-row)");
    for (let attempt = 0; ; attempt++) {
      await this.goTo(line, column);
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      const text = await settled({
        read: async () =>
          // biome-ignore lint/performance/useDomNodeTextContent: lines as a person sees them
          (await hover.first().innerText({ timeout: 2000 })).replace(/\u00a0/g, " "),
        enough: (shown) => wanted.test(shown),
        timeoutMs: 5000,
      }).catch((error: unknown) => {
        if (attempt >= 3) throw error;
        return undefined;
      });
      if (text !== undefined) return text;
      await this.page.keyboard.press("Escape");
    }
  }

  /** Gives the text the focus. */
  async focus(): Promise<void> {
    await this.element.locator(".native-edit-context, textarea.inputarea").first().focus();
  }

  async #wake(): Promise<void> {
    const input = this.element.locator(".native-edit-context, textarea.inputarea").first();
    await input.evaluate((element) => {
      (element as HTMLElement).blur();
      (element as HTMLElement).focus();
    });
  }

  /** Lines, hints and lenses in one look, so that they belong together. */
  #read(): Promise<Reading> {
    return this.element.first().evaluate(
      (editor) => {
        const clean = (text: string | null) => (text ?? "").replace(/\u00a0/g, " ");
        const top = (element: Element) => element.getBoundingClientRect().top;
        const all = (selector: string) => [...editor.querySelectorAll(selector)];
        const lines = all(".view-lines .view-line")
          .map((line) => ({
            top: top(line),
            text: clean(line.textContent),
            hints: [...line.querySelectorAll('span[class*="dyn-rule-"]')]
              .map((hint) => clean(hint.textContent).trim())
              .filter(Boolean),
          }))
          .sort((one, other) => one.top - other.top);
        const shown = editor.getBoundingClientRect();
        // Lenses of lines that are out of sight are there, hidden, and do not answer yet.
        const isWhole = (row: Element) => {
          const { top: upper, bottom, height } = row.getBoundingClientRect();
          if (getComputedStyle(row).visibility === "hidden") return false;
          return upper >= shown.top && bottom + height <= shown.bottom;
        };
        const rows = all(".codelens-decoration").filter(
          (row) => row.textContent?.trim() && isWhole(row),
        );
        const lenses = rows
          .map((row) => ({ top: top(row), links: [...row.querySelectorAll("a")] }))
          .sort((one, other) => one.top - other.top)
          .flatMap((row) => {
            const line = lines.find((candidate) => candidate.top >= row.top - 1)?.text ?? "";
            return row.links.map((link) => ({ text: clean(link.textContent), line }));
          });
        return { lines, lenses, stale: rows.filter((row) => !row.querySelector("a")).length };
      },
      undefined,
      { timeout: 2000 },
    );
  }
}

function printed({ lines, lenses, stale }: Reading): string {
  const shown = lines.flatMap(({ text, hints }) => [
    ...lenses.filter((lens) => lens.line === text).map((lens) => `[${lens.text}]`),
    ...hints.map((hint) => `  (${hint})`),
    text,
  ]);
  return `${stale} stale rows of lenses\n${shown.join("\n")}`;
}
