/**
 * Which errors forbid to run a function.
 *
 * A function answers for its own errors and for those of the aliases it names; an LLM
 * function also for those of its client, and of all template strings, which every prompt
 * can see. Errors of classes and enums stay with them: runs that reach them are refused.
 */
import type { ClientSpec, ConfigValue, LlmCatalog } from "../base";
import type { FunctionCode, Problem } from "../bytecode";
import { type LinkedItem, noProblems, problemsWithin } from "./linkedItem";

export class Faults {
  readonly #catalog: LlmCatalog;
  readonly #byName: ReadonlyMap<string, LinkedItem>;
  readonly #ofTemplates: readonly Problem[];

  constructor(items: readonly LinkedItem[], catalog: LlmCatalog) {
    this.#catalog = catalog;
    this.#byName = new Map(items.map((item) => [item.compiled.name, item]));
    this.#ofTemplates = items.flatMap(({ compiled, problems }) =>
      compiled.templateString ? problems : [],
    );
  }

  /** Of a method its own, not those of the class around it. */
  ofFunction(item: LinkedItem, code: FunctionCode): readonly Problem[] {
    const own = problemsWithin(item, code.range);
    const asked = code.kind === "llm" ? this.#ofAsking(code.name) : noProblems;
    return joined(own, this.#ofAliases(item), asked);
  }

  /** Of a class without those of its methods, of an enum, of a test. */
  ofItem(item: LinkedItem): readonly Problem[] {
    if (item.problems.length === 0) return this.#ofAliases(item);
    const inFunctions = new Set(
      item.compiled.functions.flatMap((code) => problemsWithin(item, code.range)),
    );
    const own = item.problems.filter((problem) => !inFunctions.has(problem));
    return joined(own, this.#ofAliases(item));
  }

  #ofAliases(item: LinkedItem, seen = new Set<string>()): readonly Problem[] {
    const { aliases } = item.compiled;
    if (aliases.length === 0) return noProblems;
    return aliases.flatMap((name) => {
      const alias = this.#byName.get(name);
      if (!alias || seen.has(name)) return [];
      seen.add(name);
      return [...alias.problems, ...this.#ofAliases(alias, seen)];
    });
  }

  #ofAsking(functionName: string): readonly Problem[] {
    const { client } = this.#catalog.functions[functionName]!;
    return [...this.#ofTemplates, ...this.#ofClient(client, new Set())];
  }

  /** A strategy client answers for the clients it asks. */
  #ofClient(name: string, seen: Set<string>): readonly Problem[] {
    const item = this.#byName.get(name);
    const client = item?.compiled.client;
    if (!item || !client || seen.has(name)) return noProblems;
    seen.add(name);
    const policy = this.#byName.get(client.retryPolicy ?? "");
    const members = strategyOf(client).flatMap((member) => this.#ofClient(member, seen));
    return [...item.problems, ...(policy?.problems ?? []), ...members];
  }
}

function strategyOf({ options }: Pick<ClientSpec, "options">): readonly string[] {
  const strategy = options.find(([key]) => key === "strategy")?.[1];
  const items: readonly ConfigValue[] =
    typeof strategy === "object" && strategy?.kind === "array" ? strategy.items : [];
  return items.filter((item) => typeof item === "string");
}

/** Without repetitions, and mostly without making a list: there are seldom any. */
function joined(...lists: readonly (readonly Problem[])[]): readonly Problem[] {
  return lists.every((list) => list.length === 0) ? noProblems : [...new Set(lists.flat())];
}
