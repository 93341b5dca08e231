/**
 * What a reply could mean: the tree between its text and a typed value.
 *
 * Every node knows the half-open range of the raw text it was read from, so that a
 * value can be traced back to the characters it came from.
 *
 * Invariant: knows no shapes. Nothing here is thrown away for not fitting a type.
 */

export type Candidate = PlainCandidate | WrappedCandidate;

/** A value as the text spells it. */
export type PlainCandidate =
  | TextCandidate
  | NumberCandidate
  | BoolCandidate
  | NullCandidate
  | ObjectCandidate
  | ArrayCandidate;

/** A value and how it was found. */
export type WrappedCandidate = MarkdownCandidate | FixedCandidate | AnyOfCandidate;

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface TextCandidate extends Place {
  readonly kind: "string";
  readonly value: string;
  /** False when the text ended before the value did: more may come. */
  readonly complete: boolean;
}

export interface NumberCandidate extends Place {
  readonly kind: "number";
  /** A bigint only beyond 2^53, and only when the text spells an integer. */
  readonly value: number | bigint;
  readonly isFloat: boolean;
  readonly complete: boolean;
}

export interface BoolCandidate extends Place {
  readonly kind: "bool";
  readonly value: boolean;
}

export interface NullCandidate extends Place {
  readonly kind: "null";
}

export interface ObjectCandidate extends Place {
  readonly kind: "object";
  /** In the order of the text; a key may occur more than once. */
  readonly entries: readonly Entry[];
  readonly complete: boolean;
}

export interface Entry {
  readonly key: string;
  readonly keyStart: number;
  readonly value: Candidate;
}

export interface ArrayCandidate extends Place {
  readonly kind: "array";
  readonly items: readonly Candidate[];
  readonly complete: boolean;
}

/** The content of a code fence. */
export interface MarkdownCandidate extends Place {
  readonly kind: "markdown";
  readonly tag: string;
  readonly value: Candidate;
  readonly complete: boolean;
}

/** Found by looking for brackets or by repairing. */
export interface FixedCandidate extends Place {
  readonly kind: "fixed";
  readonly value: Candidate;
}

/** Several readings of one piece of text. */
export interface AnyOfCandidate extends Place {
  readonly kind: "anyOf";
  readonly candidates: readonly Candidate[];
  readonly text: string;
}

export function isComplete(candidate: Candidate): boolean {
  switch (candidate.kind) {
    case "anyOf":
      return candidate.candidates.every(isComplete);
    case "fixed":
    case "bool":
    case "null":
      return true;
    default:
      return candidate.complete;
  }
}
