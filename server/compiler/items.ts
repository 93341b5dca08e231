/**
 * Items compiled: what each gives to the program, counted from its own start.
 *
 * An item is compiled once for each result of the checker. Its shapes depend on the types
 * that they name as well; when the project's aliases or the kinds of its types change,
 * every item is compiled again.
 */
import type { LlmFunction, TemplateString, TextRange } from "../base";
import type { FunctionCode } from "../bytecode";
import {
  type CheckedItem,
  ClassView,
  ClientView,
  type Environment,
  FunctionView,
  itemView,
  LetView,
  type PlacedItem,
  TemplateStringView,
} from "../language";
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

export interface CompiledItem {
  readonly functions: readonly FunctionCode[];
  readonly constant?: FunctionCode;
  readonly llmFunctions: readonly LlmFunction[];
  readonly templateString?: TemplateString;
  /** Aliases that the item names anywhere: their errors are its own. */
  readonly aliases: readonly string[];
}

export class ItemCompiler {
  #compiled = new WeakMap<CheckedItem, CompiledItem>();
  #environment: Environment | undefined;
  #declarations: Declarations | undefined;

  /** Begins with the next state of the project. */
  start(environment: Environment, declarations: Declarations): void {
    if (!this.#declarations?.hasSameNames(declarations)) this.#compiled = new WeakMap();
    this.#environment = environment;
    this.#declarations = declarations;
  }

  compile(item: PlacedItem, checked: CheckedItem): CompiledItem {
    const known = this.#compiled.get(checked);
    if (known) return known;
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
): CompiledItem {
  const view = itemView(item.node);
  const typeParameters = view instanceof ClassView ? view.genericParameters : [];
  const shaper = new Shaper(
    declarations,
    typeParameters.map((parameter) => parameter.text),
  );
  const context = { checked, environment, shaper, isBroken: brokenPlaces(item, checked) };
  return { ...nothing, ...compileView(view, context), aliases: aliasesIn(checked) };
}

const nothing = { functions: [], llmFunctions: [] };

function compileView(
  view: ReturnType<typeof itemView>,
  context: ItemContext,
): Partial<CompiledItem> {
  if (!view || view.kind === "header" || !view.name) return {};
  if (view instanceof FunctionView) return compileFunctions([view], context);
  if (view instanceof ClassView) {
    const methods = view.methods.filter((method) => method.name);
    return compileFunctions(methods, context, view.name.text);
  }
  if (view instanceof LetView) {
    return { constant: compileConstant(view, context) };
  }
  if (view instanceof TemplateStringView) {
    return {
      functions: [templateFunction(view, context.shaper)],
      templateString: templateString(view, context.shaper),
    };
  }
  return view instanceof ClientView ? { functions: [resolveFunction(view)] } : {};
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
