/**
 * LLM functions, clients and retry policies as a program carries them: checked,
 * resolved by name, and free of syntax.
 *
 * Invariant: no secret is in here. `env.X` stays a reference until a call is made.
 */
import type { Shape, Shapes } from "./shape";
import type { Template } from "./template";

/** All that `llm` needs of a project: what exists beside the function that is called. */
export interface LlmCatalog {
  readonly shapes: Shapes;
  readonly functions: Readonly<Record<string, LlmFunction>>;
  readonly clients: Readonly<Record<string, ClientSpec>>;
  readonly retryPolicies: Readonly<Record<string, RetryPolicySpec>>;
  readonly templateStrings: readonly TemplateString[];
}

export interface LlmFunction {
  readonly name: string;
  readonly params: readonly Param[];
  readonly returns: Shape;
  /** The name of a client of the project, or a shorthand such as `openai/gpt-4o`. */
  readonly client: string;
  /** Parsed from the text after it was dedented and trimmed. */
  readonly prompt: Template;
}

export interface Param {
  readonly name: string;
  readonly shape: Shape;
}

export interface TemplateString {
  readonly name: string;
  readonly params: readonly Param[];
  readonly body: Template;
}

export interface ClientSpec {
  readonly name: string;
  /** As written, aliases not resolved: `baml-openai-chat` stays. */
  readonly provider: string;
  readonly retryPolicy?: string;
  /** In source order; of a repeated key the last value stands. */
  readonly options: readonly (readonly [string, ConfigValue])[];
  /** Folder of the file that declares it, for `{file}` paths; with `/`, relative to the root. */
  readonly folder: string;
}

/** What a config block can hold. A bare word is a string. */
export type ConfigValue =
  | null
  | boolean
  | string
  | { readonly kind: "int"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "env"; readonly name: string }
  /** `env.HOST + "/v1"` */
  | { readonly kind: "concat"; readonly parts: readonly ConfigValue[] }
  | { readonly kind: "array"; readonly items: readonly ConfigValue[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, ConfigValue])[] };

export interface RetryPolicySpec {
  readonly name: string;
  /** Attempts after the first. */
  readonly maxRetries: number;
  readonly strategy: "constant_delay" | "exponential_backoff";
  readonly delayMs: number;
  readonly multiplier: number;
  readonly maxDelayMs: number;
}
