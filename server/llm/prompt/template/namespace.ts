/** `namespace()`: the one value that a template can change, also from inside a loop. */
import { printEntries } from "./collections";
import type { PrintStyle, TemplateObject, TemplateValue } from "./value";

export class NamespaceObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly #values: Map<TemplateValue, TemplateValue>;

  constructor(entries: Iterable<readonly [TemplateValue, TemplateValue]>) {
    this.#values = new Map(entries);
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: TemplateValue): TemplateValue {
    return this.#values.get(key);
  }

  set(name: string, value: TemplateValue): void {
    this.#values.set(name, value);
  }

  iterate(): Iterable<TemplateValue> {
    return this.#values.keys();
  }

  print(style: PrintStyle): string {
    return printEntries(this.#values, style);
  }
}
