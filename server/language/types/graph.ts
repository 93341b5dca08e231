/** Graphs of names: their cycles. Both searches keep their own stack, however long the paths. */

export type Targets = (name: string) => readonly string[];

interface Visit {
  readonly name: string;
  readonly targets: readonly string[];
  next: number;
}

/**
 * The groups of names that lead to one another, among all that can be reached from
 * `roots`; a name that does not lead back to itself is a group alone. A group comes after
 * all the groups it leads to.
 */
export function stronglyConnected(roots: Iterable<string>, targets: Targets): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];

  const enter = (name: string): Visit => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    isOpen.add(name);
    return { name, targets: targets(name), next: 0 };
  };
  const lower = (name: string, to: number) => {
    lowest.set(name, Math.min(lowest.get(name)!, to));
  };
  const leave = (name: string) => {
    if (lowest.get(name) !== order.get(name)) return;
    const group = open.splice(open.lastIndexOf(name));
    for (const member of group) isOpen.delete(member);
    groups.push(group);
  };

  for (const root of roots) {
    if (order.has(root)) continue;
    const path = [enter(root)];
    while (path.length > 0) {
      const visit = path.at(-1)!;
      const target = visit.targets[visit.next++];
      if (target === undefined) {
        path.pop();
        leave(visit.name);
        const parent = path.at(-1);
        if (parent) lower(parent.name, lowest.get(visit.name)!);
      } else if (!order.has(target)) {
        path.push(enter(target));
      } else if (isOpen.has(target)) {
        lower(visit.name, order.get(target)!);
      }
    }
  }
  return groups;
}

/** A shortest way from a name back to it, both ends included; the name alone if there is none. */
export function cycleThrough(name: string, targets: Targets): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [name];
  for (const current of queue) {
    for (const target of targets(current)) {
      if (target === name) return wayTo(current, name, cameFrom);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, current);
      queue.push(target);
    }
  }
  return [name];
}

function wayTo(last: string, name: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [name];
  for (let current = last; current !== name; current = cameFrom.get(current)!) way.unshift(current);
  return [name, ...way];
}
