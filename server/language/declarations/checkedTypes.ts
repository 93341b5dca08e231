/** Whether a type holds a `@check`, itself or in the classes and aliases that it names. */
import { childNodes, type SyntaxNode } from "../syntax/tree";
import { AttributeView } from "../syntax/views/attributes";
import { NamedTypeView, type TypeView } from "../syntax/views/types";
import type { Environment } from "../types/environment";
import { namesInType } from "../types/namesInType";
import type { AliasSignature, ClassSignature } from "../types/signature";
import type { Type } from "../types/type";

export function hasCheck(type: TypeView, environment: Environment): boolean {
  const written = writtenIn(type.syntax);
  if (written.hasCheck) return true;
  // A list of what is left to look at, since types can lead far.
  const names = new Set(written.names);
  for (const name of names) {
    const signature = environment.typeNamed(name);
    if (!signature || signature.kind === "enum") continue;
    if (signature.hasCheck) return true;
    for (const inner of typesOf(signature).flatMap(namesInType)) names.add(inner);
  }
  return false;
}

interface Written {
  readonly hasCheck: boolean;
  readonly names: readonly string[];
}

function writtenIn(node: SyntaxNode): Written {
  if (node.kind === "attribute") {
    return { hasCheck: new AttributeView(node).name === "check", names: [] };
  }
  const parts = childNodes(node).map(writtenIn);
  const own = node.kind === "namedType" ? [new NamedTypeView(node).name] : [];
  return {
    hasCheck: parts.some((part) => part.hasCheck),
    names: [...own, ...parts.flatMap((part) => part.names)],
  };
}

function typesOf(signature: ClassSignature | AliasSignature): readonly Type[] {
  return signature.kind === "alias" ? [signature.type] : signature.fields.map(({ type }) => type);
}
