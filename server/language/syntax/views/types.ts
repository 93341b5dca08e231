/** Types as written: unions, postfixes, names, literals, functions. */
import type { TextRange } from "../../../base";
import {
  childNodes,
  nodeIn,
  nodesIn,
  type SyntaxNode,
  type Token,
  tokenIn,
  tokensIn,
} from "../tree";
import { type AttributeView, attributesIn } from "./attributes";
import { StringView } from "./strings";

export type TypeView =
  | UnionTypeView
  | ListTypeView
  | OptionalTypeView
  | AttributedTypeView
  | NamedTypeView
  | LiteralTypeView
  | FunctionTypeView
  | ParenthesizedTypeView;

/** `A | B`; has two members or more, fewer in broken text. */
export class UnionTypeView {
  readonly kind = "unionType";
  constructor(readonly syntax: SyntaxNode) {}

  get members(): readonly TypeView[] {
    return typesIn(this.syntax);
  }
}

/** `T[]` */
export class ListTypeView {
  readonly kind = "listType";
  constructor(readonly syntax: SyntaxNode) {}

  get element(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

/** `T?` */
export class OptionalTypeView {
  readonly kind = "optionalType";
  constructor(readonly syntax: SyntaxNode) {}

  get inner(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

/** `T @check(…)`: never `alias`, `description` or `skip`, which belong to the field. */
export class AttributedTypeView {
  readonly kind = "attributedType";
  constructor(readonly syntax: SyntaxNode) {}

  get inner(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  get attributes(): readonly AttributeView[] {
    return attributesIn(this.syntax);
  }
}

/** `int`, `Person`, `map<string, int>`, `baml.http.Request` */
export class NamedTypeView {
  readonly kind = "namedType";
  constructor(readonly syntax: SyntaxNode) {}

  get segments(): readonly Token[] {
    return tokensIn(this.syntax, "word");
  }

  /** With its dots. */
  get name(): string {
    return this.segments.map((segment) => segment.text).join(".");
  }

  /** The name without the type arguments. */
  get nameRange(): TextRange {
    const { segments } = this;
    const last = segments[segments.length - 1];
    return { start: this.syntax.start, end: last?.end ?? this.syntax.end };
  }

  /** The arguments with their brackets; undefined for a bare name. */
  get argumentList(): SyntaxNode | undefined {
    return nodeIn(this.syntax, "typeArguments");
  }

  get arguments(): readonly TypeView[] {
    const list = this.argumentList;
    return list ? typesIn(list) : [];
  }
}

/** `"draft"`, `7`, `true` */
export class LiteralTypeView {
  readonly kind = "literalType";
  constructor(readonly syntax: SyntaxNode) {}

  get string(): StringView | undefined {
    const token = tokenIn(this.syntax, "string") ?? tokenIn(this.syntax, "rawString");
    return token && new StringView(token);
  }

  /** With its sign: `-5`. */
  get int(): string | undefined {
    const digits = tokenIn(this.syntax, "int")?.text;
    return digits && tokenIn(this.syntax, "-") ? `-${digits}` : digits;
  }

  /** A literal that no type may be; it is reported where it is parsed. */
  get float(): Token | undefined {
    return tokenIn(this.syntax, "float");
  }

  /** `true` or `false` */
  get bool(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }
}

/** `(x: int, string) -> bool` */
export class FunctionTypeView {
  readonly kind = "functionType";
  constructor(readonly syntax: SyntaxNode) {}

  get parameters(): readonly FunctionTypeParameterView[] {
    return functionTypeParametersIn(this.syntax);
  }

  get result(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

export class FunctionTypeParameterView {
  readonly kind = "functionTypeParameter";
  constructor(readonly syntax: SyntaxNode) {}

  /** Documentation only. */
  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

/** `(T)`; with several members it was reported, and stands for their union. */
export class ParenthesizedTypeView {
  readonly kind = "parenthesizedType";
  constructor(readonly syntax: SyntaxNode) {}

  get members(): readonly TypeView[] {
    return functionTypeParametersIn(this.syntax).flatMap((member) => member.type ?? []);
  }
}

/** The view of a node, when it is a type. */
export function typeView(node: SyntaxNode): TypeView | undefined {
  switch (node.kind) {
    case "unionType":
      return new UnionTypeView(node);
    case "listType":
      return new ListTypeView(node);
    case "optionalType":
      return new OptionalTypeView(node);
    case "attributedType":
      return new AttributedTypeView(node);
    case "namedType":
      return new NamedTypeView(node);
    case "literalType":
      return new LiteralTypeView(node);
    case "functionType":
      return new FunctionTypeView(node);
    case "parenthesizedType":
      return new ParenthesizedTypeView(node);
    default:
      return undefined;
  }
}

/** The first type directly below a node. */
export function typeIn(node: SyntaxNode): TypeView | undefined {
  for (const child of childNodes(node)) {
    const view = typeView(child);
    if (view) return view;
  }
  return undefined;
}

export function typesIn(node: SyntaxNode): readonly TypeView[] {
  return childNodes(node).flatMap((child) => typeView(child) ?? []);
}

function functionTypeParametersIn(node: SyntaxNode): readonly FunctionTypeParameterView[] {
  return nodesIn(node, "functionTypeParameter").map(
    (child) => new FunctionTypeParameterView(child),
  );
}
