/**
 * A value made up from a shape, for runs without a model: right in type, plausible to a
 * reader, and the same for the same seed.
 *
 * Invariant: ends for every shape. Past a certain depth whatever can be left out is, and
 * of several choices the flattest is taken.
 */
import {
  type ClassShape,
  float,
  type Shape,
  type Shapes,
  unreachable,
  type Value,
} from "../../base";
import { Chance } from "./chance";
import { Heights, isScalar } from "./heights";
import { sampleFloat, sampleInt } from "./sampleNumber";
import { type Hint, sampleText } from "./sampleText";
import { isSatisfied, satisfying } from "./satisfying";

export function simulateReply(shape: Shape, shapes: Shapes, seed: string): Value {
  const simulator = new Simulator(shapes);
  return simulator.value(shape, { chance: new Chance(seed), hint: { name: "" }, depth: 0 });
}

interface Place {
  readonly chance: Chance;
  readonly hint: Hint;
  /** How many lists, maps and classes it is within. */
  readonly depth: number;
}

/** Deep enough for any shape that people write, and small enough to read. */
const DEEP = 3;
const MAX_ITEMS = 3;

class Simulator {
  readonly #shapes: Shapes;
  readonly #heights: Heights;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
    this.#heights = new Heights(shapes);
  }

  /** Satisfies the asserts when some value that comes to mind does. */
  value(shape: Shape, place: Place): Value {
    const constraints = [...(shape.constraints ?? []), ...this.#classConstraints(shape)];
    const first = this.#unconstrained(shape, place);
    if (isSatisfied(constraints, first)) return first;
    const again = (attempt: number): Value =>
      this.#unconstrained(shape, { ...place, chance: place.chance.at(`#${attempt}`) });
    return satisfying(constraints, { shape, again }) ?? first;
  }

  #classConstraints(shape: Shape) {
    return shape.kind === "class" ? (this.#shapes.classes[shape.name]?.constraints ?? []) : [];
  }

  #unconstrained(shape: Shape, place: Place): Value {
    const { chance, hint } = place;
    switch (shape.kind) {
      case "int":
        return sampleInt(chance, hint);
      case "float":
        return float(sampleFloat(chance, hint));
      case "string":
      case "unknown":
        return sampleText(chance, hint);
      case "bool":
        return chance.fraction() < 0.5;
      case "null":
      case "function":
        return null;
      case "literal":
        return shape.value;
      case "media":
        return {
          kind: "media",
          media: shape.media,
          source: "url",
          content: sampleUrl(shape.media),
        };
      case "enum":
        return this.#enumValue(shape.name, chance);
      case "class":
        return this.#instance(shape.name, place);
      case "alias":
        return this.value(expectShape(this.#shapes.aliases[shape.name], shape.name), place);
      case "list":
        return this.#list(shape.item, place);
      case "map":
        return this.#map(shape.key, shape.value, place);
      case "optional":
        return isTooDeep(shape.inner, place) ? null : this.value(shape.inner, place);
      case "union":
        return this.value(this.#member(shape.members, place), place);
      default:
        return unreachable(shape, "shape");
    }
  }

  #enumValue(enumName: string, chance: Chance): Value {
    const { values } = expectShape(this.#shapes.enums[enumName], enumName);
    const told = values.filter(({ skip }) => !skip);
    if (told.length === 0) return null;
    return { kind: "variant", enumName, name: chance.pick(told).name };
  }

  #instance(className: string, { chance, depth }: Place): Value {
    const declared: ClassShape = expectShape(this.#shapes.classes[className], className);
    // A class that holds itself without end has no value at all.
    if (depth > HOPELESS) return null;
    const fields = declared.fields.map(({ name, alias, description, shape, skip }) => {
      if (skip) return [name, null] as const;
      const hint = { name: alias ?? name, ...(description !== undefined && { description }) };
      return [
        name,
        this.value(shape, { chance: chance.at(name), hint, depth: depth + 1 }),
      ] as const;
    });
    return { kind: "instance", className, fields };
  }

  #list(item: Shape, place: Place): Value {
    if (isTooDeep(item, place)) return [];
    const length = place.chance.int(1, MAX_ITEMS);
    return Array.from({ length }, (_, index) => this.value(item, inside(place, index)));
  }

  #map(key: Shape, value: Shape, place: Place): Value {
    if (isTooDeep(value, place)) return { kind: "map", entries: [] };
    const entries = new Map<string, Value>();
    const length = place.chance.int(1, MAX_ITEMS);
    for (let index = 0; index < length; index++) {
      const at = inside(place, index);
      entries.set(
        keyText(this.value(key, { ...at, hint: { name: "label" } })),
        this.value(value, at),
      );
    }
    return { kind: "map", entries: [...entries] };
  }

  /** Null only when nothing else is there. */
  #member(members: readonly Shape[], place: Place): Shape {
    const meaningful = members.filter(({ kind }) => kind !== "null");
    if (meaningful.length === 0) return { kind: "null" };
    if (place.depth < DEEP) return place.chance.pick(meaningful);
    const flattest = this.#heights.flattest(members);
    return flattest ?? meaningful[0]!;
  }
}

function isTooDeep(shape: Shape, { depth }: Place): boolean {
  return depth >= DEEP && !isScalar(shape);
}

/** Only a class that cannot exist is nested so far. */
const HOPELESS = 64;

function inside({ chance, hint, depth }: Place, index: number): Place {
  return { chance: chance.at(index), hint, depth: depth + 1 };
}

function keyText(key: Value): string {
  return typeof key === "object" && key !== null && "kind" in key && key.kind === "variant"
    ? key.name
    : String(key);
}

function sampleUrl(media: string): string {
  const endings: Readonly<Record<string, string>> = { image: "png", audio: "mp3", pdf: "pdf" };
  return `https://example.com/sample.${endings[media] ?? "mp4"}`;
}

function expectShape<T>(shape: T | undefined, name: string): T {
  if (shape === undefined) throw new Error(`the shapes do not hold ${name}`);
  return shape;
}
