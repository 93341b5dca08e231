/** E0014 and E0036 to E0038: attributes, or their arguments, that do not belong there. */
import { AttributeView } from "../../language";
import { type Fix, nodeAround, type PlacedNode, type Problem } from "./problem";

export function removeAttribute(problem: Problem): readonly Fix[] {
  switch (problem.found.code) {
    case "E0014":
    case "E0036": {
      const place = attributeAt(problem);
      return place ? [removalOf(problem, place)] : [];
    }
    case "E0038": {
      const place = attributeAt(problem);
      const list = place && new AttributeView(place.node).argumentList;
      if (!place || !list) return [];
      const start = place.item.start + list.start;
      const edits = [{ range: { start, end: place.item.start + list.end }, text: "" }];
      return [{ title: "Remove the arguments", edits }];
    }
    default:
      return [];
  }
}

function attributeAt(problem: Problem): PlacedNode | undefined {
  return nodeAround(problem, "attribute") ?? nodeAround(problem, "blockAttribute");
}

function removalOf({ tree }: Problem, { item, node }: PlacedNode): Fix {
  const before = tree.text.slice(0, item.start + node.start);
  const start = before.length - /[ \t]*$/.exec(before)![0].length;
  const text = tree.text.slice(item.start + node.start, item.start + node.end);
  return {
    title: `Remove \`${text.split("(", 1)[0]}\``,
    edits: [{ range: { start, end: item.start + node.end }, text: "" }],
  };
}
