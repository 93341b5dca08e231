/**
 * What the check of an item has asked its environment: the questions, as words. When the
 * answer to one of them changes, the item is checked again; otherwise never.
 */
import type { Environment, NameSpace } from "./environment";

/** `type Person`, `value Parse`, `effects Parse`, … */
export type Question = string;

export const askedType = (name: string): Question => `type ${name}`;
export const askedValue = (name: string): Question => `value ${name}`;
export const askedConstant = (name: string): Question => `constant ${name}`;
export const askedEffects = (functionKey: string): Question => `effects ${functionKey}`;
export const askedNames = (space: NameSpace): Question => `names ${space}`;

/** The same environment, which notes what it is asked. */
export function noting(environment: Environment, asked: Set<Question>): Environment {
  return {
    typeNamed(name) {
      asked.add(askedType(name));
      return environment.typeNamed(name);
    },
    valueNamed(name) {
      asked.add(askedValue(name));
      return environment.valueNamed(name);
    },
    constantType(name) {
      asked.add(askedConstant(name));
      return environment.constantType(name);
    },
    effectsOf(functionKey) {
      asked.add(askedEffects(functionKey));
      return environment.effectsOf(functionKey);
    },
    namesOf(space) {
      asked.add(askedNames(space));
      return environment.namesOf(space);
    },
  };
}
