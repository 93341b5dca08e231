/**
 * Whether a call may begin (tracing 4.2, steps 1 to 4). A call that may not leaves no
 * event and no log.
 */
import { callFailure, cancelled } from "../base";
import type { ProgramFunction } from "../bytecode";
import type { LoadedProgram } from "./loadedProgram";

export interface AskedCall {
  readonly name: string;
  readonly callId: number;
  /** A call of that number is in progress. */
  readonly isTaken: boolean;
  readonly isAborted: boolean;
}

/** The function. Throws a `CallFailure` when the call is refused. */
export function admitted(program: LoadedProgram | undefined, asked: AskedCall): ProgramFunction {
  const refusal = program?.refusalOf(asked.name);
  if (refusal) throw refusal;
  if (asked.isAborted) throw cancelled();
  if (asked.isTaken) {
    const message = `A function call with ID ${asked.callId} is already in progress`;
    throw callFailure("duplicate_call", message);
  }
  const found = program?.functionNamed(asked.name);
  if (found) return found;
  throw callFailure("function_not_found", `Function not found: ${asked.name}`);
}
