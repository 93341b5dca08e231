/** E0035: adds the `args` of a test, with the plainest value of what its function needs. */
import { TestView } from "../../language";
import { testsOf } from "../../project";
import { plainValue } from "./plainValue";
import {
  type Fix,
  INDENTATION,
  indentationAt,
  lineBreakOf,
  nodeAround,
  type Problem,
} from "./problem";

export function addArguments(problem: Problem): readonly Fix[] {
  const { found, tree } = problem;
  const place = found.code === "E0035" ? nodeAround(problem, "test") : undefined;
  const block = place && new TestView(place.node).block?.syntax;
  if (!place || !block) return [];
  const end = place.item.start + block.end - 1;
  const start = tree.text.slice(0, end).trimEnd().length;
  const lineBreak = lineBreakOf(tree.text);
  const outer = indentationAt(tree.text, place.item.start + place.node.start);
  const inner =
    outer + (/\n([ \t]+)\S/.exec(tree.text.slice(place.item.start, end))?.[1] ?? INDENTATION);
  const args = argumentsOf(problem).map((one) => `${lineBreak}${inner}${INDENTATION}${one}`);
  const body = args.length === 0 ? "{}" : `{${args.join("")}${lineBreak}${inner}}`;
  const text = `${lineBreak}${inner}args ${body}${lineBreak}${outer}`;
  return [{ title: "Add `args`", edits: [{ range: { start, end }, text }] }];
}

function argumentsOf({ snapshot, path, found }: Problem): readonly string[] {
  const { environment } = snapshot.analysis;
  const test = testsOf(snapshot, path).find(
    ({ nameRange }) => nameRange.start === found.range.start,
  );
  const declared = test?.functions[0] && environment.valueNamed(test.functions[0].name);
  if (declared?.kind !== "function") return [];
  return declared.params.flatMap(({ name, type }) => {
    const value = plainValue(environment, type);
    return name === undefined || value === "null" ? [] : [`${name} ${value}`];
  });
}
