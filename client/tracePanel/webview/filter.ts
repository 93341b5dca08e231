/**
 * The filter box: `extract status:error kind:llm >100ms`. All words must hold of a row;
 * plain words are looked for in its name, whatever their case.
 *
 * Invariant: pure. A word that cannot be understood is reported, never guessed at.
 */
import { kinds, statuses, type TraceModel } from "./model";

export interface Filter {
  readonly words: readonly string[];
  readonly statuses: readonly number[];
  readonly kinds: readonly number[];
  /** Microseconds; a row must take more than `above` and less than `below`. */
  readonly above: number;
  readonly below: number;
  readonly problem?: string;
}

/** Undefined when the text asks for nothing. */
export function parseFilter(text: string): Filter | undefined {
  const parts = [...text.matchAll(/"([^"]*)"?|\S+/g)];
  if (parts.length === 0) return undefined;
  let filter: Filter = { words: [], statuses: [], kinds: [], above: -1, below: Infinity };
  for (const part of parts) filter = withPart(filter, part[0], part[1]);
  return filter;
}

function withPart(filter: Filter, part: string, quoted: string | undefined): Filter {
  if (quoted !== undefined) return { ...filter, words: [...filter.words, quoted.toLowerCase()] };
  const named = /^(status|kind):(.*)$/i.exec(part);
  if (named) return withName(filter, named[1]!.toLowerCase(), named[2]!.toLowerCase());
  if (/^[<>]/.test(part)) return withDuration(filter, part);
  return { ...filter, words: [...filter.words, part.toLowerCase()] };
}

function withName(filter: Filter, field: string, name: string): Filter {
  const known: readonly string[] = field === "status" ? statuses : kinds;
  const index = known.indexOf(name);
  if (index < 0) return { ...filter, problem: `${field}: is one of ${known.join(", ")}` };
  if (field === "status") return { ...filter, statuses: [...filter.statuses, index] };
  return { ...filter, kinds: [...filter.kinds, index] };
}

function withDuration(filter: Filter, part: string): Filter {
  const match = /^([<>])=?(\d+(?:\.\d+)?)(ns|us|µs|ms|s|min|m)?$/i.exec(part);
  if (!match) return { ...filter, problem: "a duration is written >100ms or <2s" };
  const us = Number(match[2]) * UNITS[match[3]?.toLowerCase() ?? "ms"]!;
  return match[1] === ">" ? { ...filter, above: us } : { ...filter, below: us };
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: 1,
  µs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  min: 60_000_000,
};

/** A byte a row: 1 where the filter holds of the row itself, 2 where it holds of one below. */
export function matches(model: TraceModel, filter: Filter, nowUs: number): Uint8Array {
  const names = model.names.map((name) => holdsOfName(filter, name.toLowerCase()));
  const held = new Uint8Array(model.count);
  for (let row = 0; row < model.count; row++) {
    if (names[model.name[row]!] && holds(model, filter, row, nowUs)) mark(model, held, row);
  }
  return held;
}

function mark(model: TraceModel, held: Uint8Array, row: number): void {
  held[row] = 1;
  for (let above = model.parent[row]!; above >= 0 && !held[above]; above = model.parent[above]!) {
    held[above] = 2;
  }
}

function holdsOfName(filter: Filter, name: string): boolean {
  return filter.words.every((word) => name.includes(word));
}

function holds(model: TraceModel, filter: Filter, row: number, nowUs: number): boolean {
  if (filter.statuses.length > 0 && !filter.statuses.includes(model.status[row]!)) return false;
  if (filter.kinds.length > 0 && !filter.kinds.includes(model.kind[row]!)) return false;
  const duration = model.endOf(row, nowUs) - model.start[row]!;
  return duration > filter.above && duration < filter.below;
}
