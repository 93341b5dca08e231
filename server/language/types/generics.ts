/** The type variables of builtins, and what a call gives them. */
import { unreachable } from "../../base";
import {
  functionType,
  listType,
  mapType,
  optionalType,
  type ParamType,
  recoveryType,
  type Type,
} from "./type";
import { joinOf, unionOf } from "./unions";

/** The type variables of one call. */
export class Generics {
  /** Decided by a container: what goes into it must fit. */
  readonly #fixed: Map<string, Type>;
  readonly #inferred = new Map<string, Type>();

  /** `fixed` are those that the receiver decides. */
  constructor(fixed: ReadonlyMap<string, Type> = new Map()) {
    this.#fixed = new Map(fixed);
  }

  /** True when all variables of a type are decided; so for a type without any. */
  decides(type: Type): boolean {
    return variablesIn(type).every((name) => this.#fixed.has(name));
  }

  /** Learns from an argument; several values for one variable are joined. */
  infer(param: Type, argument: Type): void {
    if (param.kind === "variable") {
      const known = this.#inferred.get(param.name);
      this.#inferred.set(param.name, known ? joinOf([known, argument]) : argument);
    } else if (param.kind === "list" && argument.kind === "list") {
      this.#fix(param.item, argument.item);
    } else if (param.kind === "map" && argument.kind === "map") {
      this.#fix(param.key, argument.key);
      this.#fix(param.value, argument.value);
    }
  }

  #fix(param: Type, argument: Type): void {
    if (param.kind === "variable") this.#fixed.set(param.name, argument);
  }

  /** A variable that nothing decided is the recovery type. */
  substitute(type: Type): Type {
    switch (type.kind) {
      case "variable":
        return this.#fixed.get(type.name) ?? this.#inferred.get(type.name) ?? recoveryType;
      case "optional":
        return optionalType(this.substitute(type.inner));
      case "list":
        return listType(this.substitute(type.item));
      case "map":
        return mapType(this.substitute(type.key), this.substitute(type.value));
      case "union":
        return unionOf(type.members.map((member) => this.substitute(member)));
      case "function":
        return functionType(type.params.map(this.#substituteParam), this.substitute(type.returns));
      default:
        return type;
    }
  }

  readonly #substituteParam = (param: ParamType): ParamType => ({
    ...param,
    type: this.substitute(param.type),
  });
}

function variablesIn(type: Type): readonly string[] {
  switch (type.kind) {
    case "variable":
      return [type.name];
    case "optional":
      return variablesIn(type.inner);
    case "list":
      return variablesIn(type.item);
    case "map":
      return [...variablesIn(type.key), ...variablesIn(type.value)];
    case "union":
      return type.members.flatMap(variablesIn);
    case "function":
      return [...type.params.map((param) => param.type), type.returns].flatMap(variablesIn);
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "never":
    case "unknown":
    case "type":
    case "void":
    case "recovery":
    case "literal":
    case "media":
    case "named":
      return [];
    default:
      return unreachable(type, "type");
  }
}
