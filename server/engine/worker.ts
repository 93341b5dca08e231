/**
 * The worker's thread: joins a runner to a port. It is an entry point, bundled on its own.
 *
 * Invariant: no logic. What a message means is the runner's business.
 */
import { workerData } from "node:worker_threads";
import { EventFactory, type RuntimeEvent, systemSchedule } from "../events";
import { EventBatch } from "./eventBatch";
import { nodeWorld } from "./nodeWorld";
import type { FromRunner, ToRunner } from "./protocol";
import { Runner } from "./runner";
import { anchoredClock, type WorkerSetup } from "./workerSetup";

const { port, sent, anchor, folders } = workerData as WorkerSetup;
const sentCount = new Int32Array(sent);

function post(message: FromRunner): void {
  port.postMessage(message);
  // Wakes a front that waits for a synchronous call.
  Atomics.add(sentCount, 0, 1);
  Atomics.notify(sentCount, 0);
}

function isEntryStart({ event }: RuntimeEvent): boolean {
  return event.kind === "functionStart" && event.start.traceReason === "root";
}

const batch = new EventBatch((events) => post({ kind: "events", events }), systemSchedule);

const runner = new Runner({
  world: nodeWorld(folders),
  events: new EventFactory({ clock: anchoredClock(anchor) }),
  emit: (event) => {
    batch.add(event);
    // A run shows at once, also when the first thing it does blocks this thread.
    if (isEntryStart(event)) batch.flush();
  },
  send: (message) => {
    batch.flush();
    post(message);
  },
});

port.on("message", (message: ToRunner) => runner.receive(message));
