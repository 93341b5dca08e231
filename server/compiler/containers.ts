/** Arrays, maps and instances: making them, and reading their elements. */
import { Op } from "../bytecode";
import type { ArrayView, IndexView, MapView, ObjectView } from "../language";
import { type Body, BuiltOnError, expectView, placeOf } from "./body";
import { compileValue } from "./expressions";
import { compileString } from "./literals";

export function compileArray(body: Body, view: ArrayView): void {
  const { elements } = view;
  for (const element of elements) compileValue(body, element);
  body.code.emit(Op.MakeArray, elements.length);
}

export function compileMap(body: Body, view: MapView): void {
  const { entries } = view;
  for (const entry of entries) {
    compileString(body, expectView(entry.key, "key of an entry"));
    compileValue(body, entry.value);
  }
  body.code.emit(Op.MakeMap, entries.length);
}

export function compileIndex(body: Body, view: IndexView): void {
  compileValue(body, view.object);
  compileValue(body, view.index);
  body.code.at(placeOf(view.syntax)).emit(Op.LoadIndex);
}

/** Fields and spreads are written in the order of the text, so the last writer wins. */
export function compileObject(body: Body, view: ObjectView): void {
  const { code } = body;
  const type = body.checked.typeOf(view.syntax);
  if (type?.kind !== "named") throw new BuiltOnError("the class of a constructor");
  code.at(placeOf(view.syntax)).emitConstant(Op.NewInstance, { kind: "class", name: type.name });
  for (const entry of view.entries) {
    compileValue(body, entry.value);
    code.at(placeOf(entry.syntax));
    if (entry.kind === "spread") code.emit(Op.Spread);
    else {
      const name = expectView(entry.key, "name of a field");
      code.emitConstant(Op.InitField, { kind: "field", name });
    }
  }
}
