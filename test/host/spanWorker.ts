/** A thread of a test: one span below the context that it was given. */
import { workerData } from "node:worker_threads";
import { flush, type HostSpanContextJson, runWithContext, trace } from "../../server/host/node";

runWithContext(workerData as HostSpanContextJson, () => trace("inThread", () => {})());
void flush();
