/** Array and map literals, and `a[i]` (4.5, 4.8). */
import type { Diagnostic } from "../diagnostics";
import type { ArrayView, EntryView, IndexView, MapView } from "../syntax/views/expressions";
import { isAssignable } from "./assignable";
import type { Checking } from "./checking";
import { expanded, membersOf } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { type Required, requireType, typeMismatch } from "./requirement";
import {
  freshLiteral,
  intType,
  type ListType,
  listType,
  type MapType,
  mapType,
  recoveryType,
  stringType,
  type Type,
} from "./type";
import { typeText } from "./typeText";
import { joinOf } from "./unions";
import { widened } from "./widening";

/** Elements of several types make a list of their union; `[]` fits every list. */
export function inferArray(c: Checking, view: ArrayView): Type {
  const types = view.elements.map((element) => widened(inferExpression(c, element)));
  return listType(types.length === 0 ? recoveryType : joinOf(types));
}

export function checkArray(c: Checking, view: ArrayView, required: Required): Type {
  const list = wantedList(c, required.type);
  if (list) {
    const item = { ...required, type: list.item };
    for (const element of view.elements) checkExpression(c, element, item);
    return list;
  }
  const type = inferArray(c, view);
  requireType(c, view.syntax, type, required);
  return type;
}

export function inferMap(c: Checking, view: MapView): Type {
  const types = view.entries.map((entry) => widened(inferExpression(c, entry.value)));
  if (types.length === 0) return mapType(recoveryType, recoveryType);
  return mapType(stringType, joinOf(types));
}

export function checkMap(c: Checking, view: MapView, required: Required): Type {
  const map = wantedMap(c, required.type);
  if (!map) {
    const type = inferMap(c, view);
    requireType(c, view.syntax, type, required);
    return type;
  }
  for (const entry of view.entries) {
    checkKey(c, entry, { ...required, type: map.key });
    checkExpression(c, entry.value, { ...required, type: map.value });
  }
  return map;
}

/** A key is a string, written as one or as a word. */
function checkKey(c: Checking, entry: EntryView, required: Required): void {
  const { key, keyToken } = entry;
  if (key === undefined || !keyToken) return;
  const found = freshLiteral(key);
  if (isAssignable(c.environment, found, required.type)) return;
  c.report(typeMismatch(c, keyToken.range, found, required));
}

/** The one list that a requirement allows: `T[]`, `T[]?`, `T[] | string`. */
function wantedList(c: Checking, type: Type): ListType | undefined {
  const lists = membersOf(c.environment, type).filter((member) => member.kind === "list");
  return lists.length === 1 ? lists[0] : undefined;
}

function wantedMap(c: Checking, type: Type): MapType | undefined {
  const maps = membersOf(c.environment, type).filter((member) => member.kind === "map");
  return maps.length === 1 ? maps[0] : undefined;
}

export function inferIndex(c: Checking, view: IndexView): Type {
  const objectType = inferExpression(c, view.object);
  const type = widened(expanded(c.environment, objectType));
  switch (type.kind) {
    case "list":
      checkExpression(c, view.index, { type: intType });
      return type.item;
    case "string":
      checkExpression(c, view.index, { type: intType });
      return stringType;
    case "map":
      checkExpression(c, view.index, { type: type.key });
      return type.value;
    case "recovery":
    case "never":
      inferExpression(c, view.index);
      return type;
    default:
      inferExpression(c, view.index);
      c.report(notIndexable(view, objectType));
      return recoveryType;
  }
}

function notIndexable(view: IndexView, type: Type): Diagnostic {
  return {
    code: "E0008",
    severity: "error",
    range: view.syntax.range,
    message: `type \`${typeText(widened(type))}\` is not indexable`,
    ...(type.kind === "optional" && {
      hint: "The value can be null: compare it with `null` first.",
    }),
  };
}
