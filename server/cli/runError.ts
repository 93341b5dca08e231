/** How a run failed, as JSON for programs and as text for people. */
import { type CallError, CallFailure, type SourceSpan } from "../base";
import { compactJson, objectText } from "./jsonText";

/** The error of what the engine rejected with; a bug of ours goes on. */
export function callErrorOf(failure: unknown): CallError {
  if (failure instanceof CallFailure) return failure.error;
  throw failure;
}

/** `{"kind","message","span", …}`: `span` is the place in the code where it was raised. */
export function errorJson(error: CallError): string {
  const { kind, type, message, value, statusCode } = error;
  const span = errorPlace(error);
  return objectText({
    kind: JSON.stringify(kind),
    message: JSON.stringify(message),
    span: span && JSON.stringify(span),
    type: JSON.stringify(type),
    value: value === undefined ? undefined : compactJson(value),
    statusCode: statusCode === undefined ? undefined : String(statusCode),
  });
}

/** `main.baml:3: division by zero: 7 / 0` */
export function errorText(error: CallError): string {
  const place = errorPlace(error);
  const where = place ? `${place.uri}:${place.range[0] + 1}: ` : "";
  return `${where}${error.message}\n`;
}

/** The innermost frame that stands in the user's code. */
export function errorPlace({ details }: CallError): SourceSpan | undefined {
  const frames = details?.["frames"];
  if (!Array.isArray(frames)) return undefined;
  return frames.findLast((frame: { readonly place?: SourceSpan }) => frame.place)?.place;
}
