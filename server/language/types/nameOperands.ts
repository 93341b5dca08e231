/** Single words in expressions: locals first, then what the project declares (3.2). */

import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { Token } from "../syntax/tree";
import type { EnvReferenceView, NameView } from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { builtinAt, builtinRoot, builtinRoots } from "./library/library";
import {
  brokenOperand,
  builtinCallee,
  functionCallee,
  type Operand,
  templateCallee,
  valueOperand,
} from "./operands";
import { stringType, type Type } from "./type";

export function operandOfName(c: Checking, view: NameView): Operand {
  const { token } = view;
  if (!token) return brokenOperand;
  const operand = localOperand(c, token) ?? declaredOperand(c, token);
  if (operand) return operand;
  c.report(unknownVariable(c, token.text, token.range));
  return brokenOperand;
}

export function localOperand(c: Checking, token: Token): Operand | undefined {
  const local = c.find(token.text);
  if (!local) return undefined;
  c.recordMeaning(token, { kind: "local", local, use: "read" });
  return valueOperand(c.typeOfLocal(local));
}

/** A function, a template string or a constant of the project. */
export function declaredOperand(c: Checking, token: Token): Operand | undefined {
  const name = token.text;
  const declared = c.environment.valueNamed(name);
  switch (declared?.kind) {
    case "function":
      c.recordMeaning(token, { kind: "function", name });
      return functionCallee(token, declared);
    case "templateString":
      c.recordMeaning(token, { kind: "templateString", name });
      return templateCallee(token, declared);
    case "constant":
      c.recordMeaning(token, { kind: "constant", name });
      return valueOperand(typeOfConstant(c, name, declared.type));
    default:
      return undefined;
  }
}

function typeOfConstant(c: Checking, name: string, annotation: Type | undefined): Type {
  c.body.constants.add(name);
  return annotation ?? c.environment.constantType(name);
}

/** `env.NAME` is a string; `env.get` and `env.get_or_panic` are functions. */
export function operandOfEnvironment(c: Checking, view: EnvReferenceView): Operand {
  const { name } = view;
  if (!name) return brokenOperand;
  const path = `env.${name.text}`;
  const builtin = builtinAt(path);
  if (!builtin) {
    c.recordMeaning(name, { kind: "env", name: name.text });
    return valueOperand(stringType);
  }
  c.recordMeaning(name, { kind: "builtin", path, onReceiver: false });
  return builtinCallee(name, builtin);
}

export function unknownVariable(c: Checking, name: string, range: TextRange): Diagnostic {
  const suggestions = similarNames(name, namesInReach(c));
  const hint = hintFor(c, name) ?? (suggestions[0] && `Did you mean \`${suggestions[0]}\`?`);
  return {
    code: "E0003",
    severity: "error",
    range,
    message: `unknown variable \`${name}\``,
    ...(hint && { hint }),
    ...(suggestions.length > 0 && { suggestions }),
  };
}

function namesInReach(c: Checking): readonly string[] {
  return [...c.visibleNames(), ...c.environment.namesOf("values"), ...builtinRoots];
}

function hintFor(c: Checking, name: string): string | undefined {
  if (name === "self") return "Only a method whose first parameter is `self` has a receiver.";
  if (name.includes("-")) {
    const spaced = name.replaceAll("-", " - ");
    return `A dash belongs to the word: write \`${spaced}\` to subtract.`;
  }
  const declared = c.environment.typeNamed(name);
  if (declared?.kind === "enum") {
    const [variant = "Variant"] = declared.variants;
    return `\`${name}\` is an enum: name one of its variants, such as \`${name}.${variant}\`.`;
  }
  if (declared?.kind === "class") {
    return `\`${name}\` is a class: write \`${name} { … }\` to make an instance.`;
  }
  return builtinRoot(name) && `\`${name}\` is a namespace: name something in it.`;
}
