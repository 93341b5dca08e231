/** Calls: of template strings and functions, of methods, and of what cannot be called. */
import type { TemplateArgument, TemplateExpression, TextRange } from "../../../base";
import { similarNames } from "../../names/similarNames";
import { isAssignable } from "../../types/assignable";
import { intType, type Type } from "../../types/type";
import { operandType, valueType } from "./expressions";
import { methodType } from "./methods";
import { didYouMean } from "./names";
import { type Attribute, propertyOf } from "./properties";
import type { TemplateChecking } from "./templateChecking";
import {
  checkedMembers,
  describe,
  numberType,
  ofType,
  type TemplateFunction,
  type TemplateType,
  typeOf,
  unchecked,
} from "./templateType";

type Call = TemplateExpression & { readonly kind: "call" };

export function callType(c: TemplateChecking, { callee, args, range }: Call): TemplateType {
  if (callee.kind !== "attribute") {
    const found = operandType(c, callee);
    return callOf(c, found, { callee, range, given: visitArguments(c, args) });
  }
  const object = valueType(c, callee.object);
  const method = commonMethod(c, object, callee.name);
  const found = method ? unchecked : propertyOf(c, callee, object);
  const given = visitArguments(c, args);
  return method ?? callOf(c, found, { callee, range, given });
}

/** Visits the arguments of a call, a filter or a test. */
export function visitArguments(
  c: TemplateChecking,
  args: readonly TemplateArgument[],
): readonly GivenArgument[] {
  return args.map(({ name, spread, value }) => {
    return { name, isSpread: spread !== undefined, type: typeOf(valueType(c, value)) };
  });
}

interface GivenArgument {
  /** Of a keyword argument. */
  readonly name: string | undefined;
  readonly isSpread: boolean;
  readonly type: Type;
}

/** The method that all members of a type have. */
function commonMethod(
  c: TemplateChecking,
  object: TemplateType,
  name: Attribute["name"],
): TemplateType | undefined {
  if (object.kind === "enum" || object.kind === "object") return undefined;
  const members = checkedMembers(c.environment, typeOf(object));
  const methods = members.map((member) => methodType(c, member, name));
  return methods.includes(undefined) ? undefined : methods[0];
}

interface WrittenCall {
  readonly callee: TemplateExpression;
  readonly range: TextRange;
  readonly given: readonly GivenArgument[];
}

function callOf(c: TemplateChecking, callee: TemplateType, call: WrittenCall): TemplateType {
  if (callee.kind === "function") {
    checkArguments(c, callee, call);
    return ofType(callee.returns);
  }
  const type = typeOf(callee);
  const isNamespace = callee.kind === "enum" || callee.kind === "object";
  if (isNamespace || checkedMembers(c.environment, type).length > 0) {
    const written = c.textOf(call.callee.range);
    const what = isNamespace ? `no function` : `\`${describe(type)}\`, expected a function`;
    c.report({ code: "E0073", range: call.range, message: `\`${written}\` is ${what}` });
  }
  return unchecked;
}

function checkArguments(c: TemplateChecking, called: TemplateFunction, call: WrittenCall): void {
  const { params, name } = called;
  const positional = call.given.filter((argument) => !argument.name && !argument.isSpread);
  const keywords = call.given.filter((argument) => argument.name !== undefined);
  const known = keywords.filter((keyword) => params.some((param) => param.name === keyword.name));
  const hasUnknown = known.length < keywords.length && !called.takesMore;
  if (hasUnknown) reportUnknownKeywords(c, called, call);
  else if (params.length < positional.length + known.length) {
    const [expected, found] = [params.length, positional.length + known.length];
    const message = `function \`${name}\` expects ${countOf(expected)}, but got ${found}`;
    c.report({ code: "E0080", range: call.range, message });
  }
  const isOpen = call.given.some(({ isSpread }) => isSpread);
  for (const [index, param] of params.entries()) {
    const argument = positional[index] ?? known.find((keyword) => keyword.name === param.name);
    if (argument) checkArgument(c, called, index, argument.type, call.range);
    else if (!isOpen && !param.isOptional) {
      const message = `function \`${name}\` expects argument \`${param.name}\``;
      c.report({ code: "E0081", range: call.range, message });
    }
  }
}

function countOf(expected: number): string {
  return expected === 1 ? "1 argument" : `${expected} arguments`;
}

function reportUnknownKeywords(
  c: TemplateChecking,
  { name, params }: TemplateFunction,
  { given, range }: WrittenCall,
): void {
  const names = params.map((param) => param.name);
  for (const argument of given) {
    if (argument.name === undefined || names.includes(argument.name)) continue;
    c.report({
      code: "E0082",
      range,
      message: `function \`${name}\` does not have an argument \`${argument.name}\``,
      hint: didYouMean(similarNames(argument.name, names)),
    });
  }
}

function checkArgument(
  c: TemplateChecking,
  called: TemplateFunction,
  index: number,
  found: Type,
  range: TextRange,
): void {
  const { name, type } = called.params[index]!;
  if (isAssignable(c.environment, found, type)) return;
  // Of a number that was worked out nobody knows whether it is whole.
  if (found === numberType && isAssignable(c.environment, intType, type)) return;
  if ([found, type].some((side) => checkedMembers(c.environment, side).length === 0)) return;
  const message = `function \`${called.name}\` expects \`${name}\` to be \`${describe(type)}\`, but got \`${describe(found)}\``;
  c.report({ code: "E0083", range, message });
}
