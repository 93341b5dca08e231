import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  childPlace,
  type EventSink,
  EventStore,
  type FlushReport,
  type RuntimeEvent,
  type SpanPlace,
} from "../../server/events";
import { ManualSchedule } from "../support/manualSchedule";
import { Recorder } from "../support/recorder";

describe("an event store", () => {
  it("keeps the events of a tracked span until it is untracked (B-S1)", () => {
    const { store, recorder } = setUp();
    store.track("00000000-0000-4000-8000-000000000001");
    const place = recorder.start("F");
    assert.deepEqual(store.eventsForSpan(place.ctx.spanId), recorder.events);
    store.untrack(place.ctx.spanId);
    assert.equal(store.eventsForSpan(place.ctx.spanId), undefined);
  });

  it("keeps the events of a child (B-S2)", () => {
    const { store, recorder } = setUp();
    const root = recorder.start("Root");
    store.track(root.ctx.spanId);
    recorder.call("Child", 10, { parent: root });
    assert.equal(store.eventsForSpan(root.ctx.spanId)?.length, 2);
  });

  it("keeps the events of any descendant (B-S3)", () => {
    const { store, recorder } = setUp();
    const root = recorder.start("Root");
    store.track(root.ctx.spanId);
    const child = recorder.start("Child", { parent: root });
    const grandchild = recorder.start("Grandchild", { parent: child });
    recorder.start("Great-grandchild", { parent: grandchild });
    assert.equal(store.eventsForSpan(root.ctx.spanId)?.length, 3);
  });

  it("counts how often a span is tracked (B-S4)", () => {
    const { store, recorder } = setUp();
    store.track("a");
    store.track("a");
    recorder.start("F", { id: "a" });
    store.untrack("a");
    assert.equal(store.eventsForSpan("a")?.length, 1);
    store.untrack("a");
    assert.equal(store.eventsForSpan("a"), undefined);
    assert.equal(store.stats().trackedSpans, 0);
  });

  it("does not mind an id that nobody tracks (B-S5)", () => {
    const { store } = setUp();
    store.untrack("never");
    assert.equal(store.stats().trackedSpans, 0);
  });

  it("keeps two calls under one host span apart (B-S6)", () => {
    const { store, recorder } = setUp();
    const host = recorder.start("handle", { functionType: "native" });
    for (const id of ["one", "two"]) store.track(id);
    recorder.call("One", 1, { parent: host, id: "one" });
    recorder.call("Two", 1, { parent: host, id: "two" });
    for (const id of ["one", "two"]) {
      assert.deepEqual(
        store.eventsForSpan(id)?.map(({ ctx }) => ctx.spanId),
        [id, id],
      );
    }
  });

  it("does not collect what was emitted before, or after untracking", () => {
    const { store, recorder } = setUp();
    const place = recorder.start("F");
    store.track(place.ctx.spanId);
    recorder.tags(place, { a: "1" });
    assert.equal(store.eventsForSpan(place.ctx.spanId)?.length, 1);
    store.untrack(place.ctx.spanId);
    recorder.end(place);
    assert.deepEqual(store.stats().bufferedEvents, 0);
  });

  it("shares events among buckets", () => {
    const { store, recorder } = setUp();
    const root = recorder.start("Root");
    const child = childPlace(root, "child");
    store.track(root.ctx.spanId);
    store.track("child");
    recorder.start("Child", { parent: root, id: "child" });
    assert.equal(store.eventsForSpan(root.ctx.spanId)?.[0], store.eventsForSpan("child")?.[0]);
    assert.deepEqual(store.eventsForSpan("child")?.[0]?.callStack, child.callStack);
  });

  it("agrees with a slow and obvious store, whatever happens", () => {
    const action = fc.tuple(fc.constantFrom("track", "untrack", "start", "end"), fc.nat(7));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const { store, recorder } = setUp();
        const slow = new SlowStore();
        const places: SpanPlace[] = [];
        for (const [what, pick] of actions) {
          const id = `span${pick}`;
          if (what === "track") {
            store.track(id);
            slow.track(id);
          } else if (what === "untrack") {
            store.untrack(id);
            slow.untrack(id);
          } else if (what === "start") {
            const parent = places[pick];
            places.push(
              recorder.start("F", { ...(parent && { parent }), id: `span${places.length}` }),
            );
            slow.emit(recorder.events.at(-1)!);
          } else if (places[pick]) {
            recorder.tags(places[pick], { k: "v" });
            slow.emit(recorder.events.at(-1)!);
          }
        }
        for (let index = 0; index < 8; index++) {
          assert.deepEqual(store.eventsForSpan(`span${index}`), slow.eventsForSpan(`span${index}`));
        }
      }),
    );
  });

  it("counts open spans, events and mismatches", () => {
    const { store, recorder } = setUp();
    const root = recorder.start("Root");
    recorder.start("Child", { parent: root });
    recorder.end(root);
    store.countSpanMismatch();
    const { openSpans, emitted, spanMismatch } = store.stats();
    assert.deepEqual(
      { openSpans, emitted, spanMismatch },
      { openSpans: 1, emitted: 3, spanMismatch: 1 },
    );
  });
});

