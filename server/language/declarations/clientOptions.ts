/**
 * The options of clients: which a provider needs, and what each must be (appendix A.1 to
 * A.3). Whatever is not known goes into the request, and is not looked at.
 */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { ConfigBlockView, ConfigItemView, ConfigValueView } from "../syntax/views/config";
import type { ClientView } from "../syntax/views/declarations";
import {
  configInt,
  configKind,
  configRange,
  configText,
  isQuoted,
  isTextual,
  keyRange,
} from "./configText";
import { didYouMean, error, listed } from "./faults";
import type { Provider } from "./providers";

export function clientOptionDiagnostics(
  view: ClientView,
  providerName: string,
  provider: Provider,
  options: ConfigBlockView | undefined,
): Diagnostic[] {
  const place = options?.syntax.range ?? view.name!.range;
  const has = (key: string): boolean => options?.item(key) !== undefined;
  const found = provider.required
    .filter((key) => !has(key))
    .map((key) => error("V121", place, `\`${providerName}\` needs the option \`${key}\``));
  found.push(...togetherness(providerName, options, place));
  for (const item of options?.items ?? []) {
    found.push(...optionDiagnostics(item, providerName, provider, options!));
  }
  return found;
}

/** Options that need each other, or that exclude each other: reported where they are written. */
function togetherness(
  provider: string,
  options: ConfigBlockView | undefined,
  place: Diagnostic["range"],
): Diagnostic[] {
  const written = (...keys: readonly string[]) => keys.flatMap((key) => options?.item(key) ?? []);
  const at = (items: readonly ConfigItemView[], message: string): Diagnostic[] =>
    items.map((item) =>
      error("V121", item.value ? configRange(item.value) : keyRange(item), message),
    );
  const exclusive = (...keys: readonly string[]): Diagnostic[] => {
    const items = written(...keys);
    return items.length < 2 ? [] : at(items, `only one of ${listed(keys)} can be given`);
  };
  const oneOf = (...keys: readonly string[]): Diagnostic[] =>
    written(...keys).length > 0
      ? exclusive(...keys)
      : [error("V121", place, `\`${provider}\` needs one of ${listed(keys)}`)];
  switch (provider) {
    case "azure-openai": {
      const names = written("resource_name", "deployment_id");
      const urls = written("base_url");
      if (names.length === 1) return at(names, "`resource_name` and `deployment_id` go together");
      if (names.length + urls.length > 0) {
        const message = "give `base_url`, or both `resource_name` and `deployment_id`, not all";
        return names.length > 0 && urls.length > 0 ? at([...urls, ...names], message) : [];
      }
      const message =
        "`azure-openai` needs `base_url`, or both `resource_name` and `deployment_id`";
      return [error("V121", place, message)];
    }
    case "vertex-ai":
      return [...oneOf("location", "base_url"), ...exclusive("credentials", "credentials_content")];
    case "aws-bedrock":
      return oneOf("model", "model_id");
    default:
      return [];
  }
}

function optionDiagnostics(
  item: ConfigItemView,
  providerName: string,
  provider: Provider,
  options: ConfigBlockView,
): Diagnostic[] {
  const { key, value } = item;
  if (key === undefined || !value) return [];
  if (provider.only && !provider.only.includes(key)) {
    return [
      error("V121", keyRange(item), `Unsupported property: ${key}`, {
        hint: `\`${providerName}\` takes ${listed(provider.only)}.`,
      }),
    ];
  }
  switch (key) {
    case "model":
    case "api_key":
    case "base_url":
    case "default_role":
      return isTextual(value)
        ? defaultRole(key, value, options)
        : [wrongType(key, value, "string")];
    case "headers":
    case "query_params":
      return textMap(key, value);
    case "allowed_roles":
      return allowedRoles(value);
    case "remap_roles":
      return remappedRoles(value, options);
    case "allowed_role_metadata":
      return roleMetadata(value);
    case "supports_streaming":
      return isBool(value) ? [] : [wrongType(key, value, "bool")];
    case "finish_reason_allow_list":
    case "finish_reason_deny_list":
      return finishReasons(key, item, options);
    case "client_response_type":
      return responseType(value);
    case "media_url_handler":
      return mediaHandlers(value);
    case "http":
      return httpDiagnostics(item, provider.isStrategy);
    case "start":
      return provider.isStrategy && configInt(value) === undefined
        ? [wrongType(key, value, "int")]
        : [];
    case "inference_configuration":
      return providerName === "aws-bedrock" ? inferenceKeys(value) : [];
    default:
      return [];
  }
}

