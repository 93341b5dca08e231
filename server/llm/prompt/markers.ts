/**
 * Marks in rendered text: where a message begins, where a medium stands.
 *
 * A mark is a number between brackets that nobody can guess, so no argument can forge
 * one. It is made of digits alone: filters that change case leave it whole.
 */
import type { MediaValue } from "../../base";

export interface RoleMark {
  readonly kind: "role";
  readonly role: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Begins a message of its own also behind one of the same role. */
  readonly allowsDuplicate: boolean;
}

export interface MediaMark {
  readonly kind: "media";
  readonly media: MediaValue;
}

export type Segment = { readonly kind: "text"; readonly text: string } | RoleMark | MediaMark;

/** The marks of one rendering. */
export class Markers {
  readonly #marks: (RoleMark | MediaMark)[] = [];
  readonly #secret = newSecret();

  /** The text that stands for a mark. */
  textOf(mark: RoleMark | MediaMark): string {
    this.#marks.push(mark);
    return `⟦${this.#secret}:${this.#marks.length - 1}⟧`;
  }

  /** Parts the text at its marks; without any, it comes back as one text. */
  split(text: string): readonly Segment[] {
    const parts = text.split(new RegExp(`⟦${this.#secret}:(\\d+)⟧`));
    // Every second part is the number of a mark.
    return parts.map((part, index) =>
      index % 2 === 0 ? { kind: "text", text: part } : this.#marks[Number(part)]!,
    );
  }
}

/** Never seen outside a rendering, so it needs no injected source of chance. */
function newSecret(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("");
}
