/**
 * How rendering stops when a template asks for something that cannot be done.
 *
 * Invariant: never leaves `prompt/`. Whoever starts a rendering catches it and answers
 * with its message; any other error that comes out is a bug of ours.
 */
export class TemplateFailure extends Error {
  override readonly name = "TemplateFailure";
}

export const invalidOperation = (detail?: string): TemplateFailure =>
  new TemplateFailure(detail === undefined ? "invalid operation" : `invalid operation: ${detail}`);

export const undefinedValue = (): TemplateFailure => new TemplateFailure("undefined value");

export const missingArgument = (detail?: string): TemplateFailure =>
  new TemplateFailure(detail === undefined ? "missing argument" : `missing argument: ${detail}`);

export const tooManyArguments = (detail?: string): TemplateFailure =>
  new TemplateFailure(
    detail === undefined ? "too many arguments" : `too many arguments: ${detail}`,
  );

export const unknown = (what: "function" | "method" | "filter" | "test", detail?: string) =>
  new TemplateFailure(detail === undefined ? `unknown ${what}` : `unknown ${what}: ${detail}`);
