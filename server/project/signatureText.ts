/** A function's signature as one would declare it, on one line: for hovers and outlines. */
import { type FunctionSignature, typeText } from "../language";

/** `function Extract(text: string) -> Resume throws string` */
export function signatureText(signature: FunctionSignature): string {
  const params = signature.params.map((param) => `${param.name ?? "_"}: ${typeText(param.type)}`);
  const all = signature.hasReceiver ? ["self", ...params] : params;
  const owner = signature.owner === undefined ? "" : `${signature.owner}.`;
  const head = `function ${owner}${signature.name}(${all.join(", ")})`;
  return `${head} -> ${typeText(signature.returns)}${throwsText(signature)}`;
}

function throwsText(signature: FunctionSignature): string {
  if (!signature.throws) return "";
  const facts = signature.throws.map((fact) =>
    fact.kind === "type" ? typeText(fact.type) : `${fact.enumName}.${fact.variant}`,
  );
  return ` throws ${facts.join(" | ") || "never"}`;
}
