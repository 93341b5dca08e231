/**
 * Base: the words that every room speaks. Types and a few pure functions.
 *
 * Invariant: imports nothing, touches nothing.
 */
export type {
  AttemptError,
  AttemptRawRequest,
  AttemptRawResponse,
  AttemptRecord,
  AttemptRequest,
  AttemptResponse,
  AttemptStreamEvent,
  CallErrorKind,
  ChatMessage,
  ChatPart,
  Origin,
  TokenUsage,
} from "./attempt";
export { type CallError, CallFailure, callFailure, cancelled, errorTypes } from "./callError";
export type {
  ClientSpec,
  ConfigValue,
  LlmCatalog,
  LlmFunction,
  Param,
  RetryPolicySpec,
  TemplateString,
} from "./client";
export {
  type Cost,
  costOf,
  type ModelPrice,
  type PricedAttempt,
  totalCosts,
} from "./cost";
export type {
  ClassShape,
  Constraint,
  EnumShape,
  EnumValueShape,
  FieldShape,
  Shape,
  ShapeForm,
  ShapeMarks,
  Shapes,
  StreamMarks,
} from "./shape";
export type {
  Template,
  TemplateArgument,
  TemplateComparison,
  TemplateError,
  TemplateExpression,
  TemplateExpressionForm,
  TemplateFilter,
  TemplateNode,
  TemplateOperator,
  TemplateParam,
  TemplateTarget,
} from "./template";
export {
  LineIndex,
  type LinePosition,
  type LineRange,
  type SourceSpan,
  shifted,
  type TextRange,
  textRange,
  touches,
} from "./text";
export { unreachable } from "./unreachable";
export {
  type CheckedValue,
  type CheckResult,
  type FloatValue,
  float,
  type InstanceValue,
  intFromBigint,
  isTagged,
  type MapValue,
  type MediaKind,
  type MediaValue,
  map,
  type OpaqueValue,
  type TruncatedValue,
  unchecked,
  type Value,
  type VariantValue,
} from "./value";
export { floatText, valueJson, valuePreview } from "./valueText";
export { version } from "./version";
export { counted, countText, durationText, sizeText } from "./wording";
