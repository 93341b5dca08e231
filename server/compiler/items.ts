/**
 * Items compiled: what each gives to the program, counted from its own start.
 *
 * An item is compiled once for each result of the checker. Its shapes depend on the types
 * that they name as well; when the project's aliases or the kinds of its types change,
 * every item is compiled again.
 */
import {
  type ClassShape,
  type ClientSpec,
  type EnumShape,
  type LlmFunction,
  type RetryPolicySpec,
  type Shape,
  type TemplateString,
  type TextRange,
  unreachable,
} from "../base";
import type { FunctionCode } from "../bytecode";
import {
  type CheckedItem,
  type Environment,
  type FunctionView,
  type ItemView,
  itemView,
  type PlacedItem,
} from "../language";
import { clientSpec, retryPolicySpec } from "./clients";
import type { Declarations } from "./declarations";
import {
  compileConstant,
  compileFunction,
  derivedFunctions,
  type ItemContext,
  resolveFunction,
  templateFunction,
} from "./functions";
import { llmFunction, templateString } from "./llmFunctions";
import { forbidsRuns } from "./problems";
import { Shaper } from "./shapes";
import { classShape, enumShape } from "./types";

export interface CompiledItem {
  readonly view: NamedItemView;
  readonly name: string;
  readonly functions: readonly FunctionCode[];
  readonly llmFunctions: readonly LlmFunction[];
  readonly constant?: FunctionCode;
  readonly class?: ClassShape;
  readonly enum?: EnumShape;
  readonly recursiveAlias?: Shape;
  readonly templateString?: TemplateString;
  /** Where it stands decides its folder. */
  readonly client?: Omit<ClientSpec, "folder">;
  readonly retryPolicy?: RetryPolicySpec;
  /** Aliases that the item names anywhere: their errors are its own. */
  readonly aliases: readonly string[];
}

/** Headers have no name, and give nothing to a program. */
export type NamedItemView = Exclude<ItemView, { readonly kind: "header" }>;

export class ItemCompiler {
  #compiled = new WeakMap<CheckedItem, CompiledItem | undefined>();
  #environment: Environment | undefined;
  #declarations: Declarations | undefined;

  /** Begins with the next state of the project. */
  start(environment: Environment, declarations: Declarations): void {
    if (!this.#declarations?.hasSameNames(declarations)) this.#compiled = new WeakMap();
    this.#environment = environment;
    this.#declarations = declarations;
  }

  /** Undefined for what has no name. */
  compile(item: PlacedItem, checked: CheckedItem): CompiledItem | undefined {
    if (this.#compiled.has(checked)) return this.#compiled.get(checked);
    const compiled = compileItem(item, checked, this.#environment!, this.#declarations!);
    this.#compiled.set(checked, compiled);
    return compiled;
  }
}

function compileItem(
  item: PlacedItem,
  checked: CheckedItem,
  environment: Environment,
  declarations: Declarations,
): CompiledItem | undefined {
  const view = itemView(item.node);
  if (!view || view.kind === "header" || !view.name) return undefined;
  const typeParameters = view.kind === "class" ? view.genericParameters : [];
  const shaper = new Shaper(
    declarations,
    typeParameters.map((parameter) => parameter.text),
  );
  const context = { checked, environment, shaper, isBroken: brokenPlaces(item, checked) };
  const common = { view, name: view.name.text, functions: [], llmFunctions: [] };
  const aliases = aliasesIn(checked);
  return { ...common, aliases, ...compileView(view, view.name.text, context, declarations) };
}

function compileView(
  view: NamedItemView,
  name: string,
  context: ItemContext,
  declarations: Declarations,
): Partial<CompiledItem> {
  const { shaper } = context;
  switch (view.kind) {
    case "function":
      return compileFunctions([view], context);
    case "class": {
      const methods = view.methods.filter((method) => method.name);
      const shape = classShape(view, declarations);
      return { ...compileFunctions(methods, context, name), class: shape };
    }
    case "enum":
      return { enum: enumShape(view) };
    case "typeAlias":
      return declarations.isRecursive(name) ? { recursiveAlias: shaper.aliasShape(view) } : {};
    case "let":
      return { constant: compileConstant(view, context) };
    case "templateString":
      return {
        functions: [templateFunction(view, shaper)],
        templateString: templateString(view, shaper),
      };
    case "client":
      return { functions: [resolveFunction(view)], client: clientSpec(view) };
    case "retryPolicy":
      return { retryPolicy: retryPolicySpec(view) };
    case "test":
    case "generator":
      return {};
    default:
      return unreachable(view, "item");
  }
}

function compileFunctions(
  views: readonly FunctionView[],
  context: ItemContext,
  owner?: string,
): Partial<CompiledItem> {
  const functions: FunctionCode[] = [];
  const llmFunctions: LlmFunction[] = [];
  for (const view of views) {
    const code = compileFunction(view, context, owner);
    functions.push(code);
    if (!view.isLlm) continue;
    llmFunctions.push(llmFunction(view, code));
    functions.push(...derivedFunctions(code));
  }
  return { functions, llmFunctions };
}

/** What touches an error that forbids to run it. One behind the item is about its end. */
function brokenPlaces(item: PlacedItem, checked: CheckedItem): ItemContext["isBroken"] {
  const errors = [...item.problems, ...checked.diagnostics].filter(forbidsRuns);
  return (range: TextRange) =>
    errors.some(
      (error) =>
        Math.min(error.range.start, item.node.end) <= range.end && range.start <= error.range.end,
    );
}

function aliasesIn(checked: CheckedItem): readonly string[] {
  const names = new Set<string>();
  for (const meaning of checked.meanings.values()) {
    if (meaning.kind === "alias") names.add(meaning.name);
  }
  return [...names];
}
