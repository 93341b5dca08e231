/**
 * The words in which the standard library is written down: one `builtin` a function.
 *
 * Invariant: signatures only. What a builtin does is known to the machine, by its path.
 */
import type { EnumSignature, FieldSignature } from "../signature";
import type { ParamType, Type } from "../type";

export interface Builtin {
  /** `baml.Array.push`, `env.get`, `image.from_url`: how the machine finds it. */
  readonly path: string;
  /** The type it is called on as `xs.push(…)`; `baml.Array.push(xs, …)` works as well. */
  readonly receiver?: Type;
  /** Without the receiver. */
  readonly params: readonly ParamType[];
  readonly returns: Type;
  /** One or two sentences of Markdown. */
  readonly documentation: string;
}

export interface BuiltinClass {
  /** `baml.http.Request` */
  readonly name: string;
  readonly fields: readonly FieldSignature[];
  /** True when programs may write a constructor for it. */
  readonly isConstructible: boolean;
  readonly documentation: string;
}

export interface BuiltinEnum extends Pick<EnumSignature, "name" | "variants"> {
  readonly documentation: string;
}

/** A parameter list: `{ start: intType, end: intType }`. */
export type Params = Readonly<Record<string, Type>>;

export function builtin(path: string, params: Params, returns: Type, text: string): Builtin {
  return { path, params: paramsOf(params), returns, documentation: text };
}

/** Makes builtins that are methods of one type. */
export function methodsOf(namespace: string, receiver: Type) {
  return (name: string, params: Params, returns: Type, text: string): Builtin => ({
    ...builtin(`${namespace}.${name}`, params, returns, text),
    receiver,
  });
}

export function field(name: string, type: Type): FieldSignature {
  return { name, type };
}

function paramsOf(params: Params): readonly ParamType[] {
  return Object.entries(params).map(([name, type]) => ({ name, type }));
}
