/** The locals that can be named at an offset: of several of a name, the one that is meant. */
import { itemAt, type Local } from "../../language";
import type { Snapshot } from "../../project";

export function localsAt(snapshot: Snapshot, path: string, offset: number): readonly Local[] {
  const tree = snapshot.files.get(path)!.tree;
  const item =
    itemAt(tree, offset) ??
    itemAt(tree, offset - 1) ??
    tree.items.findLast(({ start }) => start < offset);
  const checked = item && snapshot.analysis.checked(item.node);
  if (!item || !checked) return [];
  const inside = offset - item.start;
  const byName = new Map<string, Local>();
  for (const meaning of checked.meanings.values()) {
    if (meaning.kind !== "local" || meaning.use !== "declare") continue;
    const { local } = meaning;
    const isVisible = local.scope.start <= inside && inside <= local.scope.end;
    const other = byName.get(local.name);
    if (isVisible && (!other || other.scope.start < local.scope.start))
      byName.set(local.name, local);
  }
  return [...byName.values()];
}
