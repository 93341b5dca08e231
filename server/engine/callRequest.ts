/** What one call comes to once its options, the engine's and the audience are known. */
import type { ProgramFunction } from "../bytecode";
import { type Collector, childPlace, rootPlace } from "../events";
import type { BoundArguments } from "./arguments";
import type { CallOptions } from "./callOptions";
import { collectorHandle } from "./collectorHandles";
import type { EngineOptions } from "./engine";
import { ALLOW_ALL } from "./permissions";
import type { RunnerCall } from "./protocol";
import { inheritedTags } from "./tags";
import { type CallPolicy, callPolicy } from "./tracePolicy";

export interface AdmittedCall {
  readonly callId: number;
  readonly programHash: string;
  readonly fn: ProgramFunction;
  readonly options: CallOptions;
  readonly env: Readonly<Record<string, string>>;
  readonly bound: BoundArguments;
  /** Those of the options, and one of the engine's own where somebody wants ticks. */
  readonly collectors: readonly Collector[];
  readonly isStream: boolean;
}

export function runnerCall(engine: EngineOptions, admitted: AdmittedCall): RunnerCall {
  const { callId, programHash, fn, options, env, bound, isStream } = admitted;
  const { host, timeoutMs, clients, types } = options;
  const id = engine.events.newId();
  return {
    callId,
    program: programHash,
    function: fn.code.name,
    args: bound.values,
    argNames: bound.names,
    omitted: bound.omitted,
    entry: host ? childPlace(host, id) : rootPlace(id),
    tags: inheritedTags(host?.tags, options.tags),
    trace: policyOf(engine, admitted),
    env,
    model: options.model ?? "live",
    permissions: options.permissions ?? engine.permissions ?? ALLOW_ALL,
    isStream,
    collectors: (options.collectors ?? []).map(collectorHandle),
    wantsNotices: options.onNotice !== undefined,
    ...(bound.failure && { argumentError: bound.failure.error }),
    ...(timeoutMs && { timeoutMs }),
    ...(clients && { overrides: clients }),
    ...(types && { types }),
  };
}

/** The engine's environment with the call's over it. */
export function callEnvironment(
  engine: Pick<EngineOptions, "env">,
  { env }: Pick<CallOptions, "env">,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...engine.env?.(), ...env })) {
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function policyOf(
  { store, traceMode }: EngineOptions,
  { options, collectors }: AdmittedCall,
): CallPolicy {
  const audience = {
    listens: store.isListening(options.host?.callStack),
    collects: collectors.length > 0,
  };
  return callPolicy(options.trace ?? {}, audience, traceMode?.());
}
