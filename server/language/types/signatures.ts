/** Signatures from syntax: each worked out once for a node, and remembered by it. */
import { unreachable } from "../../base";
import { childNodes, type SyntaxNode } from "../syntax/tree";
import { AttributeView } from "../syntax/views/attributes";
import {
  type ClassView,
  type EnumView,
  type FunctionView,
  itemView,
  type ParameterView,
  type TemplateStringView,
  type ThrowsView,
  type TypeAliasView,
} from "../syntax/views/declarations";
import type { LetView } from "../syntax/views/statements";
import type { TypeView } from "../syntax/views/types";
import { lowerType, type TypeParameters } from "./lowerType";
import type {
  AliasSignature,
  ClassSignature,
  ConstantSignature,
  DeclaredThrow,
  EnumSignature,
  FunctionSignature,
  ItemSignature,
  TemplateStringSignature,
  TypeSignature,
} from "./signature";
import type { ParamType } from "./type";

/** Undefined for items that no type or value is named after, such as clients. */
export function signatureOf(item: SyntaxNode): ItemSignature | undefined {
  if (!signatures.has(item)) signatures.set(item, newSignature(item));
  return signatures.get(item);
}

const signatures = new WeakMap<SyntaxNode, ItemSignature | undefined>();

function newSignature(item: SyntaxNode): ItemSignature | undefined {
  const view = itemView(item);
  switch (view?.kind) {
    case "class":
    case "enum":
    case "typeAlias":
      return typeSignature(view);
    case "function":
      return functionSignature(view);
    case "templateString":
      return templateStringSignature(view);
    case "let":
      return constantSignature(view);
    default:
      return undefined;
  }
}

export function typeSignature(view: ClassView | EnumView | TypeAliasView): TypeSignature {
  switch (view.kind) {
    case "class":
      return classSignature(view);
    case "enum":
      return enumSignature(view);
    case "typeAlias":
      return aliasSignature(view);
    default:
      return unreachable(view, "named type");
  }
}

function classSignature(view: ClassView): ClassSignature {
  const name = view.name?.text ?? "";
  const typeParameters = typeParametersOf(view);
  return {
    kind: "class",
    name,
    fields: view.fields.flatMap((field) => {
      if (!field.name) return [];
      return { name: field.name.text, type: lowerType(field.type, typeParameters) };
    }),
    methods: view.methods.flatMap((method) =>
      method.name ? functionSignature(method, { owner: name, typeParameters }) : [],
    ),
    isGeneric: 0 < typeParameters.size,
    isDynamic: view.attributes.some((attribute) => attribute.name === "dynamic"),
    ...(classHasCheck(view) && { hasCheck: true }),
  };
}

/** Values with checks cannot be parameters, so others must know. */
function classHasCheck(view: ClassView): boolean {
  return (
    view.attributes.some((attribute) => attribute.name === "check") ||
    view.fields.some((field) => writesCheck(field.syntax))
  );
}

function writesCheck(node: SyntaxNode): boolean {
  if (node.kind === "attribute") return new AttributeView(node).name === "check";
  return childNodes(node).some(writesCheck);
}

export function typeParametersOf(view: ClassView): TypeParameters {
  return new Set(view.genericParameters.map((token) => token.text));
}

function enumSignature(view: EnumView): EnumSignature {
  return {
    kind: "enum",
    name: view.name?.text ?? "",
    variants: [...new Set(view.variants.flatMap((variant) => variant.name?.text ?? []))],
    isDynamic: view.attributes.some((attribute) => attribute.name === "dynamic"),
  };
}

function aliasSignature(view: TypeAliasView): AliasSignature {
  return {
    kind: "alias",
    name: view.name?.text ?? "",
    type: lowerType(view.type),
    ...(writesCheck(view.syntax) && { hasCheck: true }),
  };
}

interface Owner {
  readonly owner: string;
  readonly typeParameters: TypeParameters;
}

export function functionSignature(view: FunctionView, method?: Owner): FunctionSignature {
  const hasReceiver = method !== undefined && receiverOf(view) !== undefined;
  const params = hasReceiver ? view.parameters.slice(1) : view.parameters;
  return {
    kind: "function",
    name: view.name?.text ?? "",
    ...(method && { owner: method.owner }),
    hasReceiver,
    isLlm: view.isLlm,
    params: params.map((param) => paramType(param, method?.typeParameters)),
    returns: lowerType(view.returnType, method?.typeParameters),
    ...(view.throws && { throws: declaredThrows(view.throws) }),
  };
}

/** The `self` that a method is called on. */
export function receiverOf(method: FunctionView): ParameterView | undefined {
  const [first] = method.parameters;
  return first?.isSelf ? first : undefined;
}

function paramType(view: ParameterView, typeParameters?: TypeParameters): ParamType {
  return { name: view.name?.text ?? "", type: lowerType(view.type, typeParameters) };
}

function declaredThrows(view: ThrowsView): readonly DeclaredThrow[] {
  return throwMembers(view.type).map((member) => declaredThrow(member));
}

/** The parts of a `throws` clause that are read on their own: `Errors.Lost` is a variant there. */
export function throwMembers(type: TypeView | undefined): readonly TypeView[] {
  switch (type?.kind) {
    case "unionType":
    case "parenthesizedType":
      return type.members.flatMap(throwMembers);
    default:
      return type ? [type] : [];
  }
}

/** Builtin types have a namespace too; of those only classes can be thrown. */
function declaredThrow(view: TypeView): DeclaredThrow {
  if (
    view.kind === "namedType" &&
    view.segments.length === 2 &&
    view.segments[0]!.text !== "baml"
  ) {
    const [enumName, variant] = view.segments;
    return { kind: "variant", enumName: enumName!.text, variant: variant!.text };
  }
  return { kind: "type", type: lowerType(view) };
}

export function templateStringSignature(view: TemplateStringView): TemplateStringSignature {
  return {
    kind: "templateString",
    name: view.name?.text ?? "",
    params: view.parameters.map((param) => paramType(param)),
  };
}

function constantSignature(view: LetView): ConstantSignature {
  const name = view.name?.text ?? "";
  return view.type
    ? { kind: "constant", name, type: lowerType(view.type) }
    : { kind: "constant", name };
}
