/**
 * Which errors forbid to run a function.
 *
 * A function answers for its own errors and for those of the aliases it names; an LLM
 * function also for those of its client, and of all template strings, which every prompt
 * can see. Errors of classes and enums stay with them: runs that reach them are refused.
 */
import type { ClientSpec, ConfigValue, LlmCatalog } from "../base";
import type { FunctionCode, Problem } from "../bytecode";
import { type LinkedItem, problemsWithin } from "./linkedItem";

export class Faults {
  readonly #catalog: LlmCatalog;
  readonly #byName: ReadonlyMap<string, LinkedItem>;
  readonly #ofTemplates: readonly Problem[];

  constructor(items: readonly LinkedItem[], catalog: LlmCatalog) {
    this.#catalog = catalog;
    this.#byName = new Map(items.map((item) => [item.name, item]));
    this.#ofTemplates = items.flatMap(({ view, problems }) =>
      view.kind === "templateString" ? problems : [],
    );
  }

  /** Of a method its own, not those of the class around it. */
  ofFunction(item: LinkedItem, code: FunctionCode): readonly Problem[] {
    const own = problemsWithin(item, code.range);
    const asked = code.kind === "llm" ? this.#ofAsking(code.name) : [];
    return distinct([...own, ...this.#ofAliases(item, new Set()), ...asked]);
  }

  /** Of a class without those of its methods, of an enum, of a test. */
  ofItem(item: LinkedItem): readonly Problem[] {
    const inFunctions = new Set(
      item.compiled.functions.flatMap((code) => problemsWithin(item, code.range)),
    );
    const own = item.problems.filter((problem) => !inFunctions.has(problem));
    return distinct([...own, ...this.#ofAliases(item, new Set())]);
  }

  #ofAliases(item: LinkedItem, seen: Set<string>): readonly Problem[] {
    return item.compiled.aliases.flatMap((name) => {
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
    const client = item?.view.kind === "client" ? this.#catalog.clients[name] : undefined;
    if (!item || !client || seen.has(name)) return [];
    seen.add(name);
    const policy = this.#byName.get(client.retryPolicy ?? "");
    const members = strategyOf(client).flatMap((member) => this.#ofClient(member, seen));
    return [...item.problems, ...(policy?.problems ?? []), ...members];
  }
}

function strategyOf(client: ClientSpec): readonly string[] {
  const strategy = client.options.find(([key]) => key === "strategy")?.[1];
  const items: readonly ConfigValue[] =
    typeof strategy === "object" && strategy?.kind === "array" ? strategy.items : [];
  return items.filter((item) => typeof item === "string");
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Set(problems)];
}
