/**
 * What of a reply that is still arriving may be shown: values that must be complete are
 * taken out until they are, and states are put around the fields that ask for them.
 */
import { type Fit, mapFit, scalarFit } from "./fit";
import type { Completion } from "./parsedReply";
import { completionOf } from "./provenance";

/** Undefined when the value is not to be shown yet. */
export function partialFit(fit: Fit): Fit | undefined {
  if (fit.done && completionOf(fit) !== "complete") return undefined;
  switch (fit.kind) {
    case "scalar":
      return fit;
    case "list":
      return { ...fit, items: fit.items.map(partialPart).filter((item) => item !== undefined) };
    case "map": {
      const entries = fit.entries.flatMap(([key, value]) => {
        const part = partialPart(value);
        return part ? [[key, part] as const] : [];
      });
      return { ...fit, entries };
    }
    case "class":
      return partialClass(fit);
  }
}

function partialPart(fit: Fit): Fit | undefined {
  const part = partialFit(fit);
  return part && stated(fit, part);
}

function partialClass(fit: Extract<Fit, { kind: "class" }>): Fit | undefined {
  const fields: Fit[] = [];
  for (const [index, field] of fit.fields.entries()) {
    const part = partialFit(field) ?? scalarFit(null);
    const isNull = part.kind === "scalar" && part.value === null;
    if (isNull && fit.class.fields[index]!.notNull) return undefined;
    fields.push(stated(field, part));
  }
  return { ...fit, fields };
}

/** With how far the value has come, where its type asks for that. */
function stated(whole: Fit, part: Fit): Fit {
  if (!whole.withState) return part;
  const state = scalarFit(stateNames[completionOf(whole)]);
  return mapFit([
    ["state", state],
    ["value", part],
  ]);
}

const stateNames: Readonly<Record<Completion, string>> = {
  pending: "Pending",
  incomplete: "Incomplete",
  complete: "Complete",
};
