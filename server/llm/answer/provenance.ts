/** Where each part of a parsed value came from, and what was bent on the way. */
import type { TextRange } from "../../base";
import type { Candidate } from "./candidate";
import { mismatches } from "./failure";
import { type Fit, type FitFlag, hasFlag } from "./fit";
import type { Completion, Flag, Provenance } from "./parsedReply";

export function provenanceOf(fit: Fit): Provenance {
  return {
    ...(fit.from && { range: rangeOf(fit.from) }),
    flags: fit.flags.map(flagOf),
    score: fit.score,
    completion: completionOf(fit),
    parts: partsOf(fit),
  };
}

export function completionOf(fit: Fit): Completion {
  if (hasFlag(fit, "pending")) return "pending";
  return hasFlag(fit, "incomplete") ? "incomplete" : "complete";
}

function partsOf(fit: Fit): Provenance["parts"] {
  switch (fit.kind) {
    case "scalar":
      return [];
    case "list":
      return fit.items.map((item, index) => [index, provenanceOf(item)]);
    case "map":
      return fit.entries.map(([key, value]) => [key, provenanceOf(value)]);
    case "class":
      return fit.fields.map((field, index) => [fit.class.fields[index]!.name, provenanceOf(field)]);
  }
}

function flagOf({ kind, cost, from, key, causes }: FitFlag): Flag {
  return {
    kind,
    cost,
    ...(from && { range: rangeOf(from) }),
    ...(key !== undefined && { key }),
    ...(causes && { causes: mismatches(causes) }),
  };
}

function rangeOf({ start, end }: Candidate): TextRange {
  return { start, end };
}
