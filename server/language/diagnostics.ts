/**
 * What the language can tell users about their code.
 *
 * The message says what is wrong, in the user's words; the hint says what to do about it.
 * The functions that make diagnostics stand beside those who report them, one function a
 * diagnostic. Codes are public: once released, a code keeps its meaning.
 */
import type { TextRange } from "../base";
import type { SyntaxNode } from "./syntax/tree";

export interface Diagnostic {
  /** `E0001`, `V101`, or an id such as `dead-code` for what has no number. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** Relative to the start of the item it was found in; whoever shows it knows the item. */
  readonly range: TextRange;
  /** What the range is, in a few words, beside the message. */
  readonly label?: string;
  readonly message: string;
  readonly hint?: string;
  /**
   * For a quick fix. Of an unknown name: what it could have meant, the likeliest first, to
   * be put in the place of `range`. Of a match: the cases without an arm.
   */
  readonly suggestions?: readonly string[];
  readonly related?: readonly RelatedPlace[];
  readonly tags?: readonly DiagnosticTag[];
}

export interface RelatedPlace {
  readonly range: TextRange;
  readonly message: string;
  /** The item that the range is relative to, when it is not the diagnostic's own. */
  readonly item?: SyntaxNode;
}

export type DiagnosticTag = "unnecessary" | "deprecated";
