/** What a word means, as one would declare it: the first lines of a hover. */

import type { Meaning } from "../language";
import { builtinTypeAt, type ClassSignature, type EnumSignature, typeText } from "../language";
import { functionNamed, type Snapshot, signatureText } from "../project";
import { callableOf, callableText } from "./callable";

export function declarationText(snapshot: Snapshot, meaning: Meaning): string | undefined {
  const { environment } = snapshot.analysis;
  switch (meaning.kind) {
    case "local":
    case "watch": {
      const { local } = meaning;
      const keyword = local.kind === "let" || local.kind === "loop" ? "let " : "";
      return `${keyword}${local.name}: ${typeText(local.type)}`;
    }
    case "function":
      return functionNamed(snapshot, meaning.name)?.signature;
    case "field":
      return `${meaning.owner ?? "union"}.${meaning.name}: ${typeText(meaning.type)}`;
    case "method": {
      const owner = environment.typeNamed(meaning.owner);
      const found =
        owner?.kind === "class" && owner.methods.find(({ name }) => name === meaning.name);
      return found ? signatureText(found) : `function ${meaning.owner}.${meaning.name}`;
    }
    case "variant":
      return `${meaning.enumName}.${meaning.name}`;
    case "alias": {
      const declared = environment.typeNamed(meaning.name);
      const type = declared?.kind === "alias" ? ` = ${typeText(declared.type)}` : "";
      return `type ${meaning.name}${type}`;
    }
    case "constant": {
      const declared = environment.valueNamed(meaning.name);
      const written = declared?.kind === "constant" ? declared.type : undefined;
      return `let ${meaning.name}: ${typeText(written ?? environment.constantType(meaning.name))}`;
    }
    case "templateString":
      return `template_string ${calledText(snapshot, meaning) ?? meaning.name}`;
    case "derived":
      return calledText(snapshot, meaning);
    case "builtin":
      return calledText(snapshot, meaning) ?? meaning.path;
    case "client":
      return `client<llm> ${meaning.name}`;
    case "retryPolicy":
      return `retry_policy ${meaning.name}`;
    case "class":
    case "enum": {
      const declared = environment.typeNamed(meaning.name);
      return declared && declared.kind !== "alias"
        ? typeDeclaration(declared)
        : `${meaning.kind} ${meaning.name}`;
    }
    case "env":
      return `env.${meaning.name}: string`;
    case "namespace":
      return meaning.path;
    case "builtinType": {
      const declared = builtinTypeAt(meaning.name);
      return declared && declared.kind !== "alias" ? typeDeclaration(declared) : meaning.name;
    }
    default:
      return meaning satisfies never;
  }
}

function calledText(snapshot: Snapshot, meaning: Meaning): string | undefined {
  const callable = callableOf(snapshot, meaning);
  return callable && callableText(callable);
}

/** More than a hover has room for. */
const MOST_MEMBERS = 20;

function typeDeclaration(declared: ClassSignature | EnumSignature): string {
  const members =
    declared.kind === "enum"
      ? declared.variants
      : declared.fields.map(({ name, type }) => `${name} ${typeText(type)}`);
  const shown = members.slice(0, MOST_MEMBERS);
  if (shown.length < members.length) shown.push(`// and ${members.length - shown.length} more`);
  const lines = shown.map((member) => `  ${member}\n`).join("");
  return `${declared.kind} ${declared.name} {${lines && `\n${lines}`}}`;
}
