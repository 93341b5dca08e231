/**
 * A program as the front knows it: its functions by name, and whether they may run.
 *
 * Invariant: what is worked out of a program stays right, since a program never changes.
 */
import { type CallFailure, callFailure } from "../base";
import {
  lineRangeOf,
  type Problem,
  type Program,
  type ProgramFunction,
  reachable,
} from "../bytecode";

export class LoadedProgram {
  readonly #functions: ReadonlyMap<string, ProgramFunction>;
  readonly #refusals = new Map<string, CallFailure | undefined>();

  constructor(readonly program: Program) {
    this.#functions = new Map(program.functions.map((fn) => [fn.code.name, fn]));
  }

  functionNamed(name: string): ProgramFunction | undefined {
    return this.#functions.get(name);
  }

  /** Why nothing that this function reaches may run: errors in the code. */
  refusalOf(name: string): CallFailure | undefined {
    if (!this.#refusals.has(name)) {
      const { problems } = reachable(this.program, name);
      this.#refusals.set(
        name,
        problems.length > 0 ? compileFailure(this.program, problems) : undefined,
      );
    }
    return this.#refusals.get(name);
  }
}

function compileFailure(program: Program, problems: readonly Problem[]): CallFailure {
  const diagnostics = problems.map(({ code, message, file, range }) => ({
    code,
    message,
    ...lineRangeOf(program, { file, itemStart: 0 }, range),
  }));
  const { uri, range, message } = diagnostics[0]!;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
  return callFailure("compile", `${uri}:${range[0] + 1}: ${message}${more}`, {
    details: { diagnostics },
  });
}
