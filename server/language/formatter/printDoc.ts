/**
 * Lays a document out in lines of at most `WIDTH` characters where it can.
 *
 * Groups are decided from the outside in: one that fits on the rest of its line stays on
 * it, one that does not breaks at its own lines, and its inner groups are asked in turn.
 */
import type { Comment, Doc, Verbatim } from "./doc";
import { moveRawString } from "./rawString";

const WIDTH = 100;
const INDENT = 4;

type Mode = "flat" | "broken";

interface Task {
  readonly doc: Doc;
  readonly indentation: number;
  readonly mode: Mode;
}

export function printDoc(doc: Doc): string {
  return new Printer().print(doc);
}

class Printer {
  readonly #tasks: Task[] = [];
  readonly #out: string[] = [];
  #column = 0;
  /** The indentation of the current line, once something stands on it. */
  #lineIndentation = 0;
  #isLineEmpty = true;
  /** Comments that end the current line, held back for a comma. */
  #behind: string[] = [];
  /** A comment that ends its line was written: what comes next begins a line. */
  #isLineOver = false;

  print(doc: Doc): string {
    this.#tasks.push({ doc, indentation: 0, mode: "broken" });
    for (let task = this.#tasks.pop(); task; task = this.#tasks.pop()) this.#run(task);
    this.#flushBehind();
    return this.#out.join("");
  }

  #run({ doc, indentation, mode }: Task): void {
    if (typeof doc === "string") {
      this.#write(doc, indentation);
      return;
    }
    if (!("kind" in doc)) {
      for (const part of doc.toReversed()) this.#tasks.push({ doc: part, indentation, mode });
      return;
    }
    switch (doc.kind) {
      case "line":
        if (mode === "broken" || doc.flat === undefined) this.#newline();
        else if (doc.flat !== "") this.#write(doc.flat, indentation);
        return;
      case "group": {
        const fits = !doc.isBroken && this.#fits({ doc: doc.doc, indentation, mode: "flat" });
        this.#tasks.push({ doc: doc.doc, indentation, mode: fits ? "flat" : "broken" });
        return;
      }
      case "indent":
        this.#tasks.push({ doc: doc.doc, indentation: indentation + INDENT, mode });
        return;
      case "ifBroken":
        if (mode === "broken") this.#write(doc.text, indentation);
        return;
      case "comment":
        this.#comment(doc, indentation);
        return;
      case "verbatim":
        this.#verbatim(doc, indentation);
        return;
      default:
        doc satisfies never;
    }
  }

  #write(text: string, indentation: number): void {
    if (text === "") return;
    const isSeparator = text === "," || text === ";";
    if (this.#isLineOver || (0 < this.#behind.length && !isSeparator)) this.#newline();
    if (this.#isLineEmpty) {
      // A space at the start of a line parts nothing.
      if (text === " ") return;
      this.#out.push(" ".repeat(indentation));
      this.#column = indentation;
      this.#lineIndentation = indentation;
      this.#isLineEmpty = false;
    }
    this.#out.push(text);
    this.#column += text.length;
  }

  #newline(): void {
    this.#flushBehind();
    trimEnd(this.#out);
    this.#out.push("\n");
    this.#column = 0;
    this.#isLineEmpty = true;
    this.#isLineOver = false;
  }

  #comment({ text, place, endsLine }: Comment, indentation: number): void {
    switch (place) {
      case "above":
        if (!this.#isLineEmpty) this.#newline();
        this.#writeLines(text, indentation);
        this.#isLineOver = true;
        return;
      case "behind":
        if (endsLine) this.#behind.push(text);
        else this.#writeLines(` ${text}`, indentation);
        return;
      case "before":
        this.#writeLines(text, indentation);
        this.#write(" ", indentation);
        return;
      default:
        place satisfies never;
    }
  }

  #flushBehind(): void {
    const comments = this.#behind;
    if (comments.length === 0) return;
    this.#behind = [];
    trimEnd(this.#out);
    for (const text of comments) this.#writeLines(` ${text}`, 0);
  }

  #verbatim({ text, movesFrom }: Verbatim, indentation: number): void {
    if (this.#isLineEmpty || this.#isLineOver || 0 < this.#behind.length) {
      // The line begins here, so its indentation is known only now.
      this.#write(text.charAt(0), indentation);
      this.#writeLines(this.#moved(text, movesFrom).slice(1), indentation);
    } else this.#writeLines(this.#moved(text, movesFrom), indentation);
  }

  #moved(text: string, movesFrom: number | undefined): string {
    if (movesFrom === undefined) return text;
    return moveRawString(text, this.#lineIndentation - movesFrom);
  }

  /** Writes text that may hold line breaks, as it is. */
  #writeLines(text: string, indentation: number): void {
    this.#write(text, indentation);
    const lastBreak = text.lastIndexOf("\n");
    if (lastBreak === -1) return;
    this.#column = text.length - lastBreak - 1;
    this.#lineIndentation = /^[ \t]*/.exec(text.slice(lastBreak + 1))![0].length;
  }

  /** True when a group and what follows it up to the next possible break fit on the line. */
  #fits(first: Task): boolean {
    let room = WIDTH - (this.#isLineEmpty ? first.indentation : this.#column);
    const tasks: Task[] = [first];
    let rest = this.#tasks.length;
    for (;;) {
      const task = tasks.pop() ?? this.#tasks[--rest];
      if (!task) return true;
      const { doc, indentation, mode } = task;
      if (typeof doc === "string") room -= doc.length;
      else if (!("kind" in doc)) {
        for (const part of doc.toReversed()) tasks.push({ doc: part, indentation, mode });
      } else {
        switch (doc.kind) {
          case "line":
            if (mode === "broken" || doc.flat === undefined) return true;
            room -= doc.flat.length;
            break;
          case "group":
            tasks.push({ doc: doc.doc, indentation, mode: doc.isBroken ? "broken" : mode });
            break;
          case "indent":
            tasks.push({ doc: doc.doc, indentation, mode });
            break;
          case "ifBroken":
            if (mode === "broken") room -= doc.text.length;
            break;
          case "comment":
            // A comment at the end of a line may reach beyond its width.
            if (doc.place === "above" || doc.endsLine) return true;
            room -= doc.text.length + 1;
            break;
          case "verbatim": {
            const end = doc.text.indexOf("\n");
            if (end !== -1) return end <= room;
            room -= doc.text.length;
            break;
          }
          default:
            doc satisfies never;
        }
      }
      if (room < 0) return false;
    }
  }
}

/** Removes the blanks that a line would end with. */
function trimEnd(out: string[]): void {
  while (out.at(-1) === " ") out.pop();
}
