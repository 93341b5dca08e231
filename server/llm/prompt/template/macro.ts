/** A macro: a piece of template that is called like a function and gives text. */
import type { TemplateNode } from "../../../base";
import { DictObject, ListObject, pairsOf } from "./collections";
import { evaluate } from "./evaluate";
import { tooManyArguments } from "./failure";
import type { Scope } from "./scope";
import type { TemplateObject, TemplateValue } from "./value";

type MacroNode = Pick<Extract<TemplateNode, { kind: "macro" }>, "name" | "params" | "body">;

export class MacroObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "map";
  readonly #node: MacroNode;
  readonly #scope: Scope;
  readonly #render: (nodes: readonly TemplateNode[], scope: Scope) => string;

  /** Sees the scope it was written in, not the one it is called from. */
  constructor(
    node: MacroNode,
    scope: Scope,
    render: (nodes: readonly TemplateNode[], scope: Scope) => string,
  ) {
    this.#node = node;
    this.#scope = scope;
    this.#render = render;
  }

  get size(): number {
    return 3;
  }

  get(key: TemplateValue): TemplateValue {
    if (key === "name") return this.#node.name;
    if (key === "arguments") return new ListObject(this.#node.params.map(({ name }) => name));
    return key === "caller" ? false : undefined;
  }

  iterate(): Iterable<TemplateValue> {
    return ["name", "arguments", "caller"];
  }

  print(): string {
    return `<macro ${this.#node.name}>`;
  }

  call(args: readonly TemplateValue[]): TemplateValue {
    return this.#scope.nested(() => this.#render(this.#node.body, this.#bind(args)));
  }

  #bind(args: readonly TemplateValue[]): Scope {
    const { params } = this.#node;
    const last = args.at(-1);
    const named = last instanceof DictObject && last.isKeywordArguments ? last : undefined;
    const positional = named ? args.slice(0, -1) : args;
    if (positional.length > params.length) throw tooManyArguments();
    if (named) this.#checkNames(named, positional.length);
    const scope = this.#scope.inner();
    // From the last to the first, so that of two equal names the first one counts.
    for (const [index, param] of Array.from(params.entries()).reverse()) {
      const given = index < positional.length ? positional[index] : named?.get(param.name);
      const useDefault = given === undefined && param.default !== undefined;
      scope.set(param.name, useDefault ? evaluate(param.default, scope) : given);
    }
    return scope;
  }

  #checkNames(named: DictObject, positionalCount: number): void {
    for (const [name] of pairsOf(named)) {
      const index = this.#node.params.findIndex((param) => param.name === name);
      if (index < 0) throw tooManyArguments(`unknown keyword argument \`${String(name)}\``);
      if (index < positionalCount) throw tooManyArguments(`duplicate argument \`${String(name)}\``);
    }
  }
}
