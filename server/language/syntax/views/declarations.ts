/** Items: classes, enums, aliases, functions, template strings and the config items. */
import {
  childNodes,
  isToken,
  nodeIn,
  nodesIn,
  type SyntaxNode,
  type Token,
  tokenIn,
  tokensIn,
} from "../tree";
import { type AttributeView, attributesIn, blockAttributesIn } from "./attributes";
import { ConfigBlockView } from "./config";
import { documentationOf } from "./documentation";
import { BlockView } from "./expressions";
import { HeaderView } from "./header";
import { LetView } from "./statements";
import { StringView } from "./strings";
import { type TypeView, typeIn } from "./types";

export type ItemView =
  | ClassView
  | EnumView
  | TypeAliasView
  | FunctionView
  | TemplateStringView
  | ClientView
  | RetryPolicyView
  | GeneratorView
  | TestView
  | LetView
  | HeaderView;

export class ClassView {
  readonly kind = "class";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get genericParameters(): readonly Token[] {
    const list = nodeIn(this.syntax, "genericParameters");
    return list ? tokensIn(list, "word") : [];
  }

  get fields(): readonly FieldView[] {
    return nodesIn(this.syntax, "field").map((node) => new FieldView(node));
  }

  get methods(): readonly FunctionView[] {
    return nodesIn(this.syntax, "function").map((node) => new FunctionView(node));
  }

  /** The `@@…` of the class. */
  get attributes(): readonly AttributeView[] {
    return blockAttributesIn(this.syntax);
  }
}

export class FieldView {
  readonly kind = "field";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  /** The field's own: from the first `alias`, `description` or `skip` on. */
  get attributes(): readonly AttributeView[] {
    return attributesIn(this.syntax);
  }

  /** All behind the type: those of the type's end first, then the field's own. */
  get allAttributes(): readonly AttributeView[] {
    return [...attributesAtEndOf(this.type), ...this.attributes];
  }
}

export class EnumView {
  readonly kind = "enum";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get variants(): readonly VariantView[] {
    return nodesIn(this.syntax, "variant").map((node) => new VariantView(node));
  }

  get attributes(): readonly AttributeView[] {
    return blockAttributesIn(this.syntax);
  }
}

export class VariantView {
  readonly kind = "variant";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get attributes(): readonly AttributeView[] {
    return attributesIn(this.syntax);
  }
}

export class TypeAliasView {
  readonly kind = "typeAlias";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  /** The word behind `type`. */
  get name(): Token | undefined {
    return tokensIn(this.syntax, "word")[1];
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  /** The alias's own: from the first `alias`, `description` or `skip` on. */
  get attributes(): readonly AttributeView[] {
    return attributesIn(this.syntax);
  }

  /** All behind the type: those of the type's end first, then the alias's own. */
  get allAttributes(): readonly AttributeView[] {
    return [...attributesAtEndOf(this.type), ...this.attributes];
  }
}

/** A function of either kind, or a method. */
export class FunctionView {
  readonly kind = "function";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get parameters(): readonly ParameterView[] {
    return parametersIn(this.syntax);
  }

  get returnType(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  get throws(): ThrowsView | undefined {
    const node = nodeIn(this.syntax, "throws");
    return node && new ThrowsView(node);
  }

  get body(): LlmBodyView | BlockView | undefined {
    return this.llmBody ?? this.block;
  }

  /** The body of an LLM function: `client` and `prompt`. */
  get llmBody(): LlmBodyView | undefined {
    const node = nodeIn(this.syntax, "llmBody");
    return node && new LlmBodyView(node);
  }

  /** The body of an expression function. */
  get block(): BlockView | undefined {
    const node = nodeIn(this.syntax, "block");
    return node && new BlockView(node);
  }

  get isLlm(): boolean {
    return nodeIn(this.syntax, "llmBody") !== undefined;
  }
}

export class ParameterView {
  readonly kind = "parameter";
  constructor(readonly syntax: SyntaxNode) {}

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }

  /** True for a bare `self`; only the first one of a method means the receiver. */
  get isSelf(): boolean {
    return this.name?.text === "self" && this.type === undefined;
  }
}

/** `throws T` */
export class ThrowsView {
  readonly kind = "throws";
  constructor(readonly syntax: SyntaxNode) {}

  get type(): TypeView | undefined {
    return typeIn(this.syntax);
  }
}

export class LlmBodyView {
  readonly kind = "llmBody";
  constructor(readonly syntax: SyntaxNode) {}

  /** The first one; another was reported. */
  get client(): ClientFieldView | undefined {
    const node = nodeIn(this.syntax, "clientField");
    return node && new ClientFieldView(node);
  }

  get prompt(): PromptFieldView | undefined {
    const node = nodeIn(this.syntax, "promptField");
    return node && new PromptFieldView(node);
  }

  /** None belongs here (E0040). */
  get typeBuilders(): readonly TypeBuilderView[] {
    return nodesIn(this.syntax, "typeBuilder").map((node) => new TypeBuilderView(node));
  }
}

/** `client GPT4`, `client "openai/gpt-4o"` or `client openai/gpt-4o` */
export class ClientFieldView {
  readonly kind = "clientField";
  constructor(readonly syntax: SyntaxNode) {}

