/** Diagnostics of declarations, made where they are found; the code stands in the call. */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";

type More = Pick<Diagnostic, "hint" | "related" | "suggestions">;

export function error(code: string, range: TextRange, message: string, more?: More): Diagnostic {
  return { code, severity: "error", range, message, ...more };
}

export function warning(code: string, range: TextRange, message: string, more?: More): Diagnostic {
  return { code, severity: "warning", range, message, ...more };
}

/** What a misspelled name could have meant, the likeliest first; nothing when that is unknown. */
export function didYouMean([likeliest, ...others]: readonly string[]): More {
  return likeliest === undefined
    ? {}
    : { hint: `Did you mean \`${likeliest}\`?`, suggestions: [likeliest, ...others] };
}

/** `` `a`, `b` and `c` `` */
export function listed(words: Iterable<string>): string {
  const quoted = [...words].map((word) => `\`${word}\``);
  const last = quoted.pop();
  return quoted.length > 0 ? `${quoted.join(", ")} and ${last}` : (last ?? "");
}
