/** What a system operation is given, and the checks of its arguments. */
import { callFailure, type LlmCatalog, type Value } from "../base";
import type { RunnerCall } from "./protocol";
import type { Resources } from "./resources";
import type { World } from "./world";

export interface SysopContext {
  readonly call: RunnerCall;
  /** Of the program, with the types of this call. */
  readonly catalog: LlmCatalog;
  readonly world: World;
  readonly resources: Resources;
  /** Aborts when the call is stopped. */
  readonly signal: AbortSignal;
  /** Calls an LLM function: its attempts belong to the span that is open. */
  readonly callModel: (name: string, args: Readonly<Record<string, Value>>) => Promise<Value>;
}

export type Sysop = (context: SysopContext, args: readonly Value[]) => Value | Promise<Value>;

/** Fails for ill-typed programs only. */
export function textArgument(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw callFailure("runtime", "a string was expected");
}
