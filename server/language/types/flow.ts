/**
 * What is known at a point of a body: which locals are narrowed, and whether the point can
 * be reached at all (4.9, 4.10).
 *
 * Invariant: a flow is a value. Branches start from the same one and are joined into the next.
 */

import type { Local } from "./checkedItem";
import { sameType } from "./sameType";
import type { Type } from "./type";

export interface Flow {
  readonly narrowed: Narrowing;
  /** Locals that were assigned since the last branching. */
  readonly assigned: ReadonlySet<Local>;
  /** True once control cannot get here. */
  readonly diverged: boolean;
}

/** Locals whose type is known better than declared. */
export type Narrowing = ReadonlyMap<Local, Type>;

export const noNarrowing: Narrowing = new Map();

export const startFlow: Flow = { narrowed: noNarrowing, assigned: new Set(), diverged: false };

export function narrow(flow: Flow, changes: Narrowing): Flow {
  if (changes.size === 0) return flow;
  return { ...flow, narrowed: new Map([...flow.narrowed, ...changes]) };
}

/** An assignment ends the narrowing of its target. */
export function assign(flow: Flow, local: Local): Flow {
  return {
    ...flow,
    narrowed: without(flow.narrowed, new Set([local])),
    assigned: new Set([...flow.assigned, local]),
  };
}

export function diverge(flow: Flow): Flow {
  return flow.diverged ? flow : { ...flow, diverged: true };
}

/** Where a branch begins. */
export function branchOf(flow: Flow, changes: Narrowing = noNarrowing): Flow {
  return narrow({ narrowed: flow.narrowed, assigned: new Set(), diverged: false }, changes);
}

/**
 * What is known after branches that began at `before`: what all that come through agree on.
 * When only one comes through, all that it knows.
 */
export function joinedFlow(before: Flow, branches: readonly Flow[]): Flow {
  const through = branches.filter((branch) => !branch.diverged);
  const assigned = new Set([before, ...branches].flatMap((branch) => [...branch.assigned]));
  const diverged = before.diverged || (0 < branches.length && through.length === 0);
  return {
    narrowed: through.length === 0 ? before.narrowed : agreement(before, through),
    assigned,
    diverged,
  };
}

/** What is known after something that may have happened partly, several times or not at all. */
export function afterPossible(before: Flow, inside: Flow): Flow {
  return {
    narrowed: without(before.narrowed, inside.assigned),
    assigned: new Set([...before.assigned, ...inside.assigned]),
    diverged: before.diverged,
  };
}

/** What is known in a loop that assigns some of the locals: nothing from before about those. */
export function withoutNames(flow: Flow, names: ReadonlySet<string>): Flow {
  const locals = [...flow.narrowed.keys()].filter((local) => names.has(local.name));
  return { ...flow, narrowed: without(flow.narrowed, new Set(locals)) };
}

function without(narrowed: Narrowing, locals: ReadonlySet<Local>): Narrowing {
  const hasAny = [...narrowed.keys()].some((local) => locals.has(local));
  if (!hasAny) return narrowed;
  return new Map([...narrowed].filter(([local]) => !locals.has(local)));
}

/** What was known before and not assigned since, and what all of them know alike. */
function agreement(before: Flow, flows: readonly Flow[]): Narrowing {
  const [first, ...others] = flows;
  if (others.every((flow) => flow.narrowed === first!.narrowed)) return first!.narrowed;
  const assigned = new Set(flows.flatMap((flow) => [...flow.assigned]));
  const shared = [...first!.narrowed].filter(([local, type]) =>
    others.every((flow) => {
      const other = flow.narrowed.get(local);
      return other !== undefined && sameType(other, type);
    }),
  );
  return new Map([...without(before.narrowed, assigned), ...shared]);
}
