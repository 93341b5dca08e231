/**
 * The signatures of a project by name.
 *
 * Invariant: a signature that says the same as before is the same object as before, so
 * whoever looked it up need not look again.
 */
import { outputTypesOf } from "../declarations/generators";
import type { ItemIndex, NamedItem } from "../names/itemIndex";
import { Questions } from "./dependencies";
import type { NameSpace } from "./environment";
import { sameData } from "./sameData";
import type { ItemSignature, TypeSignature, ValueSignature } from "./signature";
import { signatureOf } from "./signatures";

export class SignatureTable {
  readonly #types: ReadonlyMap<string, TypeSignature>;
  readonly #values: ReadonlyMap<string, ValueSignature>;
  readonly #index: ItemIndex;
  #constants: readonly string[] | undefined;
  readonly #names = new Map<NameSpace, readonly string[]>();
  /** What would now be answered in another way than by the previous table. */
  readonly changed = new Questions();
  readonly changedTypes: readonly string[];

  private constructor(
    index: ItemIndex,
    types: Change<TypeSignature>,
    values: Change<ValueSignature>,
    previous: SignatureTable | undefined,
  ) {
    this.#index = index;
    this.#types = types.next;
    this.#values = values.next;
    this.changedTypes = types.changed;
    if (previous && values.changed.length === 0) this.#constants = previous.#constants;
    for (const name of types.changed) this.changed.types.add(name);
    for (const name of values.changed) this.changed.values.add(name);
    if (types.newNames) this.changed.names.add("types");
    if (values.newNames) this.changed.names.add("values");
    if (index.changedKinds.has("client")) this.changed.names.add("clients");
    if (index.changedKinds.has("retryPolicy")) this.changed.names.add("retryPolicies");
    if (index.changedKinds.has("generator")) this.changed.names.add("outputTypes");
  }

  static of(index: ItemIndex, previous?: SignatureTable): SignatureTable {
    const typesBefore = previous ? previous.#types : new Map<string, TypeSignature>();
    const valuesBefore = previous ? previous.#values : new Map<string, ValueSignature>();
    return new SignatureTable(
      index,
      change(index, typesBefore, isTypeSignature),
      change(index, valuesBefore, isValueSignature),
      previous,
    );
  }

  type(name: string): TypeSignature | undefined {
    return this.#types.get(name);
  }

  value(name: string): ValueSignature | undefined {
    return this.#values.get(name);
  }

  get typeNames(): Iterable<string> {
    return this.#types.keys();
  }

  /** The names of constants. */
  get constants(): readonly string[] {
    this.#constants ??= [...this.#values.values()].flatMap((signature) =>
      signature.kind === "constant" ? signature.name : [],
    );
    return this.#constants;
  }

  names(space: NameSpace): readonly string[] {
    const known = this.#names.get(space);
    if (known) return known;
    const names = this.#namesOf(space);
    this.#names.set(space, names);
    return names;
  }

  #namesOf(space: NameSpace): readonly string[] {
    switch (space) {
      case "types":
        return [...this.#types.keys()];
      case "values":
        return [...this.#values.keys()];
      case "clients":
        return this.#namesOfKind("client");
      case "retryPolicies":
        return this.#namesOfKind("retryPolicy");
      case "outputTypes":
        return outputTypesOf(this.#index);
      default:
        return space satisfies never;
    }
  }

  #namesOfKind(kind: NamedItem["kind"]): readonly string[] {
    return [...this.#index.names].filter((name) =>
      this.#index.named(name).some((item) => item.kind === kind),
    );
  }
}

interface Change<T> {
  readonly next: ReadonlyMap<string, T>;
  readonly changed: readonly string[];
  /** A name came or went. */
  readonly newNames: boolean;
}

/** Of several items with one name, the first of the kind counts. */
function change<T extends ItemSignature>(
  index: ItemIndex,
  before: ReadonlyMap<string, T>,
  isWanted: (signature: ItemSignature) => signature is T,
): Change<T> {
  const next = new Map(before);
  const changed: string[] = [];
  for (const name of index.changedNames) {
    const old = before.get(name);
    const found = index
      .named(name)
      .flatMap(({ node }) => signatureOf(node) ?? [])
      .find(isWanted);
    if (sameData(old, found)) continue;
    changed.push(name);
    if (found) next.set(name, found);
    else next.delete(name);
  }
  return { next, changed, newNames: changed.some((name) => before.has(name) !== next.has(name)) };
}

function isTypeSignature(signature: ItemSignature): signature is TypeSignature {
  return signature.kind === "class" || signature.kind === "enum" || signature.kind === "alias";
}

function isValueSignature(signature: ItemSignature): signature is ValueSignature {
  return !isTypeSignature(signature);
}
