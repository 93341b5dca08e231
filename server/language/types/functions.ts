/** Functions and methods: their signatures as written, and their bodies. */
import type { Diagnostic } from "../diagnostics";
import type { FunctionView, ParameterView } from "../syntax/views/declarations";
import type { BlockView } from "../syntax/views/expressions";
import type { TypeView } from "../syntax/views/types";
import { blockOf } from "./blocks";
import { type Body, type Checking, newBody } from "./checking";
import { canBeNull, membersOf } from "./expand";
import { checkExpression } from "./expressions";
import { lowerType } from "./lowerType";
import { recordVariant } from "./paths";
import type { Required } from "./requirement";
import type { FunctionSignature } from "./signature";
import { functionKey } from "./signature";
import { receiverOf, throwMembers } from "./signatures";
import { checkLocalName } from "./statements";
import { checkContract } from "./throws";
import { namedType, type Type } from "./type";
import { typeText } from "./typeText";
import { checkType, recordTypeName } from "./writtenTypes";

/** Checks a function; answers what was collected of its body. */
export function checkFunction(c: Checking, view: FunctionView, signature: FunctionSignature): Body {
  const { returnType, throws, block } = view;
  const key = functionKey(signature);
  const returns: Required = {
    type: signature.returns,
    ...(returnType && { annotation: returnType.syntax.range }),
  };
  return c.inBody(newBody(key, returns), () => {
    c.inScope(view.syntax, () => {
      declareParameters(c, view, signature);
      checkType(c, returnType);
      checkThrowsClause(c, throws?.type);
      if (block) checkBody(c, block, returns);
      else if (returnType) checkLlmReturn(c, returnType, signature.returns);
    });
    if (throws && signature.throws && block) {
      checkContract(c, throws, signature.throws, c.body.thrown);
    }
  });
}

function declareParameters(c: Checking, view: FunctionView, signature: FunctionSignature): void {
  const receiver = signature.hasReceiver ? receiverOf(view) : undefined;
  for (const parameter of view.parameters) {
    if (parameter.syntax === receiver?.syntax) declareReceiver(c, parameter, signature);
    else declareParameter(c, parameter, view);
  }
}

function declareReceiver(
  c: Checking,
  { name }: ParameterView,
  { owner = "" }: FunctionSignature,
): void {
  if (name) c.declare(name, { kind: "self", type: namedType(owner), isWatched: false });
}

function declareParameter(c: Checking, parameter: ParameterView, view: FunctionView): void {
  checkType(c, parameter.type);
  const { name } = parameter;
  if (!name) return;
  if (view.block && !parameter.isSelf) checkLocalName(c, name);
  const type = lowerType(parameter.type, c.typeParameters);
  c.declare(name, { kind: "parameter", type, isWatched: false });
}

/** A clause may name variants beside types. */
function checkThrowsClause(c: Checking, type: TypeView | undefined): void {
  for (const member of throwMembers(type)) {
    const [enumName, variant, ...rest] = member.kind === "namedType" ? member.segments : [];
    const declared =
      variant && rest.length === 0 ? c.environment.typeNamed(enumName!.text) : undefined;
    if (declared?.kind === "enum") {
      recordTypeName(c, [enumName!], enumName!.text);
      recordVariant(c, declared, variant!);
    } else {
      checkType(c, member);
    }
  }
}

/** The body is checked against the return type, and must not end without a value (4.7). */
function checkBody(c: Checking, block: BlockView, returns: Required): void {
  const type = blockOf(c, block, (tail) => checkExpression(c, tail, returns));
  const isMissing = type.kind === "void" && returns.type.kind !== "void";
  if (isMissing && !canBeNull(c.environment, returns.type)) {
    c.report(missingReturn(block, returns.type));
  }
}

function missingReturn(block: BlockView, type: Type): Diagnostic {
  const last = block.statements.findLast((statement) => statement.kind !== "header");
  const canDrop = last?.kind === "expressionStatement" && last.hasSemicolon;
  return {
    code: "E0029",
    severity: "error",
    range: block.syntax.range,
    message: `missing return expression, expects \`${typeText(type)}\``,
    hint: canDrop
      ? "Leave out the last `;` to return that value."
      : "End the body with an expression without `;`, or with `return …`.",
  };
}

/** No model can reply with a medium (4.15). */
function checkLlmReturn(c: Checking, view: TypeView, returns: Type): void {
  const hasMedia = membersOf(c.environment, returns).some(({ kind }) => kind === "media");
  if (hasMedia) c.report(mediaReturn(view, returns));
}

function mediaReturn(view: TypeView, returns: Type): Diagnostic {
  return {
    code: "media-return",
    severity: "warning",
    range: view.syntax.range,
    message: `no reply of a model can be read as \`${typeText(returns)}\``,
    hint: "Let the model return a URL or a description as a `string`.",
  };
}
