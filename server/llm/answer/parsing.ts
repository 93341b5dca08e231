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
    return this.#strict.recall({ type, target: type, candidate }, find);
  }

  leniently<T>(question: Question, find: () => T): T {
    return this.#lenient.recall(question, find);
  }
}

interface Question {
  readonly type: ReplyType;
  readonly target: ReplyType;
  readonly candidate: Candidate;
}

/** Remembering costs more than most replies; it begins when a reply turns out to be hard. */
const EASY = 5000;

class Memory {
  readonly #answers = new Map<Candidate, Answer[]>();
  #asked = 0;

  recall<T>({ type, target, candidate }: Question, find: () => T): T {
    this.#asked++;
    if (this.#asked < EASY) return find();
    const answers = this.#answersFor(candidate);
    const known = answers.find((answer) => answer.type === type && answer.target === target);
    // Whoever asks this question again expects this kind of answer.
    if (known) return known.answer as T;
    const answer = find();
    answers.push({ type, target, answer });
    return answer;
  }

  #answersFor(candidate: Candidate): Answer[] {
    const known = this.#answers.get(candidate);
    if (known) return known;
    const answers: Answer[] = [];
    this.#answers.set(candidate, answers);
    return answers;
  }
}

/** A candidate is asked for a handful of types, so that a list is searched. */
interface Answer {
  readonly type: ReplyType;
  readonly target: ReplyType;
  readonly answer: unknown;
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