describe("the limits of a store", () => {
  it("give up stream events, then bodies, then spans of trace-everything mode", () => {
    const { store, recorder } = setUp({ maxBucketEvents: 30 });
    const root = recorder.start("Root", { traceReason: "root" });
    store.track(root.ctx.spanId);
    const llm = recorder.start("Ask", {
      parent: root,
      functionType: "baml_llm",
      traceReason: "llm",
    });
    for (let at = 0; at < 20; at++) {
      recorder.llm(llm, { kind: "streamEvent", attemptId: "a", event: "", id: "", data: `${at}` });
    }
    recorder.end(llm);
    for (let at = 0; at < 40; at++) recorder.call("Step", 1, { parent: root, traceReason: "all" });
    recorder.end(root);
    const kept = store.eventsForSpan(root.ctx.spanId)!;
    assert.ok(kept.length <= 30);
    assert.ok(store.isIncomplete(root.ctx.spanId));
    assert.ok(!kept.some(({ event }) => event.kind === "llm"));
    assert.equal(kept.filter(({ ctx }) => ctx.spanId === llm.ctx.spanId).length, 2);
    assert.equal(kept.at(-1)?.event.kind, "functionEnd");
    assertPaired(kept.filter(({ ctx }) => ctx.spanId !== root.ctx.spanId));
  });

  it("replace bodies by their length when bytes are too many", () => {
    const { store, recorder } = setUp({ maxOwnerBytes: 20_000 });
    const root = recorder.start("Ask", { functionType: "baml_llm" });
    const owner = { bytes: 0, buckets: new Set<never>() };
    store.track(root.ctx.spanId, owner);
    for (let at = 0; at < 3; at++) {
      recorder.attempt(root, { bodies: { request: "x".repeat(5000), response: "y".repeat(4000) } });
    }
    const kept = store.eventsForSpan(root.ctx.spanId)!;
    const bodies = kept.flatMap(({ event }) =>
      event.kind === "llm" && event.llm.kind === "rawRequest" ? [event.llm] : [],
    );
    assert.deepEqual(
      bodies.map(({ body, truncatedBytes }) => [body.length, truncatedBytes]),
      [
        [0, 5000],
        [0, 5000],
        [5000, undefined],
      ],
    );
    assert.equal(kept.length, 12);
    assert.equal(store.stats().bufferedBytes, owner.bytes);
    assert.ok(owner.bytes <= 20_000);
    store.untrack(root.ctx.spanId, owner);
    assert.equal(owner.bytes, 0);
  });

  it("keep starts, ends, tags and responses, whatever is too much", () => {
    const { store, recorder } = setUp({ maxBucketEvents: 10 });
    const root = recorder.start("Root");
    store.track(root.ctx.spanId);
    for (let at = 0; at < 30; at++) recorder.tags(root, { k: `${at}` });
    recorder.end(root);
    assert.equal(store.eventsForSpan(root.ctx.spanId)?.length, 31);
  });
});

