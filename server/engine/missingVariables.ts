/**
 * Which environment variables a live run of a function would lack: so that it can be
 * refused before any call, or go to the simulated model.
 *
 * Invariant: names, never values.
 */
import { callFailure } from "../base";
import { type Program, reachable } from "../bytecode";
import { missingVariables as missingForFunction } from "../llm";

type Env = Readonly<Record<string, string | undefined>>;

/** Over every LLM function that the run may reach; each name once. */
export function missingVariables(
  program: Program,
  functionName: string,
  env: Env,
): readonly string[] {
  const { functions } = reachable(program, functionName);
  const missing = functions.flatMap((name) => missingForFunction(program.catalog, name, env));
  return [...new Set(missing)];
}

/** Refuses a live run that could not ask its models. Throws a `CallFailure`. */
export function checkVariables(program: Program, functionName: string, env: Env): void {
  const missing = missingVariables(program, functionName, env);
  if (missing.length === 0) return;
  const names = missing.map((name) => `\`${name}\``).join(", ");
  const message = `the environment lacks ${names}, which the model's client needs`;
  throw callFailure("runtime", message, { details: { missingVariables: missing } });
}
