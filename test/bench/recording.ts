/** What it costs to record a span, and to write it as lines of a trace file. */
import {
  childPlace,
  EventEncoder,
  EventFactory,
  EventStore,
  type RuntimeEvent,
  rootPlace,
  TraceTree,
} from "../../server/events";
import { compared, type Row, rateText, ratioText, timed } from "./measure";

const SPANS = 20_000;

export async function recording(): Promise<readonly Row[]> {
  const events = recorded();
  const record = await timed(() => recorded(), { turns: 15 });
  const tree = await timed(() => new TraceTree().addAll(events), { turns: 15 });
  const encoder = new EventEncoder({ writerId: "a91f03c7" });
  const lines = await compared(
    () => encoder.encodeAll(events),
    () => events.map((event) => `${JSON.stringify(event)}\n`),
    { turns: 15 },
  );
  return [
    ["start and end of a span", perSpan(record.medianMs)],
    ["and its row in a trace", perSpan(tree.medianMs)],
    [
      "lines of a trace file",
      rateText(events.length, lines.ours.medianMs),
      `JSON.stringify ${rateText(events.length, lines.peer.medianMs)}`,
      ratioText(lines.ours.medianMs, lines.peer.medianMs, "it"),
    ],
  ];
}

/** A root with as many calls below it, through a store with somebody to take them. */
function recorded(): readonly RuntimeEvent[] {
  const events = new EventFactory();
  const store = new EventStore();
  const taken: RuntimeEvent[] = [];
  store.subscribe(() => {});
  const root = rootPlace(events.newId());
  for (let at = 0; at < SPANS; at++) {
    const place = childPlace(root, events.newId());
    const start = { name: "Rank", args: [at, "some text"], argNames: ["n", "text"], tags: {} };
    const kind = { kind: "functionStart", start: { ...start, isStream: false } } as const;
    const first = events.event(place, kind);
    const outcome = { status: "ok", result: "Urgent" } as const;
    const end = { name: "Rank", durationUs: 12, outcome };
    const last = events.event(place, { kind: "functionEnd", end });
    store.emit(first);
    store.emit(last);
    taken.push(first, last);
  }
  return taken;
}

function perSpan(ms: number): string {
  return `${Math.round((ms * 1e6) / SPANS)} ns`;
}
