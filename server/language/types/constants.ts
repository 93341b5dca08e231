/**
 * Constants of a project among themselves: in which order they are checked, and which of
 * them lead to themselves (E0068).
 *
 * The order goes by the words in their values, before anything was checked; what is
 * reported goes by what the words turned out to mean.
 */
import type { Diagnostic } from "../diagnostics";
import type { ItemDiagnostics } from "../names/duplicates";
import { type ItemIndex, nameOf } from "../names/itemIndex";
import { type SyntaxNode, textOf } from "../syntax/tree";
import type { BodyResult } from "./checkItem";
import { cycleThrough, stronglyConnected } from "./graph";

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

/** A constant whose value needs the constant itself, directly or through functions. */
export function constantCycles(
  bodies: ReadonlyMap<string, BodyResult>,
  index: ItemIndex,
): ItemDiagnostics {
  const constants = [...bodies.values()].filter((body) => body.type).map((body) => body.key);
  const isConstant = new Set(constants);
  const uses = (key: string) => {
    const body = bodies.get(key);
    return body ? [...body.constants, ...body.callees] : [];
  };
  const diagnostics = new Map<SyntaxNode, readonly Diagnostic[]>();
  for (const group of stronglyConnected(constants, uses)) {
    const [first] = group.filter((key) => isConstant.has(key)).sort();
    if (first === undefined || (group.length === 1 && !uses(first).includes(first))) continue;
    const item = index.named(first).find(({ kind }) => kind === "let");
    if (item) diagnostics.set(item.node, [constantCycle(cycleThrough(first, uses), item.node)]);
  }
  return diagnostics;
}

function constantCycle(cycle: readonly string[], item: SyntaxNode): Diagnostic {
  return {
    code: "E0068",
    severity: "error",
    range: nameOf(item)?.range ?? item.range,
    message: `these constants form a dependency cycle: ${cycle.join(" -> ")}`,
    hint: "A constant is worked out when it is first used, so its value must not need itself.",
  };
}
