/** The environment that a project makes: its signatures, the library, and what bodies revealed. */
import { type Effects, noEffects } from "./effects";
import type { Environment } from "./environment";
import { builtinTypeAt } from "./library/library";
import type { SignatureTable } from "./signatureTable";
import { recoveryType, type Type } from "./type";

/** The maps may go on growing: the answers grow with them. */
export function projectEnvironment(
  signatures: SignatureTable,
  effects: ReadonlyMap<string, Effects>,
  constants: ReadonlyMap<string, Type>,
): Environment {
  return {
    typeNamed: (name) => signatures.type(name) ?? builtinTypeAt(name),
    valueNamed: (name) => signatures.value(name),
    constantType: (name) => constants.get(name) ?? recoveryType,
    effectsOf: (functionKey) => effects.get(functionKey) ?? noEffects,
    namesOf: (space) => signatures.names(space),
  };
}
