import assert from "node:assert/strict";
import { childPlace, EventFactory, pooledIds, rootPlace } from "../../server/events";

describe("an event factory", () => {
  it("numbers events without gaps, its own records among them", () => {
    const { factory } = setUp();
    const place = rootPlace(factory.newId());
    const seqs = [
      factory.event(place, { kind: "setTags", tags: {} }),
      factory.metaEvent({ kind: "rotated", to: "x" }),
      factory.event(place, { kind: "setTags", tags: {} }),
    ].map(({ seq }) => seq);
    assert.deepEqual(seqs, [0, 1, 2]);
    assert.match(factory.writerId, /^[0-9a-f]{8}$/);
  });

  it("tells time by the monotonic clock, from where the wall clock stood", () => {
    const { factory, clock } = setUp();
    assert.equal(factory.nowUs(), 1_000_000_500);
    clock.monotonicMs += 1.5;
    clock.wallMs -= 60_000;
    assert.equal(factory.nowUs(), 1_000_002_000);
    assert.equal(factory.monotonicUs(), 8500);
  });

  it("takes up the wall clock again after a sleep, but not within a span", () => {
    const { factory, clock } = setUp();
    const place = rootPlace("a");
    start(factory, place);
    clock.wallMs += 60_000;
    const inner = start(factory, childPlace(place, "b"));
    assert.equal(inner.timestampUs, 1_000_000_500);
    end(factory, place);
    end(factory, place);
    assert.equal(start(factory, place).timestampUs, 1_060_000_500);
  });

  it("bears a drift of up to a second, and never goes back", () => {
    const { factory, clock } = setUp();
    clock.wallMs += 1000;
    assert.equal(start(factory, rootPlace("a")).timestampUs, 1_000_000_500);
    end(factory, rootPlace("a"));
    clock.wallMs -= 50_000;
    assert.equal(start(factory, rootPlace("a")).timestampUs, 1_000_000_500);
  });

  it("shares a span's place among its events", () => {
    const { factory } = setUp();
    const place = rootPlace("a");
    const [first, second] = [start(factory, place), end(factory, place)];
    assert.equal(first.callStack, second.callStack);
    assert.notEqual(first.eventId, second.eventId);
  });
});

describe("the place of a span", () => {
  it("is below its parent, or below the host's innermost span", () => {
    const root = rootPlace("r");
    assert.deepEqual(root, {
      ctx: { spanId: "r", parentSpanId: null, rootSpanId: "r" },
      callStack: ["r"],
    });
    assert.deepEqual(childPlace(root, "c"), {
      ctx: { spanId: "c", parentSpanId: "r", rootSpanId: "r" },
      callStack: ["r", "c"],
    });
    const host = { rootSpanId: "h1", parentSpanId: "h2", callStack: ["h1", "h2"] };
    assert.deepEqual(childPlace(host, "e"), {
      ctx: { spanId: "e", parentSpanId: "h2", rootSpanId: "h1" },
      callStack: ["h1", "h2", "e"],
    });
  });
});

describe("pooled ids", () => {
  it("are UUIDs of version 4, each once, from one filling in 256", () => {
    let fillings = 0;
    const newId = pooledIds((bytes) => {
      fillings++;
      globalThis.crypto.getRandomValues(bytes);
    });
    const ids = Array.from({ length: 1000 }, newId);
    assert.equal(new Set(ids).size, 1000);
    assert.equal(fillings, 4);
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it("are made of all the bytes that they are given", () => {
    const newId = pooledIds((bytes) => bytes.fill(0xff));
    assert.equal(newId(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    assert.equal(pooledIds((bytes) => bytes.fill(0))(), "00000000-0000-4000-8000-000000000000");
  });
});

function setUp() {
  const clock = { wallMs: 1_000_000.5, monotonicMs: 7 };
  const factory = new EventFactory({
    clock: { wallMs: () => clock.wallMs, monotonicMs: () => clock.monotonicMs },
  });
  return { clock, factory };
}

function start(factory: EventFactory, place: ReturnType<typeof rootPlace>) {
  const start = { name: "F", args: [], argNames: [], tags: {}, isStream: false };
  return factory.event(place, { kind: "functionStart", start });
}

function end(factory: EventFactory, place: ReturnType<typeof rootPlace>) {
  const outcome = { status: "ok", result: null } as const;
  return factory.event(place, { kind: "functionEnd", end: { name: "F", outcome, durationUs: 0 } });
}
