/**
 * Operands: what a name, a path or a member stands for. Mostly a value; but a method is
 * only something to call, and a function that is called is known by its declaration.
 */

import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode, Token } from "../syntax/tree";
import type {
  EnvReferenceView,
  ExpressionView,
  MemberView,
  NameView,
  PathView,
} from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { inferExpression } from "./expressions";
import type { Builtin } from "./library/library";
import { operandOfMember } from "./members";
import { operandOfEnvironment, operandOfName } from "./nameOperands";
import { operandOfPath } from "./paths";
import {
  type FieldSignature,
  type FunctionSignature,
  functionKey,
  type TemplateStringSignature,
} from "./signature";
import {
  functionType,
  namedType,
  type ParamType,
  recoveryType,
  stringType,
  type Type,
} from "./type";

export type Operand = ValueOperand | Callee;

export interface ValueOperand {
  readonly kind: "value";
  readonly type: Type;
}

/** Something declared that can be called. */
export interface Callee {
  readonly kind: "callee";
  /** The word that names it. */
  readonly name: Token;
  readonly params: readonly ParamType[];
  readonly returns: Type;
  /** Set for functions and methods of the project. */
  readonly declared?: FunctionSignature;
  /** Set for the methods of a value: those are no values themselves. */
  readonly receiver?: Type;
  /** A field that has the name of the method: what a use without a call means. */
  readonly field?: FieldSignature;
  /** The values of type variables that the receiver decides. */
  readonly variables?: ReadonlyMap<string, Type>;
}

export type OperandView = NameView | PathView | EnvReferenceView | MemberView;

export const brokenOperand: Operand = { kind: "value", type: recoveryType };

export function valueOperand(type: Type): Operand {
  return { kind: "value", type };
}

export function operandOf(c: Checking, view: ExpressionView): Operand {
  switch (view.kind) {
    case "name":
      return operandOfName(c, view);
    case "path":
      return operandOfPath(c, view);
    case "envReference":
      return operandOfEnvironment(c, view);
    case "member":
      return operandOfMember(c, view);
    default:
      return valueOperand(inferExpression(c, view));
  }
}

/** The type of an operand that is used as a value. */
export function typeOfOperand(c: Checking, node: SyntaxNode, operand: Operand): Type {
  if (operand.kind === "value") return operand.type;
  if (operand.field) return typeOfField(c, operand, operand.field);
  if (operand.receiver) {
    c.report(methodAsValue(operand.name));
    return recoveryType;
  }
  c.recordType(node, typeOfCallee(operand));
  return typeOfCallee(operand);
}

function typeOfField(c: Checking, { name, declared }: Callee, field: FieldSignature): Type {
  const owner = declared?.owner;
  c.recordMeaning(name, { kind: "field", ...(owner && { owner }), ...field });
  return field.type;
}

function methodAsValue(name: Token): Diagnostic {
  return {
    code: "E0006",
    severity: "error",
    range: name.range,
    message: `the method \`${name.text}\` must be called`,
    hint: `Write \`${name.text}(…)\`: methods are not values.`,
  };
}

export function typeOfCallee(callee: Callee): Type {
  return functionType(callee.params, callee.returns);
}

export function functionCallee(name: Token, signature: FunctionSignature): Callee {
  const { params, returns } = signature;
  return { kind: "callee", name, params, returns, declared: signature };
}

export function methodCallee(
  name: Token,
  signature: FunctionSignature,
  field: FieldSignature | undefined,
): Callee {
  const receiver = namedType(signature.owner ?? "");
  return { ...functionCallee(name, signature), receiver, ...(field && { field }) };
}

export function templateCallee(name: Token, signature: TemplateStringSignature): Callee {
  return { kind: "callee", name, params: signature.params, returns: stringType };
}

/** A builtin called by its path: a method takes its receiver as the first argument. */
export function builtinCallee(name: Token, builtin: Builtin): Callee {
  const receiver: readonly ParamType[] = builtin.receiver
    ? [{ name: "self", type: builtin.receiver }]
    : [];
  const params = [...receiver, ...builtin.params];
  return { kind: "callee", name, params, returns: builtin.returns };
}

/** The name under which a call of it is found in tables; undefined for builtins and templates. */
export function keyOfCallee(callee: Callee): string | undefined {
  return callee.declared && functionKey(callee.declared);
}
