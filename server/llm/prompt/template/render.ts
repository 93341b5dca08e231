/**
 * Renders the statements of templates to text.
 *
 * Invariant: a node's text is the result of a function, never written into a shared
 * buffer, so macros, `set` blocks and loops nest without captures.
 */
import { type TemplateNode, type TemplateTarget, unreachable } from "../../../base";
import { evaluate, evaluateFilter } from "./evaluate";
import { invalidOperation, TemplateFailure } from "./failure";
import { LoopObject } from "./loop";
import { MacroObject } from "./macro";
import { NamespaceObject } from "./namespace";
import { outputText } from "./print";
import type { Scope } from "./scope";
import { isObject, isTrue, kindName, type TemplateValue, tryIterate } from "./value";

export function renderNodes(nodes: readonly TemplateNode[], scope: Scope): string {
  return nodes.map((node) => renderNode(node, scope)).join("");
}

function renderNode(node: TemplateNode, scope: Scope): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "output":
      return outputText(evaluate(node.expression, scope));
    case "if": {
      const branch = node.branches.find(({ condition }) => isTrue(evaluate(condition, scope)));
      return renderNodes(branch?.body ?? node.otherwise ?? [], scope);
    }
    case "for":
      return renderFor(node, scope);
    case "set":
      assign(node.target, evaluate(node.value, scope), scope);
      return "";
    case "setBlock": {
      const text: TemplateValue = renderNodes(node.body, scope);
      const value = node.filters.reduce(
        (input: TemplateValue, filter) => evaluateFilter(filter, input, scope),
        text,
      );
      assign(node.target, value, scope);
      return "";
    }
    case "macro":
      scope.set(node.name, new MacroObject(node, scope, renderNodes));
      return "";
    case "unsupported":
      throw new TemplateFailure(`unsupported statement: ${node.statement}`);
    default:
      return unreachable(node, "node");
  }
}

type ForNode = Extract<TemplateNode, { kind: "for" }>;

function renderFor(node: ForNode, scope: Scope): string {
  const text = renderLoop(node, evaluate(node.iterable, scope), scope, 1);
  return text ?? renderNodes(node.otherwise ?? [], scope);
}

/** Undefined when there was nothing to go through. */
function renderLoop(
  node: ForNode,
  iterable: TemplateValue,
  scope: Scope,
  depth: number,
): string | undefined {
  const items = loopItems(node, iterable, scope);
  if (items.length === 0) return undefined;
  const isSized = node.filter !== undefined || (isObject(iterable) && iterable.size !== undefined);
  const inner = scope.inner();
  const recurse = node.recursive
    ? (again: TemplateValue) => scope.nested(() => renderLoop(node, again, inner, depth + 1) ?? "")
    : undefined;
  const loop = new LoopObject(items, isSized, depth, recurse);
  inner.set("loop", loop);
  // All rounds share a scope: what one round sets, the next one sees.
  const rounds = items.map((item) => {
    loop.advance();
    assign(node.target, item, inner);
    return renderNodes(node.body, inner);
  });
  return rounds.join("");
}

/** What is left out by the loop's `if` is not counted. */
function loopItems(node: ForNode, iterable: TemplateValue, scope: Scope): TemplateValue[] {
  const iterated = tryIterate(iterable);
  if (!iterated) throw invalidOperation(`${kindName(iterable)} is not iterable`);
  const items = Array.from(iterated);
  const { filter } = node;
  if (!filter) return items;
  return items.filter((item) => {
    const inner = scope.inner();
    assign(node.target, item, inner);
    return isTrue(evaluate(filter, inner));
  });
}

function assign(target: TemplateTarget, value: TemplateValue, scope: Scope): void {
  switch (target.kind) {
    case "name":
      scope.set(target.name, value);
      return;
    case "tuple":
      unpack(target.items, value, scope);
      return;
    case "attribute": {
      const object = evaluate(target.object, scope);
      if (!(object instanceof NamespaceObject)) {
        throw invalidOperation(`can only assign to namespaces, not ${kindName(object)}`);
      }
      object.set(target.name, value);
      return;
    }
    default:
      unreachable(target, "target");
  }
}

function unpack(targets: readonly TemplateTarget[], value: TemplateValue, scope: Scope): void {
  const items = isObject(value) ? value.iterate() : undefined;
  if (!items) throw new TemplateFailure("cannot unpack: value is not iterable");
  const values = Array.from(items);
  if (values.length !== targets.length) {
    const counts = `expected ${targets.length}, got ${values.length}`;
    throw new TemplateFailure(`cannot unpack: sequence of wrong length (${counts})`);
  }
  for (const [index, target] of targets.entries()) assign(target, values[index], scope);
}
