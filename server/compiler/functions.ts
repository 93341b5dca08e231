/**
 * Items as functions of the program: expression and LLM functions, methods, constants, and
 * the functions that come with other items (`F.render_prompt`, `C.resolve`, a template
 * string as something to call).
 */
import type { Param, Shape, TextRange } from "../base";
import { type Constant, type FunctionCode, Op } from "../bytecode";
import type {
  CheckedItem,
  ClientView,
  Environment,
  FunctionView,
  LetView,
  Meaning,
  ParameterView,
  TemplateStringView,
} from "../language";
import { compileBlockValue } from "./blocks";
import { Body, BuiltOnError } from "./body";
import { CodeBuilder } from "./codeBuilder";
import { compileValue } from "./expressions";
import { paramsOf } from "./llmFunctions";
import { functionNamed } from "./names";
import type { Shaper } from "./shapes";

/** What compiling an item needs to know beside the item. */
export interface ItemContext {
  readonly checked: CheckedItem;
  readonly environment: Environment;
  readonly shaper: Shaper;
  /** True for text with errors that leave no meaning to compile. */
  readonly isBroken: (range: TextRange) => boolean;
}

/** `owner` is the class of a method. */
export function compileFunction(
  view: FunctionView,
  context: ItemContext,
  owner?: string,
): FunctionCode {
  const name = view.name?.text ?? "";
  const signature = {
    name: owner === undefined ? name : `${owner}.${name}`,
    params: paramsOf(view.parameters, context.shaper, owner),
    returns: context.shaper.shapeOf(view.returnType),
    range: view.syntax.range,
    nameRange: view.name?.range ?? view.syntax.range,
  };
  if (view.isLlm) return askingModel(signature);
  return compileBody(signature, context, (body) => {
    for (const parameter of view.parameters) declareParameter(body, parameter);
    if (view.block) compileBlockValue(body, view.block);
    else body.code.emit(Op.Null);
    body.code.at(signature.nameRange).emit(Op.Return);
  });
}

/** The initializer of a top-level constant. */
export function compileConstant(view: LetView, context: ItemContext): FunctionCode {
  const signature = {
    name: view.name?.text ?? "",
    params: [],
    returns: context.shaper.shapeOf(view.type),
    range: view.syntax.range,
    nameRange: view.name?.range ?? view.syntax.range,
  };
  return compileBody(signature, context, (body) => {
    compileValue(body, view.value);
    body.code.emit(Op.Return);
  });
}

/** Code with errors, or built on some, is not compiled, and whoever would run it is told. */
function compileBody(
  signature: Signature,
  { checked, environment, isBroken }: ItemContext,
  write: (body: Body) => void,
): FunctionCode {
  if (isBroken(signature.range)) return unusable(signature, checked);
  const body = new Body(checked, environment);
  try {
    write(body);
  } catch (error) {
    if (error instanceof BuiltOnError) return unusable(signature, checked);
    throw error;
  }
  return { ...signature, kind: "bytecode", ...body.code.build() };
}

function declareParameter(body: Body, parameter: ParameterView): void {
  const meaning = body.meaningOf(parameter.name);
  if (meaning.kind !== "local") throw new BuiltOnError("a parameter");
  body.declare(meaning.local);
}

/** `F.render_prompt` and `F.build_request`, with the parameters of `F`. */
export function derivedFunctions(llm: FunctionCode): readonly FunctionCode[] {
  return (["render_prompt", "build_request"] as const).map((member) => {
    const code = new CodeBuilder();
    for (const param of llm.params) code.addSlot(param.name);
    code.emitConstant(Op.Constant, { kind: "function", name: llm.name });
    emitArguments(code, llm.params);
    code.at(llm.nameRange);
    code.emitConstant(Op.Call, { kind: "builtin", name: `baml.llm.${member}` }, 2);
    code.emit(Op.Return);
    const { params, range, nameRange } = llm;
    const name = `${llm.name}.${member}`;
    return { name, kind: "bytecode", params, returns: unknown, range, nameRange, ...code.build() };
  });
}

/** A template string, as expressions call it. */
export function templateFunction(view: TemplateStringView, shaper: Shaper): FunctionCode {
  const name = view.name?.text ?? "";
  const params = paramsOf(view.parameters, shaper);
  const code = new CodeBuilder();
  for (const param of params) code.addSlot(param.name);
  code.emitConstant(Op.Constant, { kind: "value", value: name });
  emitArguments(code, params);
  const nameRange = view.name?.range ?? view.syntax.range;
  code.at(nameRange);
  code.emitConstant(Op.Call, { kind: "builtin", name: "baml.llm.render_template" }, 2);
  code.emit(Op.Return);
  return {
    name,
    kind: "bytecode",
    params,
    returns: { kind: "string" },
    range: view.syntax.range,
    nameRange,
    ...code.build(),
  };
}

/** `C.resolve`, which makes the client `C`. */
export function resolveFunction(view: ClientView): FunctionCode {
  const name = view.name?.text ?? "";
  const nameRange = view.name?.range ?? view.syntax.range;
  const code = new CodeBuilder().at(nameRange);
  code.emitConstant(Op.Constant, { kind: "value", value: name });
  code.emitConstant(Op.Call, { kind: "builtin", name: "baml.llm.make_client" }, 1);
  code.emit(Op.Return);
  return {
    name: `${name}.resolve`,
    kind: "bytecode",
    params: [],
    returns: unknown,
    range: view.syntax.range,
    nameRange,
    ...code.build(),
  };
}

type Signature = Pick<FunctionCode, "name" | "params" | "returns" | "range" | "nameRange">;

const unknown: Shape = { kind: "unknown" };

/** A map of the parameters by name. */
function emitArguments(code: CodeBuilder, params: readonly Param[]): void {
  for (const [slot, param] of params.entries()) {
    code.emitConstant(Op.Constant, { kind: "value", value: param.name });
    code.emit(Op.LoadLocal, slot);
  }
  code.emit(Op.MakeMap, params.length);
}

function askingModel(signature: Signature): FunctionCode {
  return withoutBody(signature, "llm", (code) => {
    code.emit(Op.AskModel);
    code.emit(Op.Return);
  });
}

/** Names all that the code would: so the errors it builds on are reached from it. */
function unusable(signature: Signature, checked: CheckedItem): FunctionCode {
  const code = withoutBody(signature, "bytecode", (builder) => builder.emit(Op.Unreachable));
  return { ...code, constants: mentionsIn(checked, signature.range) };
}

function mentionsIn({ meanings }: CheckedItem, { start, end }: TextRange): readonly Constant[] {
  return [...meanings].flatMap(([word, meaning]) =>
    start <= word.start && word.end <= end ? (mention(meaning) ?? []) : [],
  );
}

function mention(meaning: Meaning): Constant | undefined {
  switch (meaning.kind) {
    case "class":
      return { kind: "class", name: meaning.name };
    case "enum":
      return { kind: "variant", enumName: meaning.name, name: "" };
    case "constant":
      return { kind: "global", name: meaning.name };
    default:
      return functionNamed(meaning);
  }
}

function withoutBody(
  signature: Signature,
  kind: FunctionCode["kind"],
  write: (code: CodeBuilder) => void,
): FunctionCode {
  const code = new CodeBuilder().at(signature.nameRange);
  for (const param of signature.params) code.addSlot(param.name);
  write(code);
  return { ...signature, kind, ...code.build() };
}
