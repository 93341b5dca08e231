/**
 * Values across the machine's border: copies of what a machine holds, and the machine's
 * own of what it is given.
 *
 * Invariant: works off a list and remembers what it has copied. A value of any depth and
 * any sharing is safe; a cycle ends in a mark that says how many levels up it points.
 */
import { intFromBigint, type OpaqueValue, unreachable, type Value } from "../base";
import {
  type VmArray,
  type VmClass,
  VmFloat,
  VmHandle,
  VmInstance,
  type VmMap,
  VmMedia,
  VmPanicText,
  type VmValue,
  VmVariant,
} from "./value";

/** A container that is being copied; its copy grows as it is worked through. */
interface OpenCopy {
  readonly source: Container;
  readonly depth: number;
  readonly copy: Value;
  readonly children: readonly VmValue[];
  readonly put: (child: Value, index: number) => void;
  next: number;
  /** The least depth that a cycle mark inside points to. */
  escapes: number;
}

type Container = VmArray | VmMap | VmInstance;

/** A deep copy that owns all it holds. What is deeper than `maxDepth` is cut, and says so. */
export function toValue(root: VmValue, maxDepth = Number.POSITIVE_INFINITY): Value {
  return isContainer(root) ? new Copier(maxDepth).copy(root) : leafValue(root);
}

class Copier {
  readonly #open: OpenCopy[] = [];
  readonly #openDepths = new Map<Container, number>();
  /** Copies without a cycle mark that points out of them: the same at every place. */
  readonly #closed = new Map<Container, Value>();
  readonly #seen = new Set<Container>();
  #again = 0;

  constructor(readonly maxDepth: number) {}

  copy(root: Container): Value {
    const first = this.#enter(root);
    for (let top = this.#open.at(-1); top; top = this.#open.at(-1)) {
      if (top.next < top.children.length) this.#step(top);
      else this.#leave(top);
    }
    return first;
  }

  #step(top: OpenCopy): void {
    const index = top.next++;
    const child = top.children[index]!;
    if (!isContainer(child)) top.put(leafValue(child), index);
    else top.put(this.#container(child, top), index);
  }

  #container(child: Container, top: OpenCopy): Value {
    const closed = this.#closed.get(child);
    if (closed !== undefined) return closed;
    const openDepth = this.#openDepths.get(child);
    if (openDepth !== undefined) {
      top.escapes = Math.min(top.escapes, openDepth);
      return { kind: "truncated", what: "cycle", levels: top.depth - openDepth + 1 };
    }
    if (this.#open.length >= this.maxDepth || this.#isTooOften(child)) {
      return { kind: "truncated", what: "depth" };
    }
    return this.#enter(child);
  }

  /** Parts of cycles are copied for each way that leads to them, of which there can be many. */
  #isTooOften(child: Container): boolean {
    if (this.#seen.has(child)) this.#again++;
    this.#seen.add(child);
    return this.#again > MAX_AGAIN;
  }

  #enter(source: Container): Value {
    const depth = this.#open.length;
    const opened = { source, depth, next: 0, escapes: depth, ...emptyCopy(source) };
    this.#open.push(opened);
    this.#openDepths.set(source, depth);
    return opened.copy;
  }

  #leave(top: OpenCopy): void {
    this.#open.pop();
    this.#openDepths.delete(top.source);
    if (top.escapes >= top.depth) this.#closed.set(top.source, top.copy);
    const parent = this.#open.at(-1);
    if (parent) parent.escapes = Math.min(parent.escapes, top.escapes);
  }
}

const MAX_AGAIN = 10_000;

function isContainer(value: VmValue): value is Container {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || value instanceof Map) return true;
  return value instanceof VmInstance && value.cls.visible === value.cls.fields.length;
}

function emptyCopy(source: Container): Pick<OpenCopy, "copy" | "children" | "put"> {
  if (Array.isArray(source)) {
    const copy: Value[] = new Array(source.length);
    const put = (child: Value, index: number): void => {
      copy[index] = child;
    };
    return { copy, children: source, put };
  }
  const isMap = source instanceof Map;
  const names = isMap ? [...source.keys()] : source.cls.fields;
  const children = isMap ? [...source.values()] : source.fields;
  const entries: [string, Value][] = new Array(names.length);
  const put = (child: Value, index: number): void => {
    entries[index] = [names[index]!, child];
  };
  const copy: Value = isMap
    ? { kind: "map", entries }
    : { kind: "instance", className: source.cls.name, fields: entries };
  return { copy, children, put };
}

