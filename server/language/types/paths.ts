/**
 * Paths, `a.b.c` at the start of an expression (3.2): a local or constant with fields, an
 * enum and its variant, a class and its static method, or a place in the standard library.
 */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { Token } from "../syntax/tree";
import type { PathView } from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { expanded } from "./expand";
import {
  builtinAt,
  builtinRoot,
  builtinTypeAt,
  isNamespace,
  namesInNamespace,
} from "./library/library";
import { memberOperand } from "./members";
import { declaredOperand, localOperand, unknownVariable } from "./nameOperands";
import {
  brokenOperand,
  builtinCallee,
  type Callee,
  functionCallee,
  type Operand,
  typeOfOperand,
  valueOperand,
} from "./operands";
import type { EnumSignature, FunctionSignature } from "./signature";
import { namedType } from "./type";

export function operandOfPath(c: Checking, view: PathView): Operand {
  const [first, ...rest] = view.segments;
  if (!first) return brokenOperand;
  if (rest.length === 0) return rootOnly(c, first, view);
  const local = localOperand(c, first);
  if (local) return throughMembers(c, view, local, rest);
  const root = builtinRoot(first.text);
  if (root) return builtinOperand(c, view, root, rest);
  return declaredPath(c, view, first, rest);
}

/** Text that ends at its dot: what is before it is of use to the editor. */
function rootOnly(c: Checking, first: Token, view: PathView): Operand {
  const operand = localOperand(c, first) ?? declaredOperand(c, first);
  if (operand) typeOfOperand(c, view.syntax, operand);
  else recordType(c, first);
  return brokenOperand;
}

function recordType(c: Checking, word: Token): void {
  const declared = c.environment.typeNamed(word.text);
  const root = builtinRoot(word.text);
  if (declared) c.recordMeaning(word, { kind: declared.kind, name: word.text });
  else if (root) c.recordMeaning(word, { kind: "namespace", path: root });
}

function throughMembers(
  c: Checking,
  view: PathView,
  first: Operand,
  rest: readonly Token[],
): Operand {
  let operand = first;
  for (const word of rest) operand = memberOperand(c, typeOfOperand(c, view.syntax, operand), word);
  return operand;
}

function declaredPath(c: Checking, view: PathView, first: Token, rest: readonly Token[]): Operand {
  const value = c.environment.valueNamed(first.text);
  if (value?.kind === "constant") {
    return throughMembers(c, view, declaredOperand(c, first) ?? brokenOperand, rest);
  }
  if (value?.kind === "function" && rest.length === 1) {
    const derived = derivedOperand(c, value, first, rest[0]!);
    if (derived) return derived;
  }
  const type = expanded(c.environment, namedType(first.text));
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  if (declared?.kind === "enum") return variantOperand(c, view, declared, first, rest);
  const methods = declared?.kind === "class" ? declared.methods : [];
  const method = methods.find(({ name }) => name === rest[0]!.text);
  if (method && !method.hasReceiver) {
    return staticOperand(c, view, method, first, rest);
  }
  recordType(c, first);
  c.report(method ? needsInstance(c, view, first, method) : unknownPath(c, view, first));
  return brokenOperand;
}

/** Every LLM function `F` has `F.render_prompt` and `F.build_request` (3.5). */
function derivedOperand(
  c: Checking,
  llmFunction: FunctionSignature,
  first: Token,
  member: Token,
): Callee | undefined {
  const name = member.text;
  if (!llmFunction.isLlm || (name !== "render_prompt" && name !== "build_request")) {
    return undefined;
  }
  const functionName = llmFunction.name;
  c.recordMeaning(first, { kind: "function", name: functionName });
  c.recordMeaning(member, { kind: "derived", functionName, member: name });
  const returns = namedType(name === "render_prompt" ? "baml.llm.PromptAst" : "baml.http.Request");
  return { kind: "callee", name: member, params: llmFunction.params, returns };
}

function variantOperand(
  c: Checking,
  view: PathView,
  declared: EnumSignature,
  first: Token,
  [variant, ...rest]: readonly Token[],
): Operand {
  recordType(c, first);
  if (!recordVariant(c, declared, variant!)) return brokenOperand;
  return throughMembers(c, view, valueOperand(namedType(declared.name)), rest);
}

