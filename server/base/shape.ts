/**
 * Shapes: types as they are needed at run time, to check arguments, to describe a
 * return type to a model, to parse its reply and to make up a simulated one.
 *
 * Invariant: a shape is plain data and knows no syntax. Type aliases are expanded,
 * except recursive ones, which stay as a name into `Shapes`.
 */
import type { TemplateExpression } from "./template";
import type { MediaKind } from "./value";

export type Shape = ShapeForm & ShapeMarks;

export type ShapeForm =
  | { readonly kind: "int" | "float" | "string" | "bool" | "null" }
  | { readonly kind: "literal"; readonly value: string | number | bigint | boolean }
  | { readonly kind: "media"; readonly media: MediaKind }
  /** Names into `Shapes`; an alias only when it is recursive. */
  | { readonly kind: "class" | "enum" | "alias"; readonly name: string }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "map"; readonly key: Shape; readonly value: Shape }
  /** `T?`. As written: `T | null` is a union. */
  | { readonly kind: "optional"; readonly inner: Shape }
  /** As written, flattened, without exact duplicates; may hold `null`. */
  | { readonly kind: "union"; readonly members: readonly Shape[] }
  | { readonly kind: "function"; readonly params: readonly Shape[]; readonly returns: Shape }
  /** Accepts everything: `unknown`, and what could not be resolved. */
  | { readonly kind: "unknown" };

/** What attributes add to one use of a type. */
export interface ShapeMarks {
  /** In textual order. */
  readonly constraints?: readonly Constraint[];
  readonly stream?: StreamMarks;
}

export interface StreamMarks {
  readonly done?: boolean;
  readonly notNull?: boolean;
  readonly withState?: boolean;
}

export interface Constraint {
  readonly kind: "assert" | "check";
  readonly label?: string;
  /** The text between `{{` and `}}`, trimmed. */
  readonly source: string;
  /** Missing when the text did not parse: then evaluating it fails. */
  readonly expression?: TemplateExpression;
}

/** Every named type of a project, in declaration order (files by path, then by place). */
export interface Shapes {
  readonly classes: Readonly<Record<string, ClassShape>>;
  readonly enums: Readonly<Record<string, EnumShape>>;
  /** Recursive aliases only. */
  readonly aliases: Readonly<Record<string, Shape>>;
}

export interface ClassShape {
  readonly name: string;
  readonly alias?: string;
  readonly description?: string;
  readonly fields: readonly FieldShape[];
  /** `@@assert` and `@@check`. */
  readonly constraints: readonly Constraint[];
  readonly stream?: StreamMarks;
  readonly dynamic: boolean;
}

export interface FieldShape {
  readonly name: string;
  readonly alias?: string;
  readonly description?: string;
  readonly skip: boolean;
  /** Field attributes such as `@assert` and `@stream.done` stand on the shape. */
  readonly shape: Shape;
}

export interface EnumShape {
  readonly name: string;
  readonly alias?: string;
  readonly description?: string;
  readonly values: readonly EnumValueShape[];
  readonly dynamic: boolean;
}

export interface EnumValueShape {
  readonly name: string;
  readonly alias?: string;
  /** An empty description is a description. */
  readonly description?: string;
  readonly skip: boolean;
}