function wrongType(key: string, value: ConfigValueView, wanted: string): Diagnostic {
  const article = /^[aeiou]/.test(wanted) ? "an" : "a";
  const message = `\`${key}\` must be ${article} ${wanted}. Got: ${configKind(value)}`;
  return error("V121", configRange(value), message);
}

function isBool(value: ConfigValueView): boolean {
  return value.kind === "configWord" && value.bool !== undefined;
}

function defaultRole(key: string, value: ConfigValueView, options: ConfigBlockView): Diagnostic[] {
  const role = configText(value);
  if (key !== "default_role" || role === undefined) return [];
  const allowed = rolesOf(options);
  if (allowed.includes(role)) return [];
  return [
    error(
      "V121",
      configRange(value),
      `\`default_role\` must be one of ${listed(allowed)}. Got: ${role}`,
    ),
  ];
}

/** Those that are set, or the usual ones. */
function rolesOf(options: ConfigBlockView): readonly string[] {
  const value = options.item("allowed_roles")?.value;
  if (value?.kind !== "configArray") return ["system", "user", "assistant"];
  return value.elements.flatMap((element) => configText(element) ?? []);
}

function textMap(key: string, value: ConfigValueView): Diagnostic[] {
  if (value.kind !== "configBlock") return [wrongType(key, value, "map")];
  return value.items.flatMap((item) =>
    item.value && !isTextual(item.value) ? [wrongType(item.key ?? key, item.value, "string")] : [],
  );
}

function textArray(key: string, value: ConfigValueView): Diagnostic[] {
  if (value.kind !== "configArray") return [wrongType(key, value, "array")];
  return value.elements.flatMap((element) =>
    isTextual(element) ? [] : [wrongType(key, element, "string")],
  );
}

function allowedRoles(value: ConfigValueView): Diagnostic[] {
  if (value.kind !== "configArray") return [wrongType("allowed_roles", value, "array")];
  if (value.elements.length === 0) {
    return [error("E0044", configRange(value), "`allowed_roles` must not be empty")];
  }
  return value.elements
    .filter((element) => !isQuoted(element))
    .map((element) =>
      error("E0044", configRange(element), "a role in `allowed_roles` must be a quoted string"),
    );
}

function remappedRoles(value: ConfigValueView, options: ConfigBlockView): Diagnostic[] {
  if (value.kind !== "configBlock") {
    return [error("E0044", configRange(value), "`remap_roles` must be a map from role to role")];
  }
  const allowed = rolesOf(options);
  return value.items.flatMap((item) => {
    if (allowed.length > 0 && item.key !== undefined && !allowed.includes(item.key)) {
      const message = `role \`${item.key}\` is not one of the allowed roles ${listed(allowed)}`;
      return [error("E0044", keyRange(item), message)];
    }
    if (item.value && !isQuoted(item.value)) {
      return [
        error(
          "E0044",
          configRange(item.value),
          `role \`${item.key}\` must be remapped to a quoted string`,
        ),
      ];
    }
    return [];
  });
}

function roleMetadata(value: ConfigValueView): Diagnostic[] {
  const text = configText(value);
  if (text === "all" || text === "none") return [];
  if (text !== undefined) {
    const message = '`allowed_role_metadata` must be an array, `"all"` or `"none"`';
    return [error("V121", configRange(value), message)];
  }
  return textArray("allowed_role_metadata", value);
}

function finishReasons(key: string, item: ConfigItemView, options: ConfigBlockView): Diagnostic[] {
  const found = textArray(key, item.value!);
  const allow = options.item("finish_reason_allow_list");
  const deny = options.item("finish_reason_deny_list");
  if (!allow || !deny) return found;
  const first = options.items.find(({ key: other }) => /^finish_reason_/.test(other ?? ""));
  if (first?.syntax !== item.syntax) return found;
  const message =
    "`finish_reason_allow_list` and `finish_reason_deny_list` cannot be used together";
  return [...found, error("V129", keyRange(item), message)];
}