/** Whether the word names a variant of the enum; reported when it does not. */
export function recordVariant(c: Checking, declared: EnumSignature, variant: Token): boolean {
  if (!declared.variants.includes(variant.text)) {
    c.report(unknownVariant(declared, variant));
    return false;
  }
  c.recordMeaning(variant, { kind: "variant", enumName: declared.name, name: variant.text });
  return true;
}

function staticOperand(
  c: Checking,
  view: PathView,
  method: FunctionSignature,
  first: Token,
  [word, ...rest]: readonly Token[],
): Operand {
  const owner = method.owner ?? first.text;
  recordType(c, first);
  c.recordMeaning(word!, { kind: "method", owner, name: method.name, isStatic: true });
  return throughMembers(c, view, functionCallee(word!, method), rest);
}

function builtinOperand(
  c: Checking,
  view: PathView,
  root: string,
  rest: readonly Token[],
): Operand {
  c.recordMeaning(view.segments[0]!, { kind: "namespace", path: root });
  let path = root;
  for (const [index, word] of rest.entries()) {
    path = `${path}.${word.text}`;
    const behind = rest.slice(index + 1);
    const builtin = builtinAt(path);
    if (builtin) {
      c.recordMeaning(word, { kind: "builtin", path, onReceiver: false });
      return throughMembers(c, view, builtinCallee(word, builtin), behind);
    }
    const type = builtinTypeAt(path);
    if (type) c.recordMeaning(word, { kind: "builtinType", name: path });
    if (type?.kind === "enum" && behind.length > 0) {
      return builtinVariant(c, view, type, behind);
    }
    if (!isNamespace(path)) break;
    c.recordMeaning(word, { kind: "namespace", path });
  }
  c.report(unknownBuiltin(view, rest, root));
  return brokenOperand;
}

function builtinVariant(
  c: Checking,
  view: PathView,
  declared: EnumSignature,
  [variant, ...rest]: readonly Token[],
): Operand {
  if (!recordVariant(c, declared, variant!)) return brokenOperand;
  return throughMembers(c, view, valueOperand(namedType(declared.name)), rest);
}

function unknownPath(c: Checking, view: PathView, first: Token): Diagnostic {
  return unknownVariable(c, first.text, view.syntax.range);
}

function needsInstance(
  c: Checking,
  view: PathView,
  first: Token,
  method: FunctionSignature,
): Diagnostic {
  const hint = `\`${method.name}\` is called on an instance of \`${first.text}\`, not on the class.`;
  const { suggestions: _, ...diagnostic } = unknownPath(c, view, first);
  return { ...diagnostic, hint };
}

/** The message names the root, as for any other unknown name; the hint knows better. */
function unknownBuiltin(view: PathView, rest: readonly Token[], root: string): Diagnostic {
  const [nearest, missing] = firstMissing(root, rest);
  const [suggestion] = similarNames(missing, namesInNamespace(nearest));
  return {
    code: "E0003",
    severity: "error",
    range: view.syntax.range,
    message: `unknown variable \`${view.segments[0]!.text}\``,
    label: `there is no \`${missing}\` in \`${nearest}\``,
    ...(suggestion && { hint: `Did you mean \`${nearest}.${suggestion}\`?` }),
  };
}

/** The longest namespace that exists on the way, and the word that is not in it. */
function firstMissing(root: string, rest: readonly Token[]): readonly [string, string] {
  let path = root;
  for (const word of rest) {
    const next = `${path}.${word.text}`;
    if (!isNamespace(next)) return [path, word.text];
    path = next;
  }
  return [path, rest.at(-1)!.text];
}

export function unknownVariant(declared: EnumSignature, variant: Token): Diagnostic {
  const suggestions = similarNames(variant.text, declared.variants);
  return {
    code: "E0064",
    severity: "error",
    range: variant.range,
    message: `unknown variant \`${variant.text}\` for enum \`${declared.name}\``,
    ...(suggestions[0] && {
      hint: `Did you mean \`${declared.name}.${suggestions[0]}\`?`,
      suggestions,
    }),
  };
}
