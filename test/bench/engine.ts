/** Nine small programs on our machine, and the same in JavaScript on V8. */
import { Engine, nodeWorld, startLocally } from "../../server/engine";
import { EventFactory, EventStore } from "../../server/events";
import { Snapshot } from "../../server/project";
import { compared, msText, type Row, ratioText } from "./measure";
import { programs } from "./programs";

export async function engine(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const ratios: number[] = [];
  for (const { name, baml, plain } of programs) {
    const call = callable(baml);
    const [ours, expected] = [await call(), plain()];
    if (ours !== expected) throw new Error(`${name}: ${ours} is not ${expected}`);
    const times = await compared(call, plain, { turns: 9 });
    const [ourMs, peerMs] = [times.ours.medianMs, times.peer.medianMs];
    ratios.push(ourMs / peerMs);
    rows.push([name, msText(ourMs), `V8 ${msText(peerMs)}`, ratioText(ourMs, peerMs, "V8")]);
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  return [...rows, ["geometric mean", `${mean.toFixed(1)}× as long as V8`]];
}

function callable(source: string): () => Promise<unknown> {
  const events = new EventFactory();
  const folders = { projectRoot: process.cwd(), workingFolder: process.cwd() };
  const running = new Engine({
    store: new EventStore(),
    events,
    start: startLocally({ world: nodeWorld(folders), events }),
  });
  running.load(Snapshot.of(new Map([["main.baml", source]])).program);
  return () => running.callFunction("main", { trace: { mode: "off" } });
}