function responseType(value: ConfigValueView): Diagnostic[] {
  const text = configText(value);
  if (text !== undefined && responseTypes.includes(text)) return [];
  const message = `\`client_response_type\` must be one of ${listed(responseTypes)}. Got: ${text ?? configKind(value)}`;
  return [error("E0022", configRange(value), message)];
}

function mediaHandlers(value: ConfigValueView): Diagnostic[] {
  if (value.kind !== "configBlock") return [wrongType("media_url_handler", value, "map")];
  return value.items.flatMap((item) => {
    if (!mediaKinds.includes(item.key ?? "")) {
      return [
        error("V121", keyRange(item), `unknown media type \`${item.key}\``, {
          hint: `Valid are ${listed(mediaKinds)}.`,
        }),
      ];
    }
    const mode = configText(item.value);
    if (!item.value || (mode !== undefined && mediaModes.includes(mode))) return [];
    return [
      error("V121", configRange(item.value), `unknown way to send media \`${mode ?? ""}\``, {
        hint: `Valid are ${listed(mediaModes)}.`,
      }),
    ];
  });
}

function inferenceKeys(value: ConfigValueView): Diagnostic[] {
  if (value.kind !== "configBlock") return [wrongType("inference_configuration", value, "map")];
  return value.items
    .filter(({ key }) => key !== undefined && !inferenceOptions.includes(key))
    .map((item) =>
      error("V121", keyRange(item), `Unsupported property: ${item.key}`, {
        hint: `Valid are ${listed(inferenceOptions)}.`,
      }),
    );
}

/** The block `http`: timeouts, of which a strategy has others than a client that asks itself. */
function httpDiagnostics(item: ConfigItemView, isStrategy: boolean): Diagnostic[] {
  if (item.value?.kind !== "configBlock") {
    return [error("E0023", keyRange(item), "`http` must be a configuration block")];
  }
  const own = isStrategy ? strategyHttp : ordinaryHttp;
  const others = isStrategy ? ordinaryHttp : strategyHttp;
  return item.value.items.flatMap((field) => httpField(field, own, others, isStrategy));
}

function httpField(
  field: ConfigItemView,
  own: readonly string[],
  others: readonly string[],
  isStrategy: boolean,
): Diagnostic[] {
  const { key, value } = field;
  if (key === undefined) return [];
  if (!own.includes(key)) return [unknownHttpField(field, own, others, isStrategy)];
  if (!value || key === "enable_connection_pooling") return [];
  const number = configInt(value);
  if (number === undefined) return [error("V121", configRange(value), `${key} must be an integer`)];
  if (number >= 0) return [];
  return [
    error("E0025", keyRange(field), `${key} must be non-negative, got ${number}ms`, {
      hint: "0 is no limit.",
    }),
  ];
}

function unknownHttpField(
  field: ConfigItemView,
  own: readonly string[],
  others: readonly string[],
  isStrategy: boolean,
): Diagnostic {
  const key = field.key!;
  const kind = isStrategy ? "ordinary clients" : "fallback and round-robin clients";
  const hint = others.includes(key)
    ? `It belongs to ${kind}. Valid here are ${listed(own)}.`
    : `Valid are ${listed(own)}.`;
  const similar = others.includes(key) ? [] : similarNames(key, own);
  const more = { hint, ...didYouMean(similar) };
  return error("E0024", keyRange(field), `unrecognized field \`${key}\` in \`http\``, more);
}

export const ordinaryHttp = [
  "connect_timeout_ms",
  "request_timeout_ms",
  "time_to_first_token_timeout_ms",
  "idle_timeout_ms",
  "enable_connection_pooling",
];
export const strategyHttp = ["total_timeout_ms"];
export const responseTypes = [
  "openai",
  "openai-responses",
  "anthropic",
  "google",
  "vertex",
  "openrouter",
];
export const mediaKinds = ["image", "audio", "pdf", "video"];
export const mediaModes = [
  "send_base64",
  "send_url",
  "send_url_add_mime_type",
  "send_base64_unless_google_url",
];
export const inferenceOptions = ["max_tokens", "temperature", "top_p", "stop_sequences"];
