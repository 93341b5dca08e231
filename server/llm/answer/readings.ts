/**
 * From a text to all it could mean. A reply is tried as JSON, then as prose with code
 * fences, as prose with brackets in it, as JSON with mistakes, and last as plain text; the
 * first way that yields something is taken, with all that it yields.
 */
import { bracketedReadings } from "./brackets";
import type { Candidate } from "./candidate";
import { fencedReadings } from "./fences";
import { rawText } from "./rawText";
import { plainReading, repairedReading, strictReading } from "./reading";

/** What a whole reply could mean. `done` is false while more of it may come. */
export function readingsOf(source: string, done: boolean): Candidate {
  const text = rawText(source);
  return (
    strictReading(text) ??
    fencedReadings(text) ??
    bracketedReadings(text) ??
    repairedReading(text) ??
    plainReading(text, done)
  );
}
