/** Type definition: from a value to the class, enum or alias that its type names. */
import type { Location } from "vscode-languageserver-types";
import type { Meaning, Type } from "../language";
import { type FileOffset, itemDefinition, meaningAt, type Snapshot } from "../project";
import { type ProjectView, toLocation } from "./places";

/** Several for a union. */
export function typeDefinitions(project: ProjectView, at: FileOffset): Location[] {
  const { snapshot } = project;
  const place = meaningAt(snapshot, at);
  const names = place ? namesIn(typeOf(snapshot, place.meaning)) : [];
  return [...new Set(names)].flatMap((name) => {
    const found = itemDefinition(snapshot, name, ["class", "enum", "typeAlias"]);
    return found ? toLocation(project, found.nameRange) : [];
  });
}

function typeOf({ analysis: { environment } }: Snapshot, meaning: Meaning): Type | undefined {
  switch (meaning.kind) {
    case "local":
    case "watch":
      return meaning.local.type;
    case "field":
      return meaning.type;
    case "variant":
      return { kind: "named", name: meaning.enumName };
    case "class":
    case "enum":
    case "alias":
      return { kind: "named", name: meaning.name };
    case "constant": {
      const declared = environment.valueNamed(meaning.name);
      return (
        (declared?.kind === "constant" && declared.type) || environment.constantType(meaning.name)
      );
    }
    case "function": {
      const declared = environment.valueNamed(meaning.name);
      return declared?.kind === "function" ? declared.returns : undefined;
    }
    case "method": {
      const owner = environment.typeNamed(meaning.owner);
      if (owner?.kind !== "class") return undefined;
      return owner.methods.find(({ name }) => name === meaning.name)?.returns;
    }
    default:
      return undefined;
  }
}

/** The names a type is made of; what a function type says is its own matter. */
function namesIn(type: Type | undefined): readonly string[] {
  switch (type?.kind) {
    case "named":
      return [type.name];
    case "optional":
      return namesIn(type.inner);
    case "list":
      return namesIn(type.item);
    case "map":
      return [...namesIn(type.key), ...namesIn(type.value)];
    case "union":
      return type.members.flatMap(namesIn);
    default:
      return [];
  }
}
