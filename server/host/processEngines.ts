/** The engines of a Node program, made when the first call needs one. */
import { bundledWorker, type EngineWorker, HostEngines } from "./hostEngines";
import { processTracer } from "./processTracer";

export function processEngines(): HostEngines {
  engines ??= new HostEngines({ tracer: processTracer(), env: () => process.env, worker });
  return engines;
}

/** For programs that are not bundled. To be called before the first call. */
export function useEngineWorker(other: EngineWorker): void {
  worker = other;
}

let worker = bundledWorker();
let engines: HostEngines | undefined;