  /** A `string`, or a `clientWord` with all that stands on its line. */
  get valueToken(): Token | undefined {
    return (
      tokenIn(this.syntax, "clientWord") ??
      tokenIn(this.syntax, "string") ??
      tokenIn(this.syntax, "rawString")
    );
  }

  /** The name or the `provider/model`, without quotes. */
  get value(): string | undefined {
    const token = this.valueToken;
    return token && token.kind !== "clientWord" ? new StringView(token).value : token?.text;
  }
}

export class PromptFieldView {
  readonly kind = "promptField";
  constructor(readonly syntax: SyntaxNode) {}

  /** Quoted in old code; raw strings are what is wanted (V117). */
  get string(): StringView | undefined {
    return stringIn(this.syntax);
  }
}

export class TemplateStringView {
  readonly kind = "templateString";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get parameters(): readonly ParameterView[] {
    return parametersIn(this.syntax);
  }

  get string(): StringView | undefined {
    return stringIn(this.syntax);
  }
}

export class ClientView {
  readonly kind = "client";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  /** `llm` in `client<llm> Name`. */
  get clientType(): Token | undefined {
    const list = nodeIn(this.syntax, "genericParameters");
    return list && tokenIn(list, "word");
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get block(): ConfigBlockView | undefined {
    return configBlockIn(this.syntax);
  }
}

export class RetryPolicyView {
  readonly kind = "retryPolicy";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get block(): ConfigBlockView | undefined {
    return configBlockIn(this.syntax);
  }
}

export class GeneratorView {
  readonly kind = "generator";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get block(): ConfigBlockView | undefined {
    return configBlockIn(this.syntax);
  }
}

export class TestView {
  readonly kind = "test";
  constructor(readonly syntax: SyntaxNode) {}

  get documentation(): string | undefined {
    return documentationOf(this.syntax);
  }

  get name(): Token | undefined {
    return tokenIn(this.syntax, "word");
  }

  get block(): ConfigBlockView | undefined {
    return configBlockIn(this.syntax);
  }
}

export class TypeBuilderView {
  readonly kind = "typeBuilder";
  constructor(readonly syntax: SyntaxNode) {}

  get keyword(): Token {
    return tokenIn(this.syntax, "type_builder")!;
  }

  get entries(): readonly TypeBuilderEntryView[] {
    return childNodes(this.syntax).flatMap((node) => {
      if (node.kind === "dynamic") return new DynamicView(node);
      const view = itemView(node);
      return view?.kind === "class" || view?.kind === "enum" || view?.kind === "typeAlias"
        ? view
        : [];
    });
  }
}

export type TypeBuilderEntryView = ClassView | EnumView | TypeAliasView | DynamicView;

/** `dynamic class Person { … }` in a `type_builder` */
export class DynamicView {
  readonly kind = "dynamic";
  constructor(readonly syntax: SyntaxNode) {}

  get declaration(): ClassView | EnumView | undefined {
    for (const node of childNodes(this.syntax)) {
      const view = itemView(node);
      if (view?.kind === "class" || view?.kind === "enum") return view;
    }
    return undefined;
  }
}

/** The view of an item's node; undefined for an `error` node. */
export function itemView(node: SyntaxNode): ItemView | undefined {
  switch (node.kind) {
    case "class":
      return new ClassView(node);
    case "enum":
      return new EnumView(node);
    case "typeAlias":
      return new TypeAliasView(node);
    case "function":
      return new FunctionView(node);
    case "templateString":
      return new TemplateStringView(node);
    case "client":
      return new ClientView(node);
    case "retryPolicy":
      return new RetryPolicyView(node);
    case "generator":
      return new GeneratorView(node);
    case "test":
      return new TestView(node);
    case "let":
      return new LetView(node);
    case "header":
      return new HeaderView(node);
    default:
      return undefined;
  }
}

/** Attributes that end a type as written: of the last member of a union. */
export function attributesAtEndOf(type: TypeView | undefined): readonly AttributeView[] {
  if (type?.kind === "attributedType") return type.attributes;
  if (type?.kind === "unionType") return attributesAtEndOf(type.members.at(-1));
  return [];
}

function parametersIn(node: SyntaxNode): readonly ParameterView[] {
  const list = nodeIn(node, "parameters");
  return list ? nodesIn(list, "parameter").map((child) => new ParameterView(child)) : [];
}

function configBlockIn(node: SyntaxNode): ConfigBlockView | undefined {
  const block = nodeIn(node, "configBlock");
  return block && new ConfigBlockView(block);
}

/** The string of a prompt or a template, the key's word left out. */
function stringIn(node: SyntaxNode): StringView | undefined {
  const token = node.children.find(
    (child) => isToken(child) && (child.kind === "rawString" || child.kind === "string"),
  );
  return token && isToken(token) ? new StringView(token) : undefined;
}
