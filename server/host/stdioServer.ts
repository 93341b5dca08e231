/**
 * The process that hosts in other languages start: a bridge over standard input and output.
 * It is an entry point, bundled on its own.
 *
 *     node hostServer.js HOST PID RUNTIME
 *
 * Invariant: ends when its input does, with everything written that was recorded.
 */
import { createInterface } from "node:readline";
import { Bridge, type Surroundings } from "./bridge";
import type { ToBridge } from "./bridgeMessages";
import { bundledWorker, HostEngines } from "./hostEngines";
import { openProcessTracer } from "./processTracer";

const [host = "unknown", pid = "0", runtime = "unknown"] = process.argv.slice(2);
const surroundings: Surroundings = { env: {}, traceFile: undefined };
const tracer = openProcessTracer({
  host,
  pid: Number(pid),
  runtime,
  traceFile: () => surroundings.traceFile,
});
const engines = new HostEngines({
  tracer,
  env: () => surroundings.env,
  worker: bundledWorker(),
});
const bridge = new Bridge({
  host,
  tracer,
  engines,
  surroundings,
  send: (line) => void process.stdout.write(`${line}\n`),
});

// Interrupts from a terminal reach both processes; when to end is the host's decision.
process.on("SIGINT", () => {});
// A host that is gone reads no answers.
process.stdout.on("error", () => {});

const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
lines.on("line", (line) => bridge.receive(JSON.parse(line) as ToBridge));
lines.on("close", () => {
  void engines
    .dispose()
    .then(() => tracer.store.flush())
    .then(() => process.exit(0));
});
