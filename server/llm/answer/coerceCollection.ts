/** The lenient rules of lists and maps: what does not fit is left out. */
import type { PlainCandidate } from "./candidate";
import { type Aim, coerce, coercePart, type Outcome } from "./coerce";
import { failure, failureAt } from "./failure";
import { type Fit, type FitFlag, flagged, flaggedAll, listFit, mapFit } from "./fit";
import type { Parsing } from "./parsing";
import type { ReplyType } from "./replyType";

type ListType = ReplyType & { readonly kind: "list" };
type MapType = ReplyType & { readonly kind: "map" };

/** Never fails: what is no list is the only item of one, or makes an empty one. */
export function coerceList(
  parsing: Parsing,
  { type, trail }: Aim & { type: ListType },
  from: PlainCandidate,
): Fit {
  if (from.kind !== "array") return singleItemList(parsing, { type, target: type, trail }, from);
  const items: Fit[] = [];
  const dropped: FitFlag[] = [];
  for (const [index, item] of from.items.entries()) {
    const outcome = coercePart(parsing, type.item, item);
    if (outcome.kind !== "failure") items.push(outcome);
    else {
      const causes = [failureAt(index, outcome)];
      dropped.push({
        kind: "arrayItemParseError",
        cost: 1 + index,
        key: index,
        from: item,
        causes,
      });
    }
  }
  return flaggedAll(listFit(items, from), dropped);
}

function singleItemList(
  parsing: Parsing,
  { type, trail }: Aim & { type: ListType },
  from: PlainCandidate,
): Fit {
  const single: FitFlag = { kind: "singleToArray", cost: 1, from };
  const outcome = coerce(parsing, { type: type.item, target: type.item, trail }, from);
  if (outcome.kind !== "failure") return flagged(listFit([outcome], from), single);
  const causes = [failureAt(0, outcome)];
  const dropped: FitFlag = { kind: "arrayItemParseError", cost: 1, key: 0, from, causes };
  return flaggedAll(listFit([], from), [single, dropped]);
}

/** A key must be one of the key type, and is kept as it was spelled. */
export function coerceMap(parsing: Parsing, type: MapType, from: PlainCandidate): Outcome {
  if (from.kind !== "object") return failure(type, from);
  const entries = new Map<string, Fit>();
  const dropped: FitFlag[] = [];
  for (const { key, keyStart, value } of from.entries) {
    const outcome = coercePart(parsing, type.value, value);
    if (outcome.kind === "failure") {
      const causes = [failureAt(key, outcome)];
      dropped.push({ kind: "mapValueParseError", cost: 1, key, from: value, causes });
      continue;
    }
    const text = { kind: "string", value: key, complete: true } as const;
    const keyCandidate = { ...text, start: keyStart, end: value.start };
    const keyOutcome = coerce(parsing, { type: type.key, target: type.key }, keyCandidate);
    if (keyOutcome.kind === "failure") {
      const causes = [failureAt(key, keyOutcome)];
      dropped.push({ kind: "mapKeyParseError", cost: 1, key, from: keyCandidate, causes });
      continue;
    }
    entries.set(key, outcome);
  }
  const objectToMap: FitFlag = { kind: "objectToMap", cost: 1, from };
  return flaggedAll(mapFit([...entries], from), [objectToMap, ...dropped]);
}
