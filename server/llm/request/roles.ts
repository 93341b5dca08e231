/** Which roles a client knows, which one stands for the others, and what is sent for them. */
import type { ClientRoles, ProviderKind } from "./client";
import { RequestFailure } from "./failure";
import type { OptionReader } from "./optionReader";
import { facts, isOpenAiFamily } from "./providerFacts";

export function readRoles(
  options: OptionReader,
  kind: ProviderKind,
  model: string | undefined,
): ClientRoles {
  const given = options.takeTexts("allowed_roles");
  if (given?.length === 0) throw new RequestFailure("allowed_roles must not be empty");
  const isReasoning = isOpenAiFamily(kind) && isOldReasoningModel(model);
  const allowed = given ?? (isReasoning ? ["user", "assistant"] : ["system", "user", "assistant"]);
  const remap = options.takeTextMap("remap_roles");
  for (const [role] of remap ?? []) expectAllowed("remap_roles", role, allowed);
  return {
    allowed,
    default: readDefaultRole(options, kind, allowed),
    remap: new Map(remap ?? usualRemap(kind, allowed)),
  };
}

/** The first reasoning models of OpenAI take no system messages and do not stream. */
export function isOldReasoningModel(model: string | undefined): boolean {
  return model === "o1" || (model?.startsWith("o1-") ?? false);
}

function readDefaultRole(
  options: OptionReader,
  kind: ProviderKind,
  allowed: readonly string[],
): string {
  const given = options.takeText("default_role");
  if (given !== undefined) {
    expectAllowed("default_role", given, allowed);
    return given;
  }
  const isUser = facts[kind].defaultRole === "user" && allowed.includes("user");
  return isUser ? "user" : allowed[0]!;
}

/** Google's word for the assistant is `model`. */
function usualRemap(kind: ProviderKind, allowed: readonly string[]): [string, string][] {
  const isRemapped = kind === "google-ai" && !allowed.includes("model");
  return isRemapped ? [["assistant", "model"]] : [];
}

function expectAllowed(option: string, role: string, allowed: readonly string[]): void {
  if (allowed.includes(role)) return;
  const roles = allowed.map((each) => `"${each}"`).join(", ");
  throw new RequestFailure(`${option} must be one of ${roles}. Got: "${role}"`);
}
