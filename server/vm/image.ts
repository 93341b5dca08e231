/**
 * A program as machines run it: names resolved to functions, classes and variants.
 *
 * One image serves every run of its program, also runs at the same time. A function is
 * linked at its first call, so that loading a large project costs next to nothing.
 *
 * Invariant: holds nothing of a run. What changes here are caches, right for everyone.
 */
import type { OpaqueValue, Shape, SourceSpan } from "../base";
import {
  builtinClasses,
  type Constant,
  callPlaces,
  lineRangeOf,
  type Program,
  type ProgramFunction,
  placeAt,
  type SysopPath,
  sysops,
} from "../bytecode";
import { isFloatSlot } from "./floatSlot";
import { VmFunction } from "./function";
import { MAX_NATIVE_ARITY } from "./native";
import { nativeNamed } from "./natives";
import type { CallSite } from "./state";
import { valueTest } from "./typeTest";
import { VmClass, VmFloat, VmVariant } from "./value";

/** Remembers, for the accesses of one function to one field name, where it was last found. */
export class FieldRef {
  cls: VmClass | undefined = undefined;
  slot = -1;

  constructor(readonly name: string) {}
}

/** A top-level constant: its place among a run's, and what computes it. */
export interface GlobalRef {
  readonly index: number;
  readonly initializer: VmFunction;
}

export interface HeaderRef {
  readonly title: string;
  readonly level: number;
}

export class Image {
  readonly program: Program;
  readonly #sources = new Map<string, ProgramFunction>();
  readonly #functions = new Map<string, VmFunction>();
  readonly #globals = new Map<string, GlobalRef>();
  readonly #classes = new Map<string, VmClass>();
  /** Classes with fields that no declaration names, by name and fields. */
  readonly #extended = new Map<string, VmClass>();
  readonly #variants = new Map<string, VmVariant>();

  constructor(program: Program) {
    this.program = program;
    for (const source of program.functions) this.#sources.set(source.code.name, source);
    for (const { name, fields, hidden = [] } of builtinClasses) {
      this.#classes.set(name, new VmClass(name, [...fields, ...hidden], fields.length));
    }
    for (const { name, fields } of program.classes) {
      this.#classes.set(name, new VmClass(name, fields));
    }
    for (const [index, source] of program.globals.entries()) {
      const initializer = programFunction(source);
      this.#globals.set(source.code.name, { index, initializer });
    }
  }

  get globalCount(): number {
    return this.#globals.size;
  }

  /** A function of the program, or a builtin by its path. */
  functionNamed(name: string): VmFunction | undefined {
    const known = this.#functions.get(name);
    if (known) return known;
    const source = this.#sources.get(name);
    const made = source ? programFunction(source) : builtinFunction(name);
    if (made) this.#functions.set(name, made);
    return made;
  }

  classNamed(name: string): VmClass {
    const known = this.#classes.get(name);
    if (known) return known;
    throw new Error(`no class ${name}: the compiler emitted bad code`);
  }

  /** The class of an instance from outside. Fields that its declaration lacks are added to it. */
  classFor(name: string, fields: readonly string[]): VmClass {
    const declared = this.#classes.get(name);
    const added = declared ? fields.filter((field) => !declared.slots.has(field)) : fields;
    if (declared && added.length === 0) return declared;
    const key = JSON.stringify([name, ...added]);
    const known = this.#extended.get(key);
    if (known) return known;
    const all = [...(declared?.fields ?? []), ...added];
    const made = new VmClass(name, all, all.length, declared);
    this.#extended.set(key, made);
    return made;
  }

  variant(enumName: string, name: string): VmVariant {
    const key = `${enumName}.${name}`;
    const known = this.#variants.get(key);
    if (known) return known;
    const made = new VmVariant(enumName, name);
    this.#variants.set(key, made);
    return made;
  }

  functionOf(value: OpaqueValue): VmFunction | undefined {
    return value.what === "function" && value.label !== undefined
      ? this.functionNamed(value.label)
      : undefined;
  }

