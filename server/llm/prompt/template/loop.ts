/** `loop` inside a `for`: where it stands, and calling it to recurse. */
import { valuesEqual } from "./compare";
import { invalidOperation, missingArgument, tooManyArguments } from "./failure";
import type { TemplateObject, TemplateValue } from "./value";

const FIELDS = [
  "index0",
  "index",
  "length",
  "revindex",
  "revindex0",
  "first",
  "last",
  "depth",
  "depth0",
  "previtem",
  "nextitem",
] as const;

export class LoopObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly size = FIELDS.length;
  readonly #items: readonly TemplateValue[];
  /** A stream does not know its length, and so not its last item. */
  readonly #isSized: boolean;
  readonly #depth: number;
  readonly #recurse: ((iterable: TemplateValue) => TemplateValue) | undefined;
  #index = -1;
  #seen: readonly TemplateValue[] | undefined;

  constructor(
    items: readonly TemplateValue[],
    isSized: boolean,
    depth: number,
    recurse: ((iterable: TemplateValue) => TemplateValue) | undefined,
  ) {
    this.#items = items;
    this.#isSized = isSized;
    this.#depth = depth;
    this.#recurse = recurse;
  }

  advance(): void {
    this.#index++;
  }

  get(key: TemplateValue): TemplateValue {
    const left = this.#isSized ? this.#items.length - this.#index : undefined;
    switch (key as (typeof FIELDS)[number]) {
      case "index0":
        return this.#index;
      case "index":
        return this.#index + 1;
      case "length":
        return this.#isSized ? this.#items.length : undefined;
      case "revindex":
        return left;
      case "revindex0":
        return left === undefined ? undefined : left - 1;
      case "first":
        return this.#index === 0;
      case "last":
        return left === 1;
      case "depth":
        return this.#depth;
      case "depth0":
        return this.#depth - 1;
      case "previtem":
        return this.#items[this.#index - 1];
      case "nextitem":
        return this.#items[this.#index + 1];
      default:
        return undefined;
    }
  }

  iterate(): Iterable<TemplateValue> {
    return FIELDS;
  }

  print(): string {
    return `<loop ${this.#index}/${this.#isSized ? this.#items.length : "?"}>`;
  }

  call(args: readonly TemplateValue[]): TemplateValue {
    if (!this.#recurse) throw invalidOperation("cannot recurse outside of recursive loop");
    if (args.length === 0) throw missingArgument();
    if (args.length > 1) throw tooManyArguments();
    return this.#recurse(args[0]);
  }

  method(name: string): ((args: readonly TemplateValue[]) => TemplateValue) | undefined {
    if (name === "cycle") return (args) => args[this.#index % Math.max(args.length, 1)];
    if (name === "changed") return (args) => this.#changed(args);
    return undefined;
  }

  #changed(values: readonly TemplateValue[]): boolean {
    const seen = this.#seen;
    this.#seen = values;
    const isSame = seen?.length === values.length;
    return !isSame || !values.every((value, index) => valuesEqual(value, seen?.[index]));
  }
}
