/**
 * What the check of an item has asked its environment. When the answer to one of its
 * questions changes, the item is checked again; otherwise never.
 */
import type { Environment, NameSpace } from "./environment";

/** Questions of each kind, by what they name. */
export class Questions {
  readonly types = new Set<string>();
  readonly values = new Set<string>();
  readonly constants = new Set<string>();
  /** By function keys. */
  readonly effects = new Set<string>();
  readonly names = new Set<NameSpace>();

  get isEmpty(): boolean {
    const { types, values, constants, effects, names } = this;
    return types.size + values.size + constants.size + effects.size + names.size === 0;
  }

  /** Whether some question is in both. */
  meets(others: Questions): boolean {
    return (
      haveCommon(this.types, others.types) ||
      haveCommon(this.values, others.values) ||
      haveCommon(this.effects, others.effects) ||
      haveCommon(this.constants, others.constants) ||
      haveCommon(this.names, others.names)
    );
  }
}

/** The same environment, which notes what it is asked. */
export function noting(environment: Environment, asked: Questions): Environment {
  return {
    typeNamed(name) {
      asked.types.add(name);
      return environment.typeNamed(name);
    },
    valueNamed(name) {
      asked.values.add(name);
      return environment.valueNamed(name);
    },
    constantType(name) {
      asked.constants.add(name);
      return environment.constantType(name);
    },
    effectsOf(functionKey) {
      asked.effects.add(functionKey);
      return environment.effectsOf(functionKey);
    },
    namesOf(space) {
      asked.names.add(space);
      return environment.namesOf(space);
    },
  };
}

function haveCommon<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): boolean {
  if (left.size === 0 || right.size === 0) return false;
  const [few, many] = left.size < right.size ? [left, right] : [right, left];
  for (const entry of few) if (many.has(entry)) return true;
  return false;
}
