/**
 * Which of some known texts a reply means: enum values, literals, field names.
 *
 * Three rounds, each more lenient: the text as it is, without punctuation and spaces, and
 * without case. Within a round, equal texts come first, then texts that are equal without
 * accents, then the text that occurs most often within the reply.
 */

/** `value` is the position among the values; `tie` means that several occur equally often. */
export type StringMatch =
  | { readonly kind: "match"; readonly value: number; readonly substring: boolean }
  | { readonly kind: "tie" };

/** Knows, for each value, the texts that stand for it. Empty texts stand for nothing. */
export class StringMatcher {
  readonly #texts: readonly (readonly string[])[];
  readonly #rounds: Round[] = [];

  constructor(texts: readonly (readonly string[])[]) {
    this.#texts = texts;
  }

  match(input: string): StringMatch | undefined {
    const text = input.trim();
    for (let index = 0; index < simplifications.length; index++) {
      const round = this.#round(index);
      const found = round.match(simplifications[index]!(text));
      if (found) return found;
    }
    return undefined;
  }

  #round(index: number): Round {
    const known = this.#rounds[index];
    if (known) return known;
    const round = new Round(this.#texts.map((texts) => texts.map(simplifications[index]!)));
    this.#rounds[index] = round;
    return round;
  }
}

/**
 * Two field names are the same when their normal forms are equal: what three rounds without
 * a search within the text come to.
 */
export function keyNormalForm(key: string): string {
  const trimmed = key.trim();
  const simple = withoutAccents(withoutCase(trimmed));
  // A name of punctuation alone is equal to itself only.
  return simple === "" ? `\0${trimmed}` : simple;
}

class Round {
  readonly #byText: ReadonlyMap<string, number>;
  #byPlainText: ReadonlyMap<string, number> | undefined;
  #search: RegExp | undefined;
  #plainSearch: RegExp | undefined;

  constructor(texts: readonly (readonly string[])[]) {
    const byText = new Map<string, number>();
    for (const [value, ofValue] of texts.entries()) {
      for (const text of ofValue) {
        if (text !== "" && !byText.has(text)) byText.set(text, value);
      }
    }
    this.#byText = byText;
  }

  match(text: string): StringMatch | undefined {
    const plain = withoutAccents(text);
    const equal = this.#byText.get(text) ?? this.#plain().get(plain);
    if (equal !== undefined) return { kind: "match", value: equal, substring: false };
    this.#search ??= searchFor(this.#byText);
    const counted = mostFrequent(text, this.#search, this.#byText);
    if (counted) return counted;
    this.#plainSearch ??= searchFor(this.#plain());
    return mostFrequent(plain, this.#plainSearch, this.#plain());
  }

  #plain(): ReadonlyMap<string, number> {
    if (this.#byPlainText) return this.#byPlainText;
    const byPlainText = new Map<string, number>();
    for (const [text, value] of this.#byText) {
      const plain = withoutAccents(text);
      if (plain !== "" && !byPlainText.has(plain)) byPlainText.set(plain, value);
    }
    this.#byPlainText = byPlainText;
    return byPlainText;
  }
}

/** At each place the longest text wins, and occurrences do not overlap. */
function searchFor(byText: ReadonlyMap<string, number>): RegExp {
  const longestFirst = [...byText.keys()].sort((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map(escaped).join("|") || NOTHING, "g");
}

/** A pattern that occurs nowhere. */
const NOTHING = "(?!)";

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function mostFrequent(
  text: string,
  search: RegExp,
  byText: ReadonlyMap<string, number>,
): StringMatch | undefined {
  const counts = new Map<number, number>();
  for (const [found] of text.matchAll(search)) {
    const value = byText.get(found)!;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const highest = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === highest);
  if (winners.length > 1) return { kind: "tie" };
  return { kind: "match", value: winners[0]![0], substring: true };
}

const simplifications: readonly ((text: string) => string)[] = [
  (text) => text,
  withoutPunctuation,
  withoutCase,
];

function withoutCase(text: string): string {
  return withoutPunctuation(text).toLowerCase();
}

/** Letters, digits, hyphens and underscores stay. */
function withoutPunctuation(text: string): string {
  return isAscii(text)
    ? text.replace(/[^A-Za-z0-9_-]+/g, "")
    : text.replace(/[^\p{Alphabetic}\p{N}_-]+/gu, "");
}

function withoutAccents(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæÆøØœŒ]/g, (letter) => ligatures[letter]!);
}

/** Letters that Unicode does not take apart. */
const ligatures: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  ø: "o",
  Ø: "O",
  œ: "oe",
  Œ: "OE",
};

function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}
