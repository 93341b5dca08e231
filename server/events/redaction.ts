/**
 * Keeps secrets out of what leaves the process or is shown: files, exports, texts.
 *
 * Two kinds are known: what stands under a name that sounds secret (a header, a query
 * parameter, an option), and the values that were named as secrets, wherever they stand.
 *
 * Invariant: nothing in memory is changed. Who wants what was sent reads the record.
 */

import { ShownSecrets } from "./shownSecrets";

export const REDACTED = "REDACTED";

/** What was known to be secret when a text was made. A new one can be added at any time. */
export class Redactor {
  /** Value to name: the variable that it came from. */
  readonly #names = new Map<string, string>();
  /** The values as they are, and as JSON escapes them. */
  #needles: readonly string[] = [];
  #pattern: RegExp | undefined;
  #shown = new ShownSecrets(this.#names);

  constructor(secrets: Readonly<Record<string, string>> = {}) {
    this.addSecrets(secrets);
  }

  /** By the name of the variable. Values too short to be told from ordinary words are left alone. */
  addSecrets(secrets: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(secrets)) {
      if (value !== undefined && value.length >= MIN_SECRET_LENGTH) this.#names.set(value, name);
    }
    const escaped = [...this.#names.keys()].map((value) => JSON.stringify(value).slice(1, -1));
    this.#needles = [...new Set([...this.#names.keys(), ...escaped])];
    // Longest first, so that of two secrets that begin alike the whole one is found.
    const values = [...this.#names.keys()].sort((left, right) => right.length - left.length);
    this.#pattern =
      values.length === 0 ? undefined : new RegExp(values.map(literal).join("|"), "g");
    this.#shown = new ShownSecrets(this.#names);
  }

  get hasSecrets(): boolean {
    return this.#names.size > 0;
  }

  /** True when a known secret stands in this text, as it is or as JSON escapes it. */
  isFoundIn(text: string): boolean {
    return this.#needles.some((needle) => text.includes(needle));
  }

  /** The text with known secrets as `REDACTED`. */
  text(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, REDACTED);
  }

  /** A text to be shown, with known secrets as `$NAME`, as a shell would read them. */
  named(text: string): string {
    return this.#shown.named(text);
  }

  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        isSecretName(name) ? REDACTED : this.text(value),
      ]),
    );
  }

  /** The URL without its user-info and without the values of secret parameters. */
  url(url: string): string {
    return this.text(urlWithoutSecrets(url));
  }

  /** Options of a client: what stands under a secret name, at any depth. */
  options(options: unknown): unknown {
    return optionsWithoutSecrets(options);
  }
}

/** True for `authorization`, `x-api-key` and the like, not for `x-ratelimit-tokens` or `max_tokens`. */
export function isSecretName(name: string): boolean {
  return SECRET_WORD.test(name) && !HARMLESS_WORD.test(name);
}

export function urlWithoutSecrets(url: string): string {
  return url
    .replace(USER_INFO, `$1${REDACTED}@`)
    .replace(QUERY_PARAMETER, (whole, before: string, name: string) =>
      isSecretName(decoded(name)) ? `${before}${name}=${REDACTED}` : whole,
    );
}

function optionsWithoutSecrets(options: unknown): unknown {
  if (Array.isArray(options)) return options.map(optionsWithoutSecrets);
  if (typeof options !== "object" || options === null) return options;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const isScalar = typeof value !== "object" || value === null;
      return [name, isScalar && isSecretName(name) ? REDACTED : optionsWithoutSecrets(value)];
    }),
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A name that is not well-formed is judged as it stands.
    return name;
  }
}

const literal = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const MIN_SECRET_LENGTH = 4;
const SECRET_WORD = /authorization|cookie|key|secret|token|credential|session|auth/i;
const HARMLESS_WORD = /ratelimit|tokens/i;
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;
const QUERY_PARAMETER = /([?&])([^=&#]+)=[^&#]*/g;