  /** Prepares a function for its first call. */
  link(fn: VmFunction): void {
    const { body } = fn;
    if (body.kind !== "program") {
      fn.arity = body.kind === "native" ? body.native.arity : body.arity;
      return;
    }
    const { code } = body.source;
    fn.code = code.code;
    fn.constants = code.constants.map((constant) => this.#resolve(constant));
    fn.handlers = code.handlers;
    fn.slotCount = code.slots.length;
    fn.cost = code.code.length;
    fn.frameSize = code.slots.length + code.maxStack + MAX_NATIVE_ARITY;
    fn.floatParams = floatParams(code.params.map(({ shape }) => shape));
    fn.arity = code.params.length;
  }

  /** The call expression of a site, in its file. */
  siteSpan({ fn, pc }: CallSite): SourceSpan | undefined {
    const { body } = fn;
    if (body.kind !== "program") return undefined;
    const { source } = body;
    return lineRangeOf(this.program, source, placeAt(source.code, pc));
  }

  /** Where a function is defined; undefined for builtins. */
  definitionSpan({ body }: VmFunction): SourceSpan | undefined {
    if (body.kind !== "program") return undefined;
    return lineRangeOf(this.program, body.source, body.source.code.range);
  }

  /** The calls that stand exactly at the given places: code indices, by the calling function. */
  callsAt(places: readonly SourceSpan[]): ReadonlyMap<string, ReadonlySet<number>> {
    const found = new Map<string, Set<number>>();
    const wanted = new Set(places.map(spanKey));
    const uris = new Set(places.map((place) => place.uri));
    if (wanted.size === 0) return found;
    for (const source of [...this.program.functions, ...this.program.globals]) {
      if (!uris.has(this.program.files[source.file]!.uri)) continue;
      const calls = callPlaces(source.code).filter(({ range }) =>
        wanted.has(spanKey(lineRangeOf(this.program, source, range))),
      );
      if (calls.length > 0) found.set(source.code.name, new Set(calls.map(({ pc }) => pc)));
    }
    return found;
  }

  #resolve(constant: Constant): unknown {
    switch (constant.kind) {
      case "value":
        return constant.value;
      case "float":
        return new VmFloat(constant.value);
      case "variant":
        return this.variant(constant.enumName, constant.name);
      case "function":
      case "builtin":
        return this.#expectFunction(constant.name);
      case "class":
        return this.classNamed(constant.name);
      case "field":
        return new FieldRef(constant.name);
      case "global":
        return this.#expectGlobal(constant.name);
      case "test":
        return valueTest(constant.test, (name) => this.classNamed(name));
      case "header":
        return { title: constant.title, level: constant.level } satisfies HeaderRef;
      default:
        return constant satisfies never;
    }
  }

  #expectFunction(name: string): VmFunction {
    const found = this.functionNamed(name);
    if (found) return found;
    throw new Error(`no function ${name}: the compiler emitted bad code`);
  }

  #expectGlobal(name: string): GlobalRef {
    const found = this.#globals.get(name);
    if (found) return found;
    throw new Error(`no constant ${name}: the compiler emitted bad code`);
  }
}

function programFunction(source: ProgramFunction): VmFunction {
  return new VmFunction(source.code.name, source.code.kind, "user", { kind: "program", source });
}

function builtinFunction(path: string): VmFunction | undefined {
  const native = nativeNamed(path);
  if (native) return new VmFunction(path, "native", "builtin", { kind: "native", native });
  if (!Object.hasOwn(sysops, path)) return undefined;
  const sysop = path as SysopPath;
  return new VmFunction(path, "sysop", "builtin", {
    kind: "sysop",
    path: sysop,
    arity: sysops[sysop],
  });
}

function floatParams(shapes: readonly Shape[]): readonly number[] | undefined {
  const found = shapes.flatMap((shape, index) => (isFloatSlot(shape) ? [index] : []));
  return found.length > 0 ? found : undefined;
}

function spanKey({ uri, range }: SourceSpan): string {
  return `${uri}:${range.join()}`;
}
