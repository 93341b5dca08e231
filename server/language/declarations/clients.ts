/** Clients: their provider, retry policy and options (E0022 to E0027, E0090, V118 to V121). */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { ConfigBlockView, ConfigValueView } from "../syntax/views/config";
import type { ClientView } from "../syntax/views/declarations";
import type { Environment } from "../types/environment";
import { clientOptionDiagnostics } from "./clientOptions";
import { configKind, configRange, configText, isQuoted, keyRange } from "./configText";
import { didYouMean, error, listed, warning } from "./faults";
import { isShorthand, providerName, providerNamed, similarProviders } from "./providers";

export function clientDiagnostics(view: ClientView, environment: Environment): Diagnostic[] {
  const { block } = view;
  if (!block || !view.name) return [];
  const found = [...unknownType(view), ...unknownProperties(block)];
  const written = configText(block.item("provider")?.value);
  if (!block.item("provider")) {
    found.push(
      error("E0026", view.syntax.range, `client \`${view.name.text}\` is missing \`provider\``, {
        hint: "Add a line such as `provider openai`.",
      }),
    );
  }
  found.push(...retryPolicyOf(block, environment));
  const provider = written === undefined ? undefined : providerNamed(written);
  if (!provider) found.push(...unknownProvider(block, written));
  const options = block.item("options");
  if (options?.value && options.value.kind !== "configBlock") {
    const message = `\`options\` must be a map. Got: ${configKind(options.value)}`;
    return [...found, error("V121", configRange(options.value), message)];
  }
  const given = options?.value?.kind === "configBlock" ? options.value : undefined;
  if (provider?.isStrategy) found.push(...strategyDiagnostics(view, written!, given, environment));
  if (written !== undefined && provider) {
    found.push(...clientOptionDiagnostics(view, providerName(written), provider, given));
  }
  return found;
}

function unknownType({ clientType }: ClientView): Diagnostic[] {
  if (!clientType || clientType.text === "llm") return [];
  const message = `expected \`llm\`, found \`${clientType.text}\``;
  return [error("E0010", clientType.range, message, { hint: "Write `client<llm>`." })];
}

function unknownProperties(block: ConfigBlockView): Diagnostic[] {
  return block.items
    .filter(({ key }) => key !== undefined && !clientKeys.includes(key))
    .map((item) =>
      error("E0027", keyRange(item), `unknown field \`${item.key}\` in client`, {
        hint: `Valid are ${listed(clientKeys)}; what goes to the model stands in \`options\`.`,
      }),
    );
}

function unknownProvider(block: ConfigBlockView, written: string | undefined): Diagnostic[] {
  const value = block.item("provider")?.value;
  if (!value) return [];
  if (written === undefined) {
    return [error("V118", configRange(value), "a provider is named by its name alone")];
  }
  const similar = didYouMean(similarProviders(written));
  return [error("V118", configRange(value), `provider \`${written}\` not found`, similar)];
}

function retryPolicyOf(block: ConfigBlockView, environment: Environment): Diagnostic[] {
  const value = block.item("retry_policy")?.value;
  const name = configText(value);
  const known = environment.namesOf("retryPolicies");
  if (!value || (name !== undefined && known.includes(name))) return [];
  if (name === undefined) {
    return [error("E0091", configRange(value), "a retry policy is named by its name alone")];
  }
  const similar = didYouMean(similarNames(name, known));
  return [error("E0091", configRange(value), `unknown retry policy \`${name}\``, similar)];
}

/** A client that asks others needs some to ask. */
function strategyDiagnostics(
  view: ClientView,
  provider: string,
  options: ConfigBlockView | undefined,
  environment: Environment,
): Diagnostic[] {
  const value = options?.item("strategy")?.value;
  if (value && value.kind !== "configArray") {
    const message = `\`strategy\` must be an array. Got: ${configKind(value)}`;
    return [error("V121", configRange(value), message)];
  }
  const elements = value?.elements ?? [];
  if (elements.length === 0) {
    const message = `${provider} client must have at least one sub-client`;
    return [
      error("E0090", view.syntax.range, message, {
        hint: "Name them: `strategy [First, Second]`.",
      }),
    ];
  }
  return elements.flatMap((element) => strategyElement(element, environment));
}

function strategyElement(element: ConfigValueView, environment: Environment): Diagnostic[] {
  const name = configText(element);
  if (name === undefined) {
    return [warning("E0092", configRange(element), "strategy element must be a client name")];
  }
  if (isShorthand(name) || environment.namesOf("clients").includes(name)) {
    const isOdd = isQuoted(element) && !isShorthand(name);
    return isOdd
      ? [
          warning("E0092", configRange(element), "strategy element must be a client name", {
            hint: "Take the quotes away.",
          }),
        ]
      : [];
  }
  const similar = didYouMean(similarNames(name, environment.namesOf("clients")));
  return [error("V119", configRange(element), `client \`${name}\` does not exist`, similar)];
}

export const clientKeys = ["provider", "options", "retry_policy"];
