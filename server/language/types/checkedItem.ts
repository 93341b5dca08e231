/**
 * What the checker found out about an item: side tables by node and by word, for the
 * compiler and the editor.
 *
 * Invariant: nothing here holds a place in a file. Ranges and nodes are the item's own.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode, Token } from "../syntax/tree";
import type { LiteralType, Type } from "./type";

export interface CheckedItem {
  readonly node: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The type of an expression, narrowed as it is at that place. */
  typeOf(expression: SyntaxNode): Type | undefined;
  /** What a word means: each word of a name, a path, a type, a pattern, a declaration. */
  meaningOf(word: Token): Meaning | undefined;
  /** Every word that means something, in no particular order. */
  readonly meanings: ReadonlyMap<Token, Meaning>;
  /** What a pattern tests and binds: of each member of a union pattern, not of the union. */
  patternOf(pattern: SyntaxNode): CheckedPattern | undefined;
  /** True where an expression flows into a `float` and may be an int: it is converted (5.3). */
  becomesFloat(expression: SyntaxNode): boolean;
}

export type Meaning =
  | LocalMeaning
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "templateString"; readonly name: string }
  | { readonly kind: "constant"; readonly name: string }
  | { readonly kind: "class" | "enum" | "alias"; readonly name: string }
  | { readonly kind: "client" | "retryPolicy"; readonly name: string }
  | { readonly kind: "variant"; readonly enumName: string; readonly name: string }
  /** `owner` is missing when the object is a union of classes. */
  | { readonly kind: "field"; readonly owner?: string; readonly name: string; readonly type: Type }
  | {
      readonly kind: "method";
      readonly owner: string;
      readonly name: string;
      readonly isStatic: boolean;
    }
  /** `path` as in `baml.Array.push`; `onReceiver` when it is called as `xs.push(…)`. */
  | { readonly kind: "builtin"; readonly path: string; readonly onReceiver: boolean }
  /** `F.render_prompt` and `F.build_request` of an LLM function. */
  | {
      readonly kind: "derived";
      readonly functionName: string;
      readonly member: "render_prompt" | "build_request";
    }
  /** `baml`, `baml.http`: only a step on the way. */
  | { readonly kind: "namespace"; readonly path: string }
  | { readonly kind: "env"; readonly name: string }
  /** `$watch` */
  | { readonly kind: "watch"; readonly local: Local }
  /** `int`, `map`, `baml.http.Request` and the like. */
  | { readonly kind: "builtinType"; readonly name: string };

export interface LocalMeaning {
  readonly kind: "local";
  readonly local: Local;
  /** How the word uses the local; `write` for the target of an assignment. */
  readonly use: "declare" | "read" | "write";
}

/** A variable of a body; the object is its identity. */
export interface Local {
  readonly name: string;
  readonly kind: "parameter" | "self" | "let" | "loop" | "pattern" | "catch";
  /** The word that declares it. */
  readonly declaration: Token;
  /** Declared or inferred; for a container that started empty, what it holds in the end. */
  readonly type: Type;
  readonly isWatched: boolean;
  /** Where it can be named: from its declaration to the end of its scope. */
  readonly scope: TextRange;
}

export type CheckedPattern =
  | { readonly kind: "wildcard" }
  | { readonly kind: "binding"; readonly local: Local }
  /** A typed binding, or a bare type, which has no local. */
  | { readonly kind: "type"; readonly type: Type; readonly local?: Local }
  | { readonly kind: "literal"; readonly value: LiteralType["value"] | null | FloatPattern }
  | { readonly kind: "variant"; readonly enumName: string; readonly variant: string };

export interface FloatPattern {
  readonly float: number;
}
