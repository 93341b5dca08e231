/**
 * Language: from text to meaning. Text becomes a tree, a tree names and types, and all of
 * them diagnostics.
 *
 * Invariant: useful without a compiler, an editor or a run; touches nothing outside.
 */
export { type Analysis, analyze } from "./analysis";
export type { Diagnostic, DiagnosticTag, RelatedPlace } from "./diagnostics";
export type { FileDiagnostic, FileRelatedPlace } from "./fileDiagnostics";
export type { ItemIndex, NamedItem, NamedItemKind, SourceFile } from "./names/itemIndex";
export { itemAt, placeAt, type TreePlace } from "./syntax/placeAt";
export { isTrivia } from "./syntax/tokens";
export {
  inFile,
  type PlacedItem,
  SyntaxNode,
  type SyntaxTree,
  Token,
  textOf,
} from "./syntax/tree";
export { tokensOf } from "./syntax/trivia";
export type { ConfigValueView } from "./syntax/views/config";
export {
  ClassView,
  EnumView,
  FunctionView,
  type ItemView,
  itemView,
  TestView,
} from "./syntax/views/declarations";
export type {
  CheckedItem,
  CheckedPattern,
  FloatPattern,
  Local,
  LocalMeaning,
  Meaning,
} from "./types/checkedItem";
export type { Effects } from "./types/effects";
export type { Environment, NameSpace } from "./types/environment";
export {
  type AliasSignature,
  type ClassSignature,
  type ConstantSignature,
  type DeclaredThrow,
  type EnumSignature,
  type FieldSignature,
  type FunctionSignature,
  functionKey,
  type ItemSignature,
  type TemplateStringSignature,
  type TypeSignature,
  type ValueSignature,
} from "./types/signature";
export type {
  FunctionType,
  ListType,
  LiteralType,
  MapType,
  MediaType,
  NamedType,
  OptionalType,
  ParamType,
  SimpleType,
  Type,
  TypeVariable,
  UnionType,
} from "./types/type";
export { literalText, typeText } from "./types/typeText";
