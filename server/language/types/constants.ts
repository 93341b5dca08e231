/**
 * Constants of a project among themselves: in which order they are checked, and which of
 * them lead to themselves (E0068).
 *
 * The order goes by the words in their values, before anything was checked; what is
 * reported goes by what the words turned out to mean.
 */
import type { Diagnostic } from "../diagnostics";
import { nameOf } from "../names/itemIndex";
import { type SyntaxNode, type Token, textOf } from "../syntax/tree";
import type { BodyResult } from "./checkItem";
import { cycleThrough, stronglyConnected } from "./graph";
import type { Cycles } from "./typeCycles";

/** The constants without an annotation, by name: of these the type must be inferred. */
export type InferredConstants = ReadonlyMap<string, SyntaxNode>;

/** What is mentioned before what mentions it; and the names that mention themselves in the end. */
export function mentionGroups(constants: InferredConstants): {
  readonly order: ReadonlyMap<SyntaxNode, number>;
  readonly cyclic: ReadonlySet<string>;
} {
  const mentions = (name: string) => mentionedIn(constants.get(name)!, constants);
  const groups = stronglyConnected(constants.keys(), mentions);
  const order = groups
    .flat()
    .map((name, index): [SyntaxNode, number] => [constants.get(name)!, index]);
  const cyclic = groups.filter(
    (group) => 1 < group.length || mentions(group[0]!).includes(group[0]!),
  );
  return { order: new Map(order), cyclic: new Set(cyclic.flat()) };
}

function mentionedIn(node: SyntaxNode, constants: InferredConstants): readonly string[] {
  const own = nameOf(node);
  const value = own ? textOf(node).slice(own.end - node.start) : "";
  const words: readonly string[] = value.match(/[A-Za-z_][\w-]*/g) ?? [];
  return [...new Set(words)].filter((word) => constants.has(word));
}

/** Constants whose values need them, directly or through functions; under the first name of each cycle. */
export function constantCycles(
  constants: readonly string[],
  bodies: ReadonlyMap<string, BodyResult>,
): Cycles {
  const isConstant = new Set(constants);
  const uses = (key: string) => {
    const body = bodies.get(key);
    return body ? [...body.constants, ...body.callees] : [];
  };
  const cycles = new Map<string, readonly string[]>();
  for (const group of stronglyConnected(constants, uses)) {
    const [first] = group.filter((key) => isConstant.has(key)).sort();
    if (first === undefined || (group.length === 1 && !uses(first).includes(first))) continue;
    cycles.set(first, cycleThrough(first, uses));
  }
  return cycles;
}

export function constantCycle(name: Token, cycle: readonly string[]): Diagnostic {
  return {
    code: "E0068",
    severity: "error",
    range: name.range,
    message: `these constants form a dependency cycle: ${cycle.join(" -> ")}`,
    hint: "A constant is worked out when it is first used, so its value must not need itself.",
  };
}
