/** What can be called: its name, parameters and result, whether the user or the library made it. */
import {
  builtinAt,
  builtinDocumentation,
  type FunctionSignature,
  type Meaning,
  type ParamType,
  type Type,
  typeText,
} from "../language";
import { itemDefinition, type Snapshot } from "../project";

export interface Callable {
  /** As it is shown: `Person.greet`, `baml.Array.push`. */
  readonly name: string;
  readonly params: readonly ParamType[];
  /** Undefined for a template string, which is text. */
  readonly returns?: Type;
  readonly documentation?: string;
}

export function callableOf(snapshot: Snapshot, meaning: Meaning): Callable | undefined {
  const { environment } = snapshot.analysis;
  switch (meaning.kind) {
    case "function":
    case "templateString": {
      const declared = environment.valueNamed(meaning.name);
      if (!declared || declared.kind === "constant") return undefined;
      const documentation = itemDefinition(snapshot, meaning.name, [meaning.kind])?.documentation;
      return callable(declared.name, declared, documentation);
    }
    case "derived": {
      const declared = environment.valueNamed(meaning.functionName);
      if (declared?.kind !== "function") return undefined;
      const { params } = declared;
      return { name: `${meaning.functionName}.${meaning.member}`, params };
    }
    case "method": {
      const owner = environment.typeNamed(meaning.owner);
      const declared =
        owner?.kind === "class" && owner.methods.find(({ name }) => name === meaning.name);
      return declared ? callable(`${meaning.owner}.${meaning.name}`, declared) : undefined;
    }
    case "builtin": {
      const found = builtinAt(meaning.path);
      if (!found) return undefined;
      const isApart = found.receiver !== undefined && !meaning.onReceiver;
      const params = isApart
        ? [{ name: "self", type: found.receiver! }, ...found.params]
        : found.params;
      return callable(found.path, { ...found, params }, builtinDocumentation(found.path));
    }
    default:
      return undefined;
  }
}

type Signature = Pick<Callable, "params"> & Partial<Pick<FunctionSignature, "returns">>;

function callable(name: string, { params, returns }: Signature, documentation?: string): Callable {
  return {
    name,
    params,
    ...(returns && { returns }),
    ...(documentation !== undefined && { documentation }),
  };
}

/** `text: string`, `end?: int` */
export function paramText({ name, type, optional }: ParamType): string {
  return `${name ?? "_"}${optional ? "?" : ""}: ${typeText(type)}`;
}

/** `push(item: int) -> null` */
export function callableText({ name, params, returns }: Callable): string {
  const result = returns ? ` -> ${typeText(returns)}` : "";
  return `${name}(${params.map(paramText).join(", ")})${result}`;
}
