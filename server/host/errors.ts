/**
 * The exceptions that calls fail with, as host programs see them. Their names, fields and
 * constructors are those of BAML's published client.
 */

/** What every error of a call is. */
export class BamlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BamlError";
  }

  toJSON(): string {
    return JSON.stringify({ ...this, message: this.message }, null, 2);
  }
}

export interface HostDiagnostic {
  readonly file: string;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  /** Zero-based `[startLine, startCharacter, endLine, endCharacter]`. */
  readonly range: readonly [number, number, number, number];
}

/** The project does not compile. */
export class BamlCompileError extends BamlError {
  constructor(
    message: string,
    readonly diagnostics: readonly HostDiagnostic[] = [],
  ) {
    super(message);
    this.name = "BamlCompileError";
  }
}

export class BamlInvalidArgumentError extends BamlError {
  constructor(message: string) {
    super(message);
    this.name = "BamlInvalidArgumentError";
  }
}

export class BamlClientError extends BamlError {
  constructor(message: string) {
    super(message);
    this.name = "BamlClientError";
  }
}

/** The program threw a value that nobody caught. */
export class BamlThrowError extends BamlClientError {
  constructor(
    message: string,
    readonly value: unknown = null,
  ) {
    super(message);
    this.name = "BamlThrowError";
  }
}

export class BamlPanicError extends BamlClientError {
  constructor(message: string) {
    super(message);
    this.name = "BamlPanicError";
  }
}

export class BamlClientHttpError extends BamlClientError {
  constructor(
    readonly client_name: string,
    message: string,
    readonly status_code: number,
    readonly detailed_message: string = message,
    readonly raw_response?: string,
  ) {
    super(message);
    this.name = "BamlClientHttpError";
  }
}

export interface TimeoutFacts {
  readonly timeout_type?: string;
  readonly configured_value_ms?: number;
  readonly elapsed_ms?: number;
  readonly detailed_message?: string;
}

export class BamlTimeoutError extends BamlClientHttpError {
  readonly timeout_type: string | undefined;
  readonly configured_value_ms: number | undefined;
  readonly elapsed_ms: number | undefined;

  constructor(client_name: string, message: string, facts: TimeoutFacts = {}) {
    super(client_name, message, TIMEOUT_STATUS, facts.detailed_message);
    this.name = "BamlTimeoutError";
    this.timeout_type = facts.timeout_type;
    this.configured_value_ms = facts.configured_value_ms;
    this.elapsed_ms = facts.elapsed_ms;
  }
}

export class BamlValidationError extends BamlError {
  constructor(
    readonly prompt: string,
    readonly raw_output: string,
    message: string,
    readonly detailed_message: string = message,
  ) {
    super(message);
    this.name = "BamlValidationError";
  }
}

export class BamlClientFinishReasonError extends BamlError {
  constructor(
    readonly prompt: string,
    readonly raw_output: string,
    message: string,
    readonly finish_reason?: string,
    readonly detailed_message: string = message,
  ) {
    super(message);
    this.name = "BamlClientFinishReasonError";
  }
}

export class BamlAbortError extends BamlError {
  constructor(
    message: string,
    readonly reason?: unknown,
    readonly detailed_message: string = message,
  ) {
    super(message);
    this.name = "BamlAbortError";
  }
}

export function isBamlError(error: unknown): error is BamlError {
  return error instanceof BamlError;
}

const TIMEOUT_STATUS = 408;
