/**
 * The kinds of nodes, an area of the language each.
 *
 * Invariant: no kind of node is called as a piece of punctuation is, but some share the
 * name of a keyword: whether an element is a token is asked of the element.
 */
const itemKinds = [
  "class",
  "enum",
  "function",
  "typeAlias",
  "client",
  "retryPolicy",
  "templateString",
  "test",
  "generator",
  "let",
  "header",
  "error",
] as const;

const declarationPartKinds = [
  "genericParameters",
  "field",
  "variant",
  "parameters",
  "parameter",
  "throws",
  "llmBody",
  "clientField",
  "promptField",
  "typeBuilder",
  "dynamic",
  "attribute",
  "blockAttribute",
  "attributeArguments",
  "attributeArgument",
] as const;

const configKinds = [
  "configBlock",
  "configItem",
  "configArray",
  "configWord",
  "configNumber",
] as const;

const typeKinds = [
  "unionType",
  "listType",
  "optionalType",
  "attributedType",
  "namedType",
  "literalType",
  "functionType",
  "parenthesizedType",
] as const;

const typePartKinds = ["typeArguments", "functionTypeParameter"] as const;

const statementPartKinds = ["forUpdate"] as const;

const statementKinds = [
  "let",
  "return",
  "assert",
  "while",
  "for",
  "break",
  "continue",
  "expressionStatement",
  "emptyStatement",
  "header",
] as const;

const expressionKinds = [
  "literal",
  "name",
  "path",
  "envReference",
  "parenthesized",
  "array",
  "map",
  "block",
  "if",
  "match",
  "throw",
  "call",
  "typeApplication",
  "index",
  "member",
  "object",
  "catch",
  "unary",
  "binary",
  "assignment",
] as const;

const expressionPartKinds = [
  "mapEntry",
  "objectField",
  "spread",
  "arguments",
  "matchArm",
  "catchClause",
  "catchArm",
] as const;

const patternKinds = [
  "unionPattern",
  "parenthesizedPattern",
  "literalPattern",
  "variantPattern",
  "typedPattern",
  "namePattern",
] as const;

/** Every kind once; some are items as well as statements. */
export const nodeKinds: readonly NodeKind[] = [
  ...new Set([
    ...itemKinds,
    ...declarationPartKinds,
    ...configKinds,
    ...typeKinds,
    ...typePartKinds,
    ...statementPartKinds,
    ...statementKinds,
    ...expressionKinds,
    ...expressionPartKinds,
    ...patternKinds,
  ]),
];

export type ItemKind = (typeof itemKinds)[number];
export type DeclarationPartKind = (typeof declarationPartKinds)[number];
export type ConfigKind = (typeof configKinds)[number];
export type TypeKind = (typeof typeKinds)[number];
export type TypePartKind = (typeof typePartKinds)[number];
export type StatementPartKind = (typeof statementPartKinds)[number];
export type StatementKind = (typeof statementKinds)[number];
export type ExpressionKind = (typeof expressionKinds)[number];
export type ExpressionPartKind = (typeof expressionPartKinds)[number];
export type PatternKind = (typeof patternKinds)[number];

export type NodeKind =
  | ItemKind
  | DeclarationPartKind
  | ConfigKind
  | TypeKind
  | TypePartKind
  | StatementPartKind
  | StatementKind
  | ExpressionKind
  | ExpressionPartKind
  | PatternKind;