function leafValue(value: Exclude<VmValue, VmArray | VmMap>): Value {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof VmFloat) return { kind: "float", value: value.value };
  if (value instanceof VmVariant) {
    return { kind: "variant", enumName: value.enumName, name: value.name };
  }
  if (value instanceof VmMedia) return mediaValue(value);
  if (value instanceof VmHandle) return opaqueValue(value);
  if (value instanceof VmPanicText) return `panic: ${value.text}`;
  if (value instanceof VmInstance) return resourceValue(value);
  return { kind: "opaque", what: "function", label: value.name };
}

function mediaValue({ media, source, content, mimeType }: VmMedia): Value {
  const known = { kind: "media", media, source, content } as const;
  return mimeType === undefined ? known : { ...known, mimeType };
}

function opaqueValue({ what, label, id }: VmHandle): OpaqueValue {
  return {
    kind: "opaque",
    what,
    ...(label === undefined ? {} : { label }),
    ...(id === undefined ? {} : { id }),
  };
}

/** An instance with a hidden handle, such as an HTTP response, is a resource to others. */
function resourceValue(instance: VmInstance): Value {
  const handle = instance.fields[instance.cls.visible];
  const id = handle instanceof VmHandle ? handle.id : undefined;
  const known = { kind: "opaque", what: "resource", label: instance.cls.name } as const;
  return id === undefined ? known : { ...known, id };
}

/** What a value needs to become the machine's own: its classes, variants, functions, handles. */
export interface ValueHome {
  /** The class of an instance that has these fields, in this order when it is not declared. */
  classFor(name: string, fields: readonly string[]): VmClass;
  variant(enumName: string, name: string): VmVariant;
  /** The one object for a handle or function. */
  opaque(value: OpaqueValue): VmValue;
}

export function toVmValue(root: Value, home: ValueHome): VmValue {
  return new Importer(home).run(root);
}

class Importer {
  readonly #home: ValueHome;
  readonly #made = new Map<object, VmValue>();
  readonly #work: (() => void)[] = [];

  constructor(home: ValueHome) {
    this.#home = home;
  }

  run(root: Value): VmValue {
    const result = this.#take(root);
    for (let fill = this.#work.pop(); fill; fill = this.#work.pop()) fill();
    return result;
  }

  #take(value: Value): VmValue {
    if (value === null || typeof value !== "object") return scalar(value);
    const known = this.#made.get(value);
    if (known !== undefined) return known;
    const made = this.#make(value);
    this.#made.set(value, made);
    return made;
  }

  #make(value: Exclude<Value, null | boolean | string | number | bigint>): VmValue {
    if (isList(value)) return this.#array(value);
    switch (value.kind) {
      case "float":
        return new VmFloat(value.value);
      case "map":
        return this.#map(value.entries);
      case "instance":
        return this.#instance(value.className, value.fields);
      case "variant":
        return this.#home.variant(value.enumName, value.name);
      case "media":
        return new VmMedia(value.media, value.source, value.content, value.mimeType);
      case "checked":
        return this.#take(value.value);
      case "opaque":
        return this.#home.opaque(value);
      case "truncated":
        throw new Error("a value that was cut short is no input for a machine");
      default:
        return unreachable(value, "value");
    }
  }

  #array(items: readonly Value[]): VmArray {
    const made: VmArray = new Array<VmValue>(items.length).fill(null);
    this.#work.push(() => {
      for (let index = 0; index < items.length; index++) made[index] = this.#take(items[index]!);
    });
    return made;
  }

  #map(entries: readonly (readonly [string, Value])[]): VmMap {
    const made: VmMap = new Map();
    for (const [key] of entries) made.set(key, null);
    this.#work.push(() => {
      for (const [key, value] of entries) made.set(key, this.#take(value));
    });
    return made;
  }

  /** Fields that are not given are null. */
  #instance(name: string, fields: readonly (readonly [string, Value])[]): VmInstance {
    const names = fields.map(([field]) => field);
    const cls = this.#home.classFor(name, names);
    const made = new VmInstance(cls, new Array<VmValue>(cls.fields.length).fill(null));
    this.#work.push(() => {
      for (const [field, value] of fields) made.fields[cls.slots.get(field)!] = this.#take(value);
    });
    return made;
  }
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function scalar(value: null | boolean | string | number | bigint): VmValue {
  if (typeof value === "bigint") return intFromBigint(value);
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new Error(`a number in a value is an int, and ${value} is none`);
  }
  return typeof value === "number" ? value + 0 : value;
}
