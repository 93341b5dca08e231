/** Composite clients that lead back to themselves (V120). */
import type { Diagnostic } from "../diagnostics";
import type { ItemIndex } from "../names/itemIndex";
import type { SyntaxNode, Token } from "../syntax/tree";
import { ClientView } from "../syntax/views/declarations";
import { stronglyConnected } from "../types/graph";
import { configText } from "./configText";
import { error } from "./faults";
import { providerNamed } from "./providers";

/** By client, the names on its cycle in the order of declaration; only the first of them reports. */
export type ClientCycles = ReadonlyMap<SyntaxNode, readonly string[]>;

export function clientCycles(index: ItemIndex): ClientCycles {
  const members = new Map<string, readonly string[]>();
  const nodes = new Map<string, SyntaxNode>();
  for (const { tree } of index.files) {
    for (const { node } of tree.items) {
      const name = node.kind === "client" ? new ClientView(node).name?.text : undefined;
      if (name === undefined || nodes.has(name)) continue;
      nodes.set(name, node);
      members.set(name, membersOf(node));
    }
  }
  const next = (name: string): string[] =>
    (members.get(name) ?? []).filter((member) => nodes.has(member));
  const cycles = new Map<SyntaxNode, readonly string[]>();
  for (const group of stronglyConnected([...nodes.keys()], next)) {
    const [only] = group;
    if (group.length === 1 && !next(only!).includes(only!)) continue;
    const ordered = [...nodes.keys()].filter((name) => group.includes(name));
    cycles.set(nodes.get(ordered[0]!)!, ordered);
  }
  return cycles;
}

export function clientCycle(name: Token, cycle: readonly string[]): Diagnostic {
  const path = [...cycle, cycle[0]!].join(" -> ");
  return error("V120", name.range, `these clients form a dependency cycle: ${path}`);
}

function membersOf(node: SyntaxNode): readonly string[] {
  const { block } = new ClientView(node);
  if (!providerNamed(configText(block?.item("provider")?.value) ?? "")?.isStrategy) return [];
  const options = block?.item("options")?.value;
  const strategy = options?.kind === "configBlock" ? options.item("strategy")?.value : undefined;
  if (strategy?.kind !== "configArray") return [];
  return strategy.elements.flatMap((element) => configText(element) ?? []);
}
