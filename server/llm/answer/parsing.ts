/**
 * What one parse of a reply carries along: its mode, and what it has already found out.
 *
 * Invariant: a type and a candidate are compared a bounded number of times. Unions of
 * classes that hold each other would else cost twice as much with each level of nesting.
 */
import type { Candidate } from "./candidate";
import type { ReplyType } from "./replyType";

export class Parsing {
  readonly #strict = new Memory();
  readonly #lenient = new Memory();

  constructor(readonly partial: boolean) {}

  /** `find`, or what it found the last time. */
  strictly<T>(type: ReplyType, candidate: Candidate, find: () => T): T {
    return this.#strict.recall(type, candidate, find);
  }

  leniently<T>(type: ReplyType, candidate: Candidate, find: () => T): T {
    return this.#lenient.recall(type, candidate, find);
  }
}

/** Remembering costs more than most replies; it begins when a reply turns out to be hard. */
const EASY = 5000;

class Memory {
  readonly #found = new Map<Candidate, Map<ReplyType, unknown>>();
  #asked = 0;

  recall<T>(type: ReplyType, candidate: Candidate, find: () => T): T {
    this.#asked++;
    if (this.#asked < EASY) return find();
    let ofCandidate = this.#found.get(candidate);
    if (ofCandidate === undefined) {
      ofCandidate = new Map();
      this.#found.set(candidate, ofCandidate);
    }
    // The type says what was found for it, so the cast holds.
    if (ofCandidate.has(type)) return ofCandidate.get(type) as T;
    const found = find();
    ofCandidate.set(type, found);
    return found;
  }
}

/**
 * The recursive types that are being tried on one candidate. A type that meets itself
 * without a step down into the candidate would go on for ever.
 */
export interface Trail {
  readonly name: string;
  readonly candidate: Candidate;
  readonly outer: Trail | undefined;
}

export function isOnTrail(trail: Trail | undefined, name: string, candidate: Candidate): boolean {
  for (let step = trail; step !== undefined; step = step.outer) {
    if (step.candidate === candidate && step.name === name) return true;
  }
  return false;
}
