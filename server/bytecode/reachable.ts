/**
 * What a run of a function may reach, and so which errors forbid it.
 *
 * A program with errors still runs where it has none. Reaching is by mention: a function
 * that is named may be called.
 */
import { type Shape, unreachable } from "../base";
import type {
  Constant,
  FunctionCode,
  Problem,
  Program,
  ProgramFunction,
  TypeTest,
} from "./program";

export interface Reach {
  /** Names, `name` itself first; without those that do not exist. */
  readonly functions: readonly string[];
  readonly globals: readonly string[];
  /** Classes, enums and recursive aliases. */
  readonly types: readonly string[];
  /** Errors on the way. Empty: it may run. */
  readonly problems: readonly Problem[];
}

export function reachable(program: Program, name: string): Reach {
  const walk = new Walk(program);
  walk.visitFunction(name);
  return walk.finish();
}

class Walk {
  readonly #program: Program;
  readonly #functions: ReadonlyMap<string, ProgramFunction>;
  readonly #globals: ReadonlyMap<string, ProgramFunction>;
  readonly #reachedFunctions = new Set<string>();
  readonly #reachedGlobals = new Set<string>();
  readonly #reachedTypes = new Set<string>();
  readonly #work: FunctionCode[] = [];

  constructor(program: Program) {
    this.#program = program;
    this.#functions = byName(program.functions);
    this.#globals = byName(program.globals);
  }

  visitFunction(name: string): void {
    this.#visit(name, this.#functions, this.#reachedFunctions);
  }

  finish(): Reach {
    for (let code = this.#work.pop(); code; code = this.#work.pop()) this.#scan(code);
    return {
      functions: [...this.#reachedFunctions],
      globals: [...this.#reachedGlobals],
      types: [...this.#reachedTypes],
      problems: this.#problems(),
    };
  }

  #visit(name: string, all: ReadonlyMap<string, ProgramFunction>, reached: Set<string>): void {
    const target = all.get(name);
    if (!target || reached.has(name)) return;
    reached.add(name);
    this.#work.push(target.code);
  }

  #scan(code: FunctionCode): void {
    for (const param of code.params) this.#visitShape(param.shape);
    this.#visitShape(code.returns);
    for (const constant of code.constants) this.#visitConstant(constant);
  }

  #visitConstant(constant: Constant): void {
    switch (constant.kind) {
      case "function":
        this.visitFunction(constant.name);
        break;
      case "global":
        this.#visit(constant.name, this.#globals, this.#reachedGlobals);
        break;
      case "class":
        this.#visitType(constant.name);
        break;
      case "variant":
        this.#visitType(constant.enumName);
        break;
      case "test":
        this.#visitTest(constant.test);
        break;
      case "value":
      case "float":
      case "builtin":
      case "field":
      case "header":
        break;
      default:
        unreachable(constant, "constant");
    }
  }

  #visitTest(test: TypeTest): void {
    if (test.kind === "class" || test.kind === "enum") this.#visitType(test.name);
    else if (test.kind === "any") for (const member of test.of) this.#visitTest(member);
  }

  #visitType(name: string): void {
    if (this.#reachedTypes.has(name)) return;
    this.#reachedTypes.add(name);
    const { classes, aliases } = this.#program.catalog.shapes;
    for (const field of classes[name]?.fields ?? []) this.#visitShape(field.shape);
    const alias = aliases[name];
    if (alias) this.#visitShape(alias);
  }

  #visitShape(shape: Shape): void {
    switch (shape.kind) {
      case "class":
      case "enum":
      case "alias":
        this.#visitType(shape.name);
        break;
      case "list":
        this.#visitShape(shape.item);
        break;
      case "optional":
        this.#visitShape(shape.inner);
        break;
      case "map":
        this.#visitShape(shape.key);
        this.#visitShape(shape.value);
        break;
      case "union":
        for (const member of shape.members) this.#visitShape(member);
        break;
      case "function":
        for (const param of shape.params) this.#visitShape(param);
        this.#visitShape(shape.returns);
        break;
      case "int":
      case "float":
      case "string":
      case "bool":
      case "null":
      case "literal":
      case "media":
      case "unknown":
        break;
      default:
        unreachable(shape, "shape");
    }
  }

  #problems(): Problem[] {
    const { classes, enums } = this.#program;
    const found = [
      ...[...this.#reachedFunctions].flatMap((name) => this.#functions.get(name)!.problems),
      ...[...this.#reachedGlobals].flatMap((name) => this.#globals.get(name)!.problems),
      ...[...classes, ...enums].flatMap((type) =>
        this.#reachedTypes.has(type.name) ? type.problems : [],
      ),
    ];
    return [...new Set(found)];
  }
}

function byName(functions: readonly ProgramFunction[]): ReadonlyMap<string, ProgramFunction> {
  return new Map(functions.map((target) => [target.code.name, target]));
}
