/**
 * Calls: the number of arguments, each argument against its parameter, and what the call
 * itself is: the result, or `never` when the callee does not return (4.5, 4.14).
 */
import type { Diagnostic } from "../diagnostics";
import type { CallView, ExpressionView } from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { growByCall } from "./emptyContainers";
import { expanded } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { diverge } from "./flow";
import { Generics } from "./generics";
import { type Callee, keyOfCallee, type Operand, operandOf, typeOfCallee } from "./operands";
import { requireType } from "./requirement";
import { factsOfDeclared } from "./throwFacts";
import { neverType, type ParamType, recoveryType, type Type } from "./type";
import { typeText } from "./typeText";
import { widened } from "./widening";
import { checkType } from "./writtenTypes";

export function inferCall(c: Checking, view: CallView): Type {
  const grown = growByCall(c, view);
  if (grown) return grown;
  const operand = calleeOf(c, view.callee);
  if (operand.kind === "callee") return callDeclared(c, view, operand);
  const type = expanded(c.environment, operand.type);
  switch (type.kind) {
    case "function":
      checkArguments(c, view, type.params, new Generics());
      return type.returns;
    case "recovery":
    case "never":
      for (const argument of view.arguments) inferExpression(c, argument);
      return type;
    default:
      for (const argument of view.arguments) inferExpression(c, argument);
      c.report(notCallable(view, operand.type));
      return recoveryType;
  }
}

/** The operand, looked at through type arguments and parentheses. */
function calleeOf(c: Checking, view: ExpressionView | undefined): Operand {
  if (!view) return { kind: "value", type: recoveryType };
  if (view.kind !== "typeApplication") return recordedOperand(c, view);
  for (const argument of view.arguments) checkType(c, argument);
  return calleeOf(c, view.callee);
}

function recordedOperand(c: Checking, view: ExpressionView): Operand {
  const operand = operandOf(c, view);
  c.recordType(view.syntax, operand.kind === "value" ? operand.type : typeOfCallee(operand));
  return operand;
}

function callDeclared(c: Checking, view: CallView, callee: Callee): Type {
  const generics = new Generics(callee.variables);
  checkArguments(c, view, callee.params, generics);
  const returns = generics.substitute(callee.returns);
  const diverges = addEffects(c, callee) || returns.kind === "never";
  if (diverges) c.flow = diverge(c.flow);
  return diverges ? neverType : returns;
}

/** Adds what the callee may throw; answers whether it never returns. Builtins add nothing. */
function addEffects(c: Checking, callee: Callee): boolean {
  const key = keyOfCallee(callee);
  if (key === undefined) return false;
  c.body.callees.add(key);
  const effects = c.environment.effectsOf(key);
  const declared = callee.declared?.throws;
  c.addThrown(declared ? factsOfDeclared(c.environment, declared) : effects.throws);
  return effects.diverges;
}

function checkArguments(
  c: Checking,
  view: CallView,
  params: readonly ParamType[],
  generics: Generics,
): void {
  const args = view.arguments;
  for (const [index, argument] of args.entries()) {
    const param = params[index];
    if (param) checkArgument(c, argument, param.type, generics);
    else inferExpression(c, argument);
  }
  const required = params.filter((param) => !param.optional).length;
  if (args.length < required || params.length < args.length) {
    c.report(argumentCount(view, params, args.length));
  }
}

/** An argument whose parameter is a type variable decides it. */
function checkArgument(
  c: Checking,
  argument: ExpressionView,
  type: Type,
  generics: Generics,
): void {
  if (generics.decides(type)) {
    checkExpression(c, argument, { type: generics.substitute(type) });
    return;
  }
  const found = widened(inferExpression(c, argument));
  generics.infer(type, found);
  requireType(c, argument.syntax, found, { type: generics.substitute(type) });
}

function argumentCount(view: CallView, params: readonly ParamType[], found: number): Diagnostic {
  const least = params.filter((param) => !param.optional).length;
  const count = least === params.length ? `${least}` : `${least} to ${params.length}`;
  const signature = params.map((param) => `${param.name ?? "_"}: ${typeText(param.type)}`);
  return {
    code: "E0005",
    severity: "error",
    range: view.syntax.range,
    message: `expected ${count} ${count === "1" ? "argument" : "arguments"}, found ${found}`,
    ...(params.length > 0 && { hint: `The parameters are \`(${signature.join(", ")})\`.` }),
  };
}

function notCallable(view: CallView, type: Type): Diagnostic {
  return {
    code: "E0006",
    severity: "error",
    range: view.syntax.range,
    message: `type \`${typeText(widened(type))}\` is not callable`,
  };
}
