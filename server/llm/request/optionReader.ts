/**
 * Reads the options of one client: each is taken once and checked, and what nobody took
 * goes into the body.
 */
import type { BodyJson } from "./bodyJson";
import { RequestFailure } from "./failure";

export class OptionReader {
  readonly #left: Map<string, BodyJson>;

  constructor(options: Iterable<readonly [string, BodyJson]>) {
    this.#left = new Map(options);
  }

  /** What nobody took, in source order. */
  get rest(): ReadonlyMap<string, BodyJson> {
    return this.#left;
  }

  has(name: string): boolean {
    return this.#left.has(name);
  }

  peek(name: string): BodyJson | undefined {
    return this.#left.get(name);
  }

  /** For a provider whose body takes no options of its own. */
  expectEmpty(): void {
    for (const name of this.#left.keys()) throw new RequestFailure(`Unsupported property: ${name}`);
  }

  take(name: string): BodyJson | undefined {
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }

  takeText(name: string): string | undefined {
    return this.#takeAs(name, "string", (value) => (typeof value === "string" ? value : undefined));
  }

  takeBool(name: string): boolean | undefined {
    return this.#takeAs(name, "bool", (value) => (typeof value === "boolean" ? value : undefined));
  }

  takeCount(name: string): number | undefined {
    return this.#takeAs(name, "int", (value) =>
      typeof value === "number" && value >= 0 ? value : undefined,
    );
  }

  takeTexts(name: string): readonly string[] | undefined {
    return this.#takeAs(name, "list of strings", textsOf);
  }

  takeMap(name: string): ReadonlyMap<string, BodyJson> | undefined {
    return this.#takeAs(name, "map", (value) => (value instanceof Map ? value : undefined));
  }

  /** A map whose members are texts, in source order. */
  takeTextMap(name: string): readonly (readonly [string, string])[] | undefined {
    const entries = this.takeMap(name);
    return (
      entries &&
      Array.from(entries, ([key, value]) => {
        if (typeof value === "string") return [key, value] as const;
        throw mistyped(`${name}.${key}`, "string", value);
      })
    );
  }

  /** One of the given words. */
  takeWord<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    return this.#takeAs(name, words.join(" | "), (value) => words.find((word) => word === value));
  }

  /** An option that is not there, and one that is null, have no value. */
  #takeAs<T>(name: string, type: string, read: (value: BodyJson) => T | undefined): T | undefined {
    const value = this.take(name);
    if (value === undefined || value === null) return undefined;
    const result = read(value);
    if (result === undefined) throw mistyped(name, type, value);
    return result;
  }
}

function textsOf(value: BodyJson): readonly string[] | undefined {
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isTexts ? (value as readonly string[]) : undefined;
}

function mistyped(name: string, type: string, value: BodyJson): RequestFailure {
  return new RequestFailure(`${name} must be a ${type}. Got: ${typeName(value)}`);
}

function typeName(value: BodyJson): string {
  if (value === null) return "null";
  if (typeof value === "object") {
    if (Array.isArray(value)) return "array";
    return "kind" in value && value.kind === "float" ? "float" : "map";
  }
  return { string: "string", boolean: "bool", number: "int", bigint: "int" }[
    typeof value as "string"
  ];
}
