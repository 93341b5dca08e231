/** `x.$watch`: what is done with a watched variable (5.11). */
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode, Token } from "../syntax/tree";
import type { MemberView } from "../syntax/views/expressions";
import type { Checking, Variable } from "./checking";
import { inferExpression } from "./expressions";
import { brokenOperand, type Operand } from "./operands";
import {
  boolType,
  functionType,
  literalType,
  nullType,
  type ParamType,
  recoveryType,
  type Type,
} from "./type";
import { unionOf } from "./unions";

/** `x.$watch` on its own has no value; only what follows it does something. */
export function operandOfWatch(c: Checking, view: MemberView, accessor: Token): Operand {
  watchedVariable(c, view, accessor);
  return brokenOperand;
}

/** `x.$watch.options` and `x.$watch.notify`. */
export function watchedOperand(c: Checking, watch: MemberView, name: Token | undefined): Operand {
  const variable = watch.name && watchedVariable(c, watch, watch.name);
  c.recordType(watch.syntax, recoveryType);
  if (!variable || !name) return brokenOperand;
  const params = paramsOf(name.text, variable.type);
  if (!params) {
    c.report(noSuchWatchMember(name));
    return brokenOperand;
  }
  c.recordMeaning(name, { kind: "builtin", path: `watch.${name.text}`, onReceiver: true });
  return { kind: "callee", name, params, returns: nullType, receiver: recoveryType };
}

function paramsOf(member: string, type: Type): readonly ParamType[] | undefined {
  switch (member) {
    case "options":
      return [{ name: "filter", type: filterType(type) }];
    case "notify":
      return [];
    default:
      return undefined;
  }
}

/** A function that decides for each change, or a word. */
function filterType(watched: Type): Type {
  const decide = functionType([{ type: watched }], boolType);
  return unionOf([decide, literalType("manual"), literalType("never")]);
}

function watchedVariable(c: Checking, view: MemberView, accessor: Token): Variable | undefined {
  const { object } = view;
  const name = object?.kind === "name" ? object.token : undefined;
  if (accessor.text !== "$watch") {
    inferExpression(c, object);
    c.report(noSuchWatchMember(accessor));
    return undefined;
  }
  if (!name) {
    inferExpression(c, object);
    c.report(watchTarget(view.syntax));
    return undefined;
  }
  inferExpression(c, object);
  const variable = c.find(name.text);
  if (!variable) return undefined;
  if (!variable.isWatched) {
    c.report(watchUndeclared(name.text, view.syntax));
    return undefined;
  }
  c.recordMeaning(accessor, { kind: "watch", local: variable });
  return variable;
}

export function watchTarget(access: SyntaxNode): Diagnostic {
  return {
    code: "E0065",
    severity: "error",
    range: access.range,
    message: "`$watch` can only be used on simple variable expressions",
  };
}

function watchUndeclared(name: string, access: SyntaxNode): Diagnostic {
  return {
    code: "E0066",
    severity: "error",
    range: access.range,
    message: `cannot use \`$watch\` on \`${name}\``,
    hint: `Declare it with \`watch let ${name} = …;\`.`,
  };
}

function noSuchWatchMember(name: Token): Diagnostic {
  return {
    code: "E0007",
    severity: "error",
    range: name.range,
    message: `there is no \`${name.text}\` of a watched variable`,
    hint: "Watched variables have `$watch.options(…)` and `$watch.notify()`.",
  };
}
