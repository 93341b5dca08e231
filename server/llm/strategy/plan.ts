/**
 * Which clients are asked, in which order, and how long is waited after each: retries,
 * fallbacks and round-robins as one list of steps.
 *
 * The list is made as it is walked, because whose turn it is in a round-robin is known only
 * when an attempt is made.
 */
import type { LlmCatalog } from "../../base";
import type { LlmWorld } from "../llmCall";
import type { ClientResolution, ResolvedStrategy } from "../request/client";
import { retryDelays } from "./retryDelays";

export interface Step {
  readonly client: Exclude<ClientResolution, { kind: "strategy" }>;
  /** The name of the client that is asked, also when there is none of that name. */
  readonly name: string;
  /** Strategies outermost first, the client itself last. */
  readonly stack: readonly string[];
  /** How long is waited when the attempt fails and another follows. */
  readonly delayMs: number;
  /** When the strategies around it must be done; the nearest such time. */
  readonly deadline?: Deadline;
}

export interface Deadline {
  /** On the world's clock. */
  readonly endMs: number;
  readonly configuredMs: number;
}

export interface Planning {
  readonly world: Pick<LlmWorld, "clock" | "roundRobin">;
  readonly catalog: LlmCatalog;
  readonly resolve: (name: string) => ClientResolution;
}

/** The steps of a call that asks a client by name. */
export function planSteps(planning: Planning, name: string): Iterable<Step> {
  return stepsOf(planning, name, { stack: [], delayMs: 0, turns: [] });
}

/** What a client inherits from the strategies around it. */
interface Surroundings {
  readonly stack: readonly string[];
  /** After each failing attempt, unless a retry policy says otherwise. */
  readonly delayMs: number;
  /** Passes the turn in each round-robin around. */
  readonly turns: readonly (() => void)[];
  readonly deadline?: Deadline;
}

function* stepsOf(planning: Planning, name: string, around: Surroundings): Generator<Step> {
  const client = around.stack.includes(name)
    ? ({ kind: "error", message: `client "${name}" asks itself` } as const)
    : planning.resolve(name);
  const stack = [...around.stack, name];
  if (client.kind === "error") {
    yield { client, name, stack, delayMs: 0 };
    return;
  }
  const { retryPolicy } = client.kind === "primitive" ? client.client : client.strategy;
  const inner =
    client.kind === "strategy" ? withDeadline(planning, client.strategy, around) : around;
  for (const delayMs of retryDelays(planning.catalog.retryPolicies, retryPolicy)) {
    const round = { ...inner, stack, delayMs: delayMs ?? around.delayMs };
    if (client.kind === "strategy") yield* membersOf(planning, client.strategy, round);
    else yield* attempt(planning, { client, name, around: round });
  }
}

function* membersOf(
  planning: Planning,
  strategy: ResolvedStrategy,
  around: Surroundings,
): Generator<Step> {
  const { name, members, start, kind } = strategy;
  if (members.length === 0) {
    const client = { kind: "error", message: `client "${name}" has no members` } as const;
    yield { client, name, stack: around.stack, delayMs: 0 };
  } else if (kind === "fallback") {
    for (const member of members) yield* stepsOf(planning, member, around);
  } else {
    const { roundRobin } = planning.world;
    const member = members[roundRobin.peek(name, members.length, start)]!;
    const passTurn = (): void => void roundRobin.take(name, members.length, start);
    yield* stepsOf(planning, member, { ...around, turns: [...around.turns, passTurn] });
  }
}

/** No attempt is made once the time of its strategies is over. */
function* attempt(
  { world }: Planning,
  {
    client,
    name,
    around,
  }: {
    readonly client: Step["client"];
    readonly name: string;
    readonly around: Surroundings;
  },
): Generator<Step> {
  const { stack, delayMs, turns, deadline } = around;
  if (deadline && deadline.endMs <= world.clock()) return;
  for (const passTurn of turns) passTurn();
  yield { client, name, stack, delayMs, ...(deadline && { deadline }) };
}

/** Limits within limits: the one that ends first counts. */
function withDeadline(
  { world }: Planning,
  { totalTimeoutMs }: ResolvedStrategy,
  around: Surroundings,
): Surroundings {
  if (totalTimeoutMs === 0) return around;
  const endMs = world.clock() + totalTimeoutMs;
  if (around.deadline && around.deadline.endMs <= endMs) return around;
  return { ...around, deadline: { endMs, configuredMs: totalTimeoutMs } };
}
