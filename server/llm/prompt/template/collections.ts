/**
 * Lists and maps of templates: those of arguments, and those that templates make.
 *
 * Invariant: hold values and know how they print; nothing here knows filters or scopes.
 */
import { keyText } from "./keys";
import { debugText, joined } from "./print";
import { type PrintStyle, type TemplateObject, type TemplateValue, toIndex } from "./value";

export class ListObject implements TemplateObject {
  readonly kind = "object";
  readonly repr: "sequence" | "iterable";
  /** An argument's list writes `null` where a list of the template writes `none`. */
  readonly #isArgument: boolean;

  constructor(
    readonly items: readonly TemplateValue[],
    how: "list" | "argument" | "view" = "list",
  ) {
    this.repr = how === "view" ? "iterable" : "sequence";
    this.#isArgument = how === "argument";
  }

  get size(): number {
    return this.items.length;
  }

  get(key: TemplateValue): TemplateValue {
    const index = toIndex(key, this.items.length);
    return index === undefined ? undefined : this.items[index];
  }

  iterate(): Iterable<TemplateValue> {
    return this.items;
  }

  print(style: PrintStyle): string {
    const texts = this.items.map((item) =>
      this.#isArgument && item === null ? "null" : debugText(item, style),
    );
    return joined("[", texts, "]", style);
  }
}

/** What is read once it is asked for: its length is not known, and it prints as itself. */
export class StreamObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "iterable";
  readonly size = undefined;

  constructor(readonly items: readonly TemplateValue[]) {}

  get(key: TemplateValue): TemplateValue {
    const index = toIndex(key, this.items.length);
    return index === undefined ? undefined : this.items[index];
  }

  iterate(): Iterable<TemplateValue> {
    return this.items;
  }

  print(): string {
    return "<iterator>";
  }
}

/** A map whose keys can be any value. Keys keep the form in which they came first. */
export class DictObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly #entries = new Map<string, readonly [TemplateValue, TemplateValue]>();

  constructor(
    entries: Iterable<readonly [TemplateValue, TemplateValue]>,
    /** The keyword arguments of a call, on their way as its last argument. */
    readonly isKeywordArguments = false,
  ) {
    for (const [key, value] of entries) {
      const text = keyText(key);
      this.#entries.set(text, [this.#entries.get(text)?.[0] ?? key, value]);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  get entries(): Iterable<readonly [TemplateValue, TemplateValue]> {
    return this.#entries.values();
  }

  get(key: TemplateValue): TemplateValue {
    return this.#entries.get(keyText(key))?.[1];
  }

  has(key: TemplateValue): boolean {
    return this.#entries.has(keyText(key));
  }

  *iterate(): Iterable<TemplateValue> {
    for (const [key] of this.#entries.values()) yield key;
  }

  print(style: PrintStyle): string {
    return printEntries(this.#entries.values(), style);
  }
}

/** `[key, value]` of a map, in its order. */
export function pairsOf(map: TemplateObject): readonly (readonly [TemplateValue, TemplateValue])[] {
  return Array.from(map.iterate() ?? [], (key) => [key, map.get(key)] as const);
}

export function printEntries(
  entries: Iterable<readonly [TemplateValue, TemplateValue]>,
  style: PrintStyle,
): string {
  const texts = Array.from(
    entries,
    ([key, value]) => `${debugText(key, style)}: ${debugText(value, style)}`,
  );
  return joined("{", texts, "}", style);
}
