/** Times and what is said of them. Peers take turns with ours, so that both see the same machine. */

/** What was measured, and what is told of it. */
export type Row = readonly [label: string, ...facts: string[]];

export interface Timed {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Each turn is timed on its own; the first few warm up and do not count. */
export async function timed(
  turn: (index: number) => unknown,
  { turns, warmUp = Math.ceil(turns / 4) }: { readonly turns: number; readonly warmUp?: number },
): Promise<Timed> {
  const times: number[] = [];
  for (let index = 0; index < warmUp + turns; index++) {
    const ms = await durationMs(() => turn(index));
    if (index >= warmUp) times.push(ms);
  }
  return summary(times);
}

/** Ours and a peer's, in turns. */
export async function compared(
  ours: () => unknown,
  peer: () => unknown,
  { turns, warmUp = 2 }: { readonly turns: number; readonly warmUp?: number },
): Promise<{ readonly ours: Timed; readonly peer: Timed }> {
  const [own, others]: [number[], number[]] = [[], []];
  for (let index = 0; index < warmUp + turns; index++) {
    const ownMs = await durationMs(ours);
    const peerMs = await durationMs(peer);
    if (index < warmUp) continue;
    own.push(ownMs);
    others.push(peerMs);
  }
  return { ours: summary(own), peer: summary(others) };
}

export function msText(ms: number): string {
  return ms < 1 ? `${Math.round(ms * 1000)} µs` : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

/** `2.1× as long as V8`, `3.0× as fast as baml-cli` */
export function ratioText(oursMs: number, peerMs: number, peer: string): string {
  return oursMs <= peerMs
    ? `${(peerMs / oursMs).toFixed(1)}× as fast as ${peer}`
    : `${(oursMs / peerMs).toFixed(1)}× as long as ${peer}`;
}

export function rateText(count: number, ms: number): string {
  const perSecond = count / (ms / 1000);
  return perSecond >= 10_000 ? `${Math.round(perSecond / 1000)}k/s` : `${Math.round(perSecond)}/s`;
}

async function durationMs(turn: () => unknown): Promise<number> {
  const start = performance.now();
  const answer = turn();
  // Awaiting what is no promise would cost a turn of the loop that nobody asked for.
  if (answer instanceof Promise) await answer;
  return performance.now() - start;
}

function summary(times: readonly number[]): Timed {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}
