/**
 * What may be written in config blocks: the keys of each block, and the words that its
 * values are chosen from. For those who list them; the checks have their own reasons.
 *
 * Invariant: the same lists as the checks use, wherever they use one.
 */

import {
  inferenceOptions,
  mediaKinds,
  mediaModes,
  ordinaryHttp,
  responseTypes,
  strategyHttp,
} from "./clientOptions";
import { clientKeys } from "./clients";
import { generatorChoices, generatorKeys } from "./generators";
import { providerNamed, providerNames } from "./providers";
import { policyKeys, strategyKeys } from "./retryPolicies";

export type ConfigItemKind = "client" | "generator" | "retryPolicy" | "test";

/** A block: the keys that lead to it from the item's own, none for that one itself. */
export interface ConfigPlace {
  readonly item: ConfigItemKind;
  readonly path: readonly string[];
  /** Of a client, as far as it is written. */
  readonly provider?: string;
}

export function configKeys({ item, path, provider }: ConfigPlace): readonly string[] {
  const place = path.join(".");
  switch (item) {
    case "generator":
      return place === "" ? generatorKeys : [];
    case "retryPolicy":
      return { "": policyKeys, strategy: strategyKeys }[place] ?? [];
    case "test":
      return place === "" ? ["functions", "args", "type_builder"] : [];
    case "client":
      return clientKeysIn(place, provider);
    default:
      return item satisfies never;
  }
}

function clientKeysIn(place: string, provider: string | undefined): readonly string[] {
  const known = provider === undefined ? undefined : providerNamed(provider);
  switch (place) {
    case "":
      return clientKeys;
    case "options":
      return known?.only ?? [...new Set([...(known?.required ?? []), ...usualOptions])];
    case "options.http":
      return known?.isStrategy ? strategyHttp : ordinaryHttp;
    case "options.media_url_handler":
      return mediaKinds;
    case "options.inference_configuration":
      return provider === "aws-bedrock" ? inferenceOptions : [];
    default:
      return [];
  }
}

/** The words for the value of a key; none where it is free text. */
export function configChoices({ item, path }: ConfigPlace, key: string): readonly string[] {
  const place = [...path, key].join(".");
  switch (item) {
    case "generator":
      return generatorChoices[place] ?? [];
    case "retryPolicy":
      return place === "strategy.type" ? ["constant_delay", "exponential_backoff"] : [];
    case "client":
      if (path.at(-1) === "media_url_handler") return mediaModes;
      return clientChoices[place] ?? [];
    case "test":
      return [];
    default:
      return item satisfies never;
  }
}

const roles = ['"system"', '"user"', '"assistant"'];

const clientChoices: Readonly<Record<string, readonly string[]>> = {
  provider: providerNames,
  "options.client_response_type": responseTypes.map((type) => `"${type}"`),
  "options.supports_streaming": ["true", "false"],
  "options.default_role": roles,
  "options.allowed_roles": roles,
  "options.http.enable_connection_pooling": ["true", "false"],
};

const usualOptions = [
  ...["model", "api_key", "base_url", "headers", "query_params", "temperature", "max_tokens"],
  ...["default_role", "allowed_roles", "remap_roles", "allowed_role_metadata"],
  ...["supports_streaming", "finish_reason_allow_list", "finish_reason_deny_list"],
  ...["client_response_type", "media_url_handler", "http"],
];
