/**
 * A program: what the compiler makes of a project, and all that a run needs of it.
 *
 * Functions name what they refer to (functions, classes, constants) and count places
 * from the start of their item. So the code of an item stays the same object when
 * other items change or it moves; `ProgramFunction` and `ProgramFile` say where it stands.
 *
 * Invariant: plain data that survives a structured clone. No secrets, no source text.
 */
import type { Constraint, LlmCatalog, Param, Shape, Shapes, TextRange, Value } from "../base";

export interface Program {
  /** A digest of the sources: traces carry it, so that an editor can tell stale ranges. */
  readonly hash: string;
  readonly files: readonly ProgramFile[];
  readonly functions: readonly ProgramFunction[];
  /** Top-level constants: initializers without parameters, named like the constant. */
  readonly globals: readonly ProgramFunction[];
  readonly classes: readonly ProgramClass[];
  readonly enums: readonly ProgramEnum[];
  /** Shapes of all named types, and what `llm` needs of the LLM functions. */
  readonly catalog: LlmCatalog;
  readonly tests: readonly TestSpec[];
}

export interface ProgramFile {
  /** Relative to the project's root with `/`, as in `baml_src/main.baml`. */
  readonly uri: string;
  /** Offsets at which lines begin; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** Where code stands: a file, and the offset there of the item that the code counts from. */
export interface Placement {
  /** Index into `files`. */
  readonly file: number;
  readonly itemStart: number;
}

export interface ProgramFunction extends Placement {
  readonly code: FunctionCode;
  /** Errors that forbid to run it, those of the aliases and clients it names included. */
  readonly problems: readonly Problem[];
}

/**
 * `bytecode` and `llm` functions stand in programs; `native` and `sysop` functions are
 * builtins, which the machine computes or the engine answers.
 */
export type FunctionKind = "bytecode" | "llm" | "native" | "sysop";

export interface FunctionCode {
  /** As users write it; a method is `Class.method`. */
  readonly name: string;
  readonly kind: "bytecode" | "llm";
  /** `self` is the first parameter of a method that has one. */
  readonly params: readonly Param[];
  readonly returns: Shape;
  readonly code: Int32Array;
  readonly constants: readonly Constant[];
  /** Innermost first: the first that covers a place takes the error. */
  readonly handlers: readonly Handler[];
  /** The names of the slots, parameters first; those of temporaries begin with `$`. */
  readonly slots: readonly string[];
  /** The greatest height of the evaluation stack. */
  readonly maxStack: number;
  /**
   * Triples of code index, start and end: the text that instructions from that index to
   * the next triple's were made of, counted from the item's start. Ascending. For a call
   * it is the call expression.
   */
  readonly places: Int32Array;
  /** The whole function, and its name, counted from the item's start. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

export type Constant =
  | { readonly kind: "value"; readonly value: null | boolean | string | number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "variant"; readonly enumName: string; readonly name: string }
  /** A function of the program. */
  | { readonly kind: "function"; readonly name: string }
  /** A builtin, by its full path, such as `baml.Array.push`. */
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "class"; readonly name: string }
  /** The name of a field: which slot it has depends on the instance. */
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "test"; readonly test: TypeTest }
  | { readonly kind: "header"; readonly title: string; readonly level: number };

/** What a typed pattern asks of a value at run time. Elements of containers are not inspected. */
export type TypeTest =
  | {
      readonly kind:
        | "int"
        | "float"
        | "string"
        | "bool"
        | "null"
        | "list"
        | "map"
        | "function"
        | "unknown"
        | "never";
    }
  | { readonly kind: "media"; readonly media?: string }
  | { readonly kind: "literal"; readonly value: string | number | bigint | boolean }
  | { readonly kind: "class" | "enum"; readonly name: string }
  /** A builtin type of which programs only hold handles, such as `baml.fs.File`. */
  | { readonly kind: "handle"; readonly name: string }
  | { readonly kind: "any"; readonly of: readonly TypeTest[] };

/** Errors raised from `start` up to, not including, `end` go to `handler`, into `slot`. */
export interface Handler {
  readonly start: number;
  readonly end: number;
  readonly handler: number;
  /** The height the evaluation stack is cut to. */
  readonly height: number;
  /** Takes the error; `Caught` and `Rethrow` read it there. */
  readonly slot: number;
}

export interface ProgramClass {
  readonly name: string;
  /** In declaration order. */
  readonly fields: readonly string[];
  /** Errors that forbid to run what uses it. */
  readonly problems: readonly Problem[];
}

export interface ProgramEnum {
  readonly name: string;
  readonly values: readonly string[];
  readonly problems: readonly Problem[];
}

/** An error in the user's code, as far as runs care: they are refused with it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Index into `files`. */
  readonly file: number;
  /** Counted from the start of the file. */
  readonly range: TextRange;
}

/** A `test` block. It runs once for each of its functions. */
export interface TestSpec extends Placement {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly cases: readonly TestCase[];
  /** `@@assert` and `@@check`, in textual order. */
  readonly constraints: readonly Constraint[];
  /** What `type_builder` adds: whole types, to stand in for those of the same name. */
  readonly types?: Shapes;
  readonly problems: readonly Problem[];
}

export interface TestCase {
  readonly function: string;
  /** By parameter, in the order of the parameters where they exist. */
  readonly args: readonly (readonly [string, Value])[];
}
