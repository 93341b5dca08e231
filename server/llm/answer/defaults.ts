/** What stands for a value that is not there, or that cannot be used. */
import { constrained } from "./constraints";
import type { Failure } from "./failure";
import {
  type Fit,
  type FitFlag,
  flagged,
  flaggedAll,
  listFit,
  mapFit,
  marked,
  scalarFit,
} from "./fit";
import type { ReplyField, ReplyType } from "./replyType";

/** An optional field that the reply does not have: its constraints are not asked. */
export function absentFit({ type }: ReplyField): Fit {
  return flaggedAll(marked(scalarFit(null), type), [{ kind: "optionalDefault", cost: 1 }, PENDING]);
}

const PENDING: FitFlag = { kind: "pending", cost: 0 };

/** An empty list or map for a field that must be there and is not. */
export function missingFit({ type }: ReplyField): Fit | undefined {
  const empty = allowedDefault(type);
  return empty && flaggedAll(empty, [{ kind: "defaultFromNoValue", cost: 100 }, PENDING]);
}

/** For a field whose value could not be used. */
export function unusableFit({ type, optional }: ReplyField, cause: Failure): Fit | undefined {
  const nothing = optional ? marked(scalarFit(null), type) : undefined;
  // What fails its assert has a value that the user does not want: an empty one is no better.
  const fit = cause.reason.kind === "asserts" ? nothing : (allowedDefault(type) ?? nothing);
  return (
    fit &&
    flagged(fit, {
      kind: "defaultButHadUnparseableValue",
      cost: 2,
      from: cause.from,
      causes: [cause],
    })
  );
}

/** Empty, when the type has an empty value that its asserts accept. */
function allowedDefault(type: ReplyType): Fit | undefined {
  const empty = emptyFit(type);
  const checked = empty && constrained(type, marked(empty, type));
  return checked?.kind === "failure" ? undefined : checked;
}

function emptyFit(type: ReplyType): Fit | undefined {
  switch (type.kind) {
    case "list":
      return listFit([]);
    case "map":
      return mapFit([]);
    case "null":
      return scalarFit(null);
    case "union": {
      for (const member of type.members) {
        const fit = emptyFit(member);
        if (fit) return fit;
      }
      return type.optional ? scalarFit(null) : undefined;
    }
    default:
      return undefined;
  }
}