describe("consumers of a store", () => {
  it("do not disturb each other (B-S25)", () => {
    const { store, recorder, schedule } = setUp();
    const received: RuntimeEvent[] = [];
    let failures = 0;
    store.subscribe(() => {
      failures++;
      throw new Error("broken");
    });
    store.subscribe((batch) => received.push(...batch));
    for (let at = 0; at < 12; at++) {
      recorder.call("F", 1);
      schedule.pass(16);
    }
    assert.deepEqual(received, recorder.events);
    assert.equal(failures, 10);
  });

  it("get batches at most 16 ms late, at once when asked, and none when they left", () => {
    const { store, recorder, schedule } = setUp();
    const sizes: number[] = [];
    const leave = store.subscribe(
      (batch) => sizes.push(batch.length),
      ({ event }) => event.kind === "functionEnd",
    );
    recorder.call("F", 1);
    recorder.call("F", 1);
    schedule.pass(15);
    assert.deepEqual(sizes, []);
    schedule.pass(1);
    assert.deepEqual(sizes, [2]);
    recorder.call("F", 1);
    store.deliver();
    assert.deepEqual(sizes, [2, 1]);
    assert.equal(schedule.pending, 0);
    leave();
    recorder.call("F", 1);
    assert.equal(schedule.pending, 0);
  });

  it("may fail to take an event, which is counted (B-E22)", async () => {
    const warnings: string[] = [];
    const store = new EventStore({ warn: (message) => warnings.push(message) });
    const recorder = new Recorder((event) => store.emit(event));
    const taken: RuntimeEvent[] = [];
    store.addSink(
      sink({
        send: () => {
          throw new Error("broken");
        },
      }),
    );
    store.addSink(sink({ send: (event) => taken.push(event) }));
    store.addSink(sink({ flush: () => Promise.reject(new Error("gone")) }));
    recorder.call("F", 1);
    assert.equal(taken.length, 2);
    assert.equal(store.stats().sinkErrors, 2);
    assert.equal(warnings.length, 1);
    const report = await store.flush();
    assert.deepEqual(report, { written: 2, dropped: 0, timedOut: false, error: "Error: gone" });
  });

  it("tell whether anybody listens", async () => {
    const store = new EventStore();
    assert.equal(store.isListening(["a"]), false);
    store.track("a");
    assert.equal(store.isListening(["a", "b"]), true);
    assert.equal(store.isListening(["b"]), false);
    store.untrack("a");
    const leave = store.subscribe(() => {});
    assert.equal(store.isListening(), true);
    leave();
    let isActive = false;
    const file = sink({ isActive: () => isActive });
    store.addSink(file);
    assert.equal(store.isListening(), false);
    isActive = true;
    assert.equal(store.isListening(), true);
    assert.deepEqual(await store.removeSink(file), report(3));
    assert.equal(store.isListening(), false);
    assert.deepEqual(await store.removeSink(file), report(0));
  });
});

function setUp(limits: { maxBucketEvents?: number; maxOwnerBytes?: number } = {}) {
  const schedule = new ManualSchedule();
  const store = new EventStore({ schedule: schedule.schedule, ...limits });
  return { schedule, store, recorder: new Recorder((event) => store.emit(event)) };
}

function sink(own: Partial<EventSink>): EventSink {
  return {
    send: () => {},
    flush: async () => report(1),
    flushSync: () => report(1),
    close: async () => report(3),
    ...own,
  };
}

function report(written: number): FlushReport {
  return { written, dropped: 0, timedOut: false };
}

function assertPaired(events: readonly RuntimeEvent[]): void {
  const counts = new Map<string, number>();
  for (const { ctx, event } of events) {
    if (event.kind !== "functionStart" && event.kind !== "functionEnd") continue;
    counts.set(ctx.spanId, (counts.get(ctx.spanId) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.values()].filter((count) => count !== 2),
    [],
  );
}

/** Looks through everything each time, as it is defined. */
class SlowStore {
  readonly #tracked: { readonly id: string; readonly events: RuntimeEvent[]; count: number }[] = [];

  track(id: string): void {
    const known = this.#tracked.find((each) => each.id === id && each.count > 0);
    if (known) known.count++;
    else this.#tracked.push({ id, events: [], count: 1 });
  }

  untrack(id: string): void {
    const known = this.#tracked.find((each) => each.id === id && each.count > 0);
    if (known) known.count--;
  }

  emit(event: RuntimeEvent): void {
    for (const each of this.#tracked) {
      if (each.count > 0 && event.callStack.includes(each.id)) each.events.push(event);
    }
  }

  eventsForSpan(id: string): readonly RuntimeEvent[] | undefined {
    return this.#tracked.find((each) => each.id === id && each.count > 0)?.events;
  }
}
