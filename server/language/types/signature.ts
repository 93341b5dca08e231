/**
 * Signatures: what other items can see of an item. Never a body, never a range.
 *
 * Invariant: plain data, worked out from the item's own syntax and nothing else. An edit
 * that leaves a signature as it was concerns no other item.
 */
import type { ParamType, Type } from "./type";

export type ItemSignature =
  | ClassSignature
  | EnumSignature
  | AliasSignature
  | FunctionSignature
  | TemplateStringSignature
  | ConstantSignature;

/** What a type's name can stand for. */
export type TypeSignature = ClassSignature | EnumSignature | AliasSignature;

/** What a name in an expression can stand for, beside locals, enums and classes. */
export type ValueSignature = FunctionSignature | TemplateStringSignature | ConstantSignature;

export interface ClassSignature {
  readonly kind: "class";
  readonly name: string;
  /** In the order of declaration. Of a repeated name the first one counts. */
  readonly fields: readonly FieldSignature[];
  readonly methods: readonly FunctionSignature[];
  /** Some field, or the class itself, has a `@check`. */
  readonly hasCheck?: true;
  /** Has parameters, as in `class Box<T>`; inside, `T` is `unknown`. */
  readonly isGeneric: boolean;
  readonly isDynamic: boolean;
  /** Set for builtin classes that no constructor makes. */
  readonly isOpaque?: true;
}

export interface FieldSignature {
  readonly name: string;
  readonly type: Type;
}

export interface EnumSignature {
  readonly kind: "enum";
  readonly name: string;
  readonly variants: readonly string[];
  readonly isDynamic: boolean;
}

export interface AliasSignature {
  readonly kind: "alias";
  readonly name: string;
  readonly type: Type;
  readonly hasCheck?: true;
}

/** A function of either kind, or a method. */
export interface FunctionSignature {
  readonly kind: "function";
  readonly name: string;
  /** The class of a method. */
  readonly owner?: string;
  /** True for a method that is called on an instance: its first parameter is a bare `self`. */
  readonly hasReceiver: boolean;
  readonly isLlm: boolean;
  /** Without the receiver. */
  readonly params: readonly ParamType[];
  readonly returns: Type;
  /** What the `throws` clause lists; undefined without a clause. */
  readonly throws?: readonly DeclaredThrow[];
}

export type DeclaredThrow =
  | { readonly kind: "type"; readonly type: Type }
  | { readonly kind: "variant"; readonly enumName: string; readonly variant: string };

export interface TemplateStringSignature {
  readonly kind: "templateString";
  readonly name: string;
  readonly params: readonly ParamType[];
}

/** A `let` at the top level. */
export interface ConstantSignature {
  readonly kind: "constant";
  readonly name: string;
  /** The annotation; without one the type is inferred, see `Environment.constantType`. */
  readonly type?: Type;
}

/** How a function is named in tables: `Parse`, or `Person.greet`. */
export function functionKey(signature: FunctionSignature): string {
  return signature.owner === undefined ? signature.name : `${signature.owner}.${signature.name}`;
}
