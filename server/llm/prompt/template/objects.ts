/**
 * What arguments bring into a template beside plain data: class instances, enums and
 * their values, media.
 */
import { debugText, joined } from "./print";
import type { TemplateObject, TemplateValue } from "./value";

/** Fields are found by their real names and printed by their aliases; missing ones are absent. */
export class InstanceObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";

  constructor(
    readonly fields: ReadonlyMap<string, TemplateValue>,
    readonly aliases: ReadonlyMap<string, string>,
  ) {}

  get size(): number {
    return this.fields.size;
  }

  get(key: TemplateValue): TemplateValue {
    const name = nameOf(key);
    return name === undefined ? undefined : this.fields.get(name);
  }

  iterate(): Iterable<TemplateValue> {
    return this.fields.keys();
  }

  /** Always one line a field, wherever it stands. */
  print(): string {
    const texts = Array.from(this.fields, ([name, value]) => {
      const text = value === null ? "null" : debugText(value, "pretty");
      return `${debugText(this.aliases.get(name) ?? name, "pretty")}: ${text}`;
    });
    return joined("{", texts, "}", "pretty");
  }
}

/** Compares and acts as a key by its name, prints by its alias. */
export class EnumValueObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly size = undefined;

  constructor(
    readonly enumName: string,
    readonly name: string,
    readonly alias?: string,
  ) {}

  get(key: TemplateValue): TemplateValue {
    return nameOf(key) === "value" ? this.name : undefined;
  }

  iterate(): undefined {
    return undefined;
  }

  print(): string {
    return this.alias ?? this.name;
  }
}

/** An enum by its name: `Mood.Glad`. */
export class EnumObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly size = undefined;

  constructor(readonly values: ReadonlyMap<string, EnumValueObject>) {}

  get(key: TemplateValue): TemplateValue {
    const name = nameOf(key);
    return name === undefined ? undefined : this.values.get(name);
  }

  iterate(): undefined {
    return undefined;
  }

  print(): string {
    return "{}";
  }
}

/** Has nothing to look into; printing it leaves the marker of a media part in the text. */
export class MediaObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly #marker: string;

  constructor(marker: string) {
    this.#marker = marker;
  }

  /** Known to be none, and yet a medium is true. */
  get size(): undefined {
    return undefined;
  }

  get(): undefined {
    return undefined;
  }

  iterate(): Iterable<TemplateValue> {
    return [];
  }

  print(): string {
    return this.#marker;
  }
}

function nameOf(key: TemplateValue): string | undefined {
  if (typeof key === "string") return key;
  return key instanceof EnumValueObject ? key.name : undefined;
}
