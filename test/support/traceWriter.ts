/** A process of its own that writes calls to the trace file that it is told, and ends. */
import * as fs from "node:fs";
import { EventFactory, EventStore, flushAtExit, JsonlSink, rootPlace } from "../../server/events";

const [path, calls] = process.argv.slice(2);
const factory = new EventFactory();
const store = new EventStore();
flushAtExit(store, process);
store.addSink(
  new JsonlSink({
    path: () => path,
    files: fs,
    factory,
    session: { host: "node", pid: process.pid, runtime: "node", version: "0" },
  }),
);
for (let at = 0; at < Number(calls); at++) {
  const place = rootPlace(factory.newId());
  const start = { name: "F", args: [at], argNames: ["n"], tags: {}, isStream: false };
  store.emit(factory.event(place, { kind: "functionStart", start }));
  const end = { name: "F", durationUs: 1, outcome: { status: "ok", result: at } } as const;
  store.emit(factory.event(place, { kind: "functionEnd", end }));
  // As often as a program that is busy would: the queue must not overflow.
  if (at % 500 === 0) store.flushSync();
}
