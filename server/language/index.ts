/**
 * Language: from text to meaning. Text becomes a tree, a tree names and types, and all of
 * them diagnostics.
 *
 * Invariant: useful without a compiler, an editor or a run; touches nothing outside.
 */
export { type Analysis, analyze } from "./analysis";
export { type AttributeContext, namesIn as attributeNamesIn } from "./declarations/attributeTable";
export {
  type ConfigItemKind,
  type ConfigPlace,
  configChoices,
  configKeys,
} from "./declarations/configVocabulary";
export type { Diagnostic, DiagnosticTag, RelatedPlace } from "./diagnostics";
export type { FileDiagnostic, FileRelatedPlace } from "./fileDiagnostics";
export {
  type Formatted,
  type FormattedItems,
  format,
  formatItems,
  type TextEdit,
} from "./formatter/format";
export type { ItemIndex, NamedItem, NamedItemKind, SourceFile } from "./names/itemIndex";
export { parseFile } from "./syntax/parseFile";
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
export {
  AttributeArgumentView,
  AttributeView,
} from "./syntax/views/attributes";
export {
  ConfigArrayView,
  ConfigBlockView,
  ConfigItemView,
  ConfigNumberView,
  type ConfigValueView,
  ConfigWordView,
} from "./syntax/views/config";
export {
  attributesAtEndOf,
  ClassView,
  ClientFieldView,
  ClientView,
  DynamicView,
  EnumView,
  FieldView,
  FunctionView,
  GeneratorView,
  type ItemView,
  itemView,
  LlmBodyView,
  ParameterView,
  PromptFieldView,
  RetryPolicyView,
  TemplateStringView,
  TestView,
  TypeAliasView,
  type TypeBuilderEntryView,
  TypeBuilderView,
  VariantView,
} from "./syntax/views/declarations";
export {
  ArrayView,
  type AssignmentOperator,
  AssignmentView,
  type BinaryOperator,
  BinaryView,
  BlockView,
  CallView,
  CatchArmView,
  CatchClauseView,
  CatchView,
  EntryView,
  EnvReferenceView,
  type ExpressionView,
  expressionView,
  IfView,
  IndexView,
  LiteralView,
  MapView,
  MatchArmView,
  MatchView,
  MemberView,
  NameView,
  ObjectView,
  ParenthesizedView,
  PathView,
  rangeOf,
  SpreadView,
  ThrowView,
  TypeApplicationView,
  type UnaryOperator,
  UnaryView,
} from "./syntax/views/expressions";
export { HeaderView } from "./syntax/views/header";
export {
  flatPatterns,
  type PatternView,
} from "./syntax/views/patterns";
export {
  ForView,
  LetView,
  ReturnView,
  type StatementView,
  WhileView,
} from "./syntax/views/statements";
export {
  JinjaView,
  StringView,
} from "./syntax/views/strings";
export {
  LiteralTypeView,
  NamedTypeView,
  type TypeView,
} from "./syntax/views/types";
export { parseTemplate, parseTemplateExpression } from "./template/parser";
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
  type Builtin,
  builtinAt,
  builtinDocumentation,
  builtinRoots,
  builtinTypeAt,
  namesInNamespace,
} from "./types/library/library";
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
export { membersOfType, staticMethodsOf, type TypeMember } from "./types/typeMembers";
export { builtinTypeNames } from "./types/typeNames";
export { literalText, typeText } from "./types/typeText";
