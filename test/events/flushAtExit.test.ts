import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { EventStore, flushAtExit } from "../../server/events";

describe("a process that ends", () => {
  it("writes what is left, however it ends short of a kill (B-S23)", async () => {
    const flushes: string[] = [];
    const report = { written: 0, dropped: 0, timedOut: false };
    const store = new EventStore();
    store.addSink({
      send: () => {},
      flush: async () => {
        flushes.push("flush");
        return report;
      },
      flushSync: () => {
        flushes.push("flushSync");
        return report;
      },
      close: async () => report,
    });
    const process = new EventEmitter();
    flushAtExit(store, process);
    for (const end of ["beforeExit", "exit", "uncaughtExceptionMonitor"]) process.emit(end);
    assert.deepEqual(flushes, ["flush", "flushSync", "flushSync"]);
    assert.deepEqual(process.eventNames(), ["beforeExit", "exit", "uncaughtExceptionMonitor"]);
  });
});
