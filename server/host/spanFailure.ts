/** How an exception of the host program ends its span. */
import { BamlAbortError } from "./errors";
import type { HostSpanManager } from "./hostSpanManager";

export function failSpan(
  manager: HostSpanManager,
  error: unknown,
  options: { readonly waitUs?: number } = {},
): void {
  manager.exitError(messageOf(error), {
    type: typeOf(error),
    cancelled: isAbort(error),
    ...(error instanceof Error && typeof error.stack === "string" && { stack: error.stack }),
    ...options,
  });
}

/** Anything can be thrown, and what is thrown may refuse to be read. */
function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "<unprintable>";
  }
}

function typeOf(error: unknown): string {
  if (error instanceof Error) return error.name;
  return error === null ? "null" : typeof error;
}

function isAbort(error: unknown): boolean {
  return error instanceof BamlAbortError || (error instanceof Error && error.name === "AbortError");
}
