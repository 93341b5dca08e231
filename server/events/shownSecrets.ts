/**
 * Known secrets in texts that are made to be shown: as they are, as JSON or Markdown
 * escapes them, with their white space folded, and cut short.
 *
 * A preview ends anywhere, so the beginning of a secret right before a cut, or before the
 * end of the text, counts as the secret.
 */
export class ShownSecrets {
  readonly #secrets: readonly ShownSecret[];

  /** Values to the names of their variables. */
  constructor(names: ReadonlyMap<string, string>) {
    // Longest first, so that of two secrets that begin alike the whole one is found.
    const longestFirst = [...names].sort(([left], [right]) => right.length - left.length);
    this.#secrets = longestFirst.map(([value, name]) => new ShownSecret(value, `$${name}`));
  }

  /** The text with `$NAME` in the place of each secret. */
  named(text: string): string {
    let named = text;
    for (const secret of this.#secrets) named = secret.wholeIn(named);
    for (const secret of this.#secrets) named = secret.cutIn(named);
    return named;
  }
}

class ShownSecret {
  readonly #name: string;
  /** For each character of the value, what it can be shown as. */
  readonly #spellings: readonly string[];
  readonly #whole: RegExp;
  /** So much of it that it is no accident; undefined when it is too short to be cut. */
  readonly #beginning: RegExp | undefined;
  readonly #beginningLength: number;

  constructor(value: string, name: string) {
    this.#name = name;
    this.#spellings = [...value].map(spelling);
    this.#whole = new RegExp(this.#spellings.join(""), "g");
    this.#beginningLength = Math.max(MIN_BEGINNING, Math.ceil(this.#spellings.length / 4));
    const beginning = this.#spellings.slice(0, this.#beginningLength).join("");
    const canBeCut = this.#beginningLength < this.#spellings.length;
    this.#beginning = canBeCut ? new RegExp(beginning, "g") : undefined;
  }

  wholeIn(text: string): string {
    return text.replace(this.#whole, () => this.#name);
  }

  cutIn(text: string): string {
    if (!this.#beginning) return text;
    let named = "";
    let done = 0;
    for (const { 0: beginning, index } of text.matchAll(this.#beginning)) {
      const end = this.#follow(text, index + beginning.length);
      if (index < done || !CUT.test(text.slice(end, end + CUT_LENGTH))) continue;
      named += text.slice(done, index) + this.#name;
      done = end;
    }
    return named + text.slice(done);
  }

  /** How far the text goes on as the secret does, behind its beginning. */
  #follow(text: string, from: number): number {
    let end = from;
    for (const source of this.#spellings.slice(this.#beginningLength)) {
      const next = new RegExp(source, "y");
      next.lastIndex = end;
      if (!next.test(text)) break;
      end = next.lastIndex;
    }
    return end;
  }
}

/** A character as pattern: JSON and Markdown put backslashes before some. */
function spelling(character: string): string {
  if (/\s/.test(character)) return "(?:\\s+|\\\\+[nrt])";
  if (/[\w]/.test(character) && character !== "_") return character;
  return `\\\\*${character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")}`;
}

/** Fewer characters of a key are in every text about keys. */
const MIN_BEGINNING = 8;
/** The end of the text, or the sign that the rest was left out. */
const CUT = /^\\*\n?(?:…|$)/;
const CUT_LENGTH = 4;
