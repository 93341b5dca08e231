/**
 * From a type as written to a type: by its syntax alone.
 *
 * Invariant: reports nothing and asks nobody. A name stays a name, whether it means
 * something or not; what is wrong with a written type is found by `checkType`.
 */
import { intFromBigint, unreachable } from "../../base";
import type { FunctionTypeParameterView, LiteralTypeView, TypeView } from "../syntax/views/types";
import {
  functionType,
  listType,
  literalType,
  mapType,
  namedType,
  optionalType,
  type ParamType,
  recoveryType,
  type Type,
  unknownType,
} from "./type";
import { builtinType } from "./typeNames";
import { unionOf } from "./unions";

/** `typeParameters` are the `T` of the class around the type: they are `unknown`. */
export function lowerType(view: TypeView | undefined, typeParameters: TypeParameters = none): Type {
  const lower = (inner: TypeView | undefined) => lowerType(inner, typeParameters);
  switch (view?.kind) {
    case undefined:
      return recoveryType;
    case "unionType":
      return unionOf(view.members.map(lower));
    case "listType":
      return listType(lower(view.element));
    case "optionalType":
      return optionalType(lower(view.inner));
    case "attributedType":
      return lower(view.inner);
    case "namedType":
      return lowerNamed(view.name, view.arguments.map(lower), typeParameters);
    case "literalType":
      return lowerLiteral(view);
    case "functionType":
      return functionType(view.parameters.map(lowerParam(lower)), lower(view.result));
    case "parenthesizedType":
      return view.members.length === 0 ? recoveryType : unionOf(view.members.map(lower));
    default:
      return unreachable(view, "written type");
  }
}

export type TypeParameters = ReadonlySet<string>;

const none: TypeParameters = new Set();

function lowerNamed(name: string, args: readonly Type[], typeParameters: TypeParameters): Type {
  if (name === "map") return args.length === 2 ? mapType(args[0]!, args[1]!) : recoveryType;
  if (name === "") return recoveryType;
  if (typeParameters.has(name)) return unknownType;
  return builtinType(name) ?? namedType(name);
}

function lowerLiteral(view: LiteralTypeView): Type {
  const { string, int, bool } = view;
  if (string) return literalType(string.value);
  if (int) return literalType(intValue(int));
  if (bool) return literalType(bool.text === "true");
  return recoveryType;
}

function lowerParam(lower: (view: TypeView | undefined) => Type) {
  return (view: FunctionTypeParameterView): ParamType => {
    const type = lower(view.type);
    return view.name ? { name: view.name.text, type } : { type };
  };
}

/** The int a word of digits stands for; what does not fit was reported where it was parsed. */
export function intValue(digits: string): number | bigint {
  return intFromBigint(BigInt(digits));
}
