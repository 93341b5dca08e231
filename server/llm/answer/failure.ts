/**
 * Why a candidate does not fit a type. Most failures are of union members and never shown,
 * so one is a bare record; words are found when somebody asks.
 */
import type { Candidate } from "./candidate";
import type { Mismatch } from "./parsedReply";
import type { ReplyType } from "./replyType";

export interface Failure {
  readonly kind: "failure";
  readonly reason: FailureReason;
  readonly type: ReplyType;
  readonly from: Candidate;
  readonly causes: readonly Failure[];
  /** The field, key or index within the value above. */
  readonly at?: string | number;
}

export type FailureReason =
  | { readonly kind: "expected" }
  /** Several values occur equally often in the text. */
  | { readonly kind: "tie" }
  | {
      readonly kind: "fields";
      readonly missing: readonly string[];
      readonly unparsed: readonly string[];
    }
  | { readonly kind: "asserts"; readonly failed: readonly string[] }
  | { readonly kind: "members" }
  | { readonly kind: "candidates" }
  | { readonly kind: "recursion" }
  | { readonly kind: "inferred" }
  | { readonly kind: "unfinished" };

export function failure(
  type: ReplyType,
  from: Candidate,
  reason: FailureReason = EXPECTED,
  causes: readonly Failure[] = NONE,
): Failure {
  return { kind: "failure", reason, type, from, causes };
}

const EXPECTED: FailureReason = { kind: "expected" };
const NONE: readonly Failure[] = [];

/** The failure seen from the value above. */
export function failureAt(at: string | number, of: Failure): Failure {
  return { ...of, at };
}

export function failureMessage({ reason, type, from }: Failure): string {
  switch (reason.kind) {
    case "expected":
      return `expected \`${type.text}\`, got ${described(from)}`;
    case "tie":
      return `several values of \`${type.text}\` occur equally often`;
    case "fields":
      return fieldsMessage(type, reason);
    case "asserts":
      return `\`${type.text}\` fails its assert ${reason.failed.map((name) => `\`${name}\``).join(", ")}`;
    case "members":
      return `no member of \`${type.text}\` fits ${described(from)}`;
    case "candidates":
      return `nothing in the text fits \`${type.text}\``;
    case "recursion":
      return `\`${type.text}\` would hold itself without end`;
    case "inferred":
      return `\`${type.text}\` cannot be made from plain text`;
    case "unfinished":
      return `\`${type.text}\` is not complete yet`;
    default:
      return reason satisfies never;
  }
}

function fieldsMessage(
  type: ReplyType,
  { missing, unparsed }: Extract<FailureReason, { kind: "fields" }>,
): string {
  const parts = [
    missing.length > 0 && `missing ${fieldList(missing)}`,
    unparsed.length > 0 && `cannot use what stands for ${fieldList(unparsed)}`,
  ].filter(Boolean);
  return `\`${type.text}\`: ${parts.join("; ")}`;
}

function fieldList(names: readonly string[]): string {
  return `field${names.length > 1 ? "s" : ""} ${names.map((name) => `\`${name}\``).join(", ")}`;
}

/** The candidate in a few words. */
function described(candidate: Candidate): string {
  switch (candidate.kind) {
    case "string":
      return `the text ${shortened(candidate.value)}`;
    case "number":
    case "bool":
      return `\`${candidate.value}\``;
    case "null":
      return "null";
    case "object":
      return candidate.entries.length === 0 ? "an empty object" : "an object";
    case "array":
      return candidate.items.length === 0 ? "an empty array" : "an array";
    case "markdown":
    case "fixed":
      return described(candidate.value);
    case "anyOf":
      return `the text ${shortened(candidate.text)}`;
  }
}

const MAX_SHOWN = 60;

function shortened(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/** How many causes are told; the first ones say enough. */
const MAX_CAUSES = 50;

/** The failures at the ends of the tree, each with the way to it. */
export function mismatches(failures: readonly Failure[]): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const visit = (one: Failure, above: readonly (string | number)[]): void => {
    if (found.length >= MAX_CAUSES) return;
    const path = one.at === undefined ? above : [...above, one.at];
    for (const cause of one.causes) visit(cause, path);
    if (one.causes.length > 0 && one.reason.kind !== "fields") return;
    const range = { start: one.from.start, end: one.from.end };
    found.push({ message: failureMessage(one), path, range });
  };
  for (const one of failures) visit(one, []);
  return found;
}
