import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { keywords, punctuators } from "../../../server/language/syntax/tokens";
import {
  firstToken,
  SyntaxNode,
  type SyntaxTree,
  type Token,
} from "../../../server/language/syntax/tree";
import { tokensOf, triviaBefore } from "../../../server/language/syntax/trivia";
import { printProblem, printTree } from "./printTree";
import { oddSamples, samples } from "./samples";

describe("a syntax tree", () => {
  it("has no problems in the samples", () => {
    for (const sample of samples) assert.deepEqual(parseFile(sample).problems, []);
    for (const sample of oddSamples.slice(0, 2)) assert.deepEqual(parseFile(sample).problems, []);
  });

  it("holds every character of every prefix", () => {
    for (const sample of [...samples, ...oddSamples]) {
      for (let end = 0; end <= sample.length; end++) check(sample.slice(0, end));
    }
  });

  it("holds every character of what remains when a token is deleted", () => {
    for (const sample of samples) {
      for (const [start, end] of tokenRanges(sample)) {
        check(sample.slice(0, start) + sample.slice(end));
      }
    }
  });

  it("holds every character of any tokens in any order", () => {
    fc.assert(
      fc.property(soup, (text) => {
        check(text);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("holds every character of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        check(text);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it("has problems only near a token that was deleted", () => {
    const counts: number[] = [];
    for (const sample of samples) {
      const { items } = parseFile(sample);
      for (const [start, end] of tokenRanges(sample)) {
        const { text, problems } = parseFile(sample.slice(0, start) + sample.slice(end));
        const index = items.findLastIndex((item) => item.start <= start);
        const next = items[index + 1];
        const to = next ? next.start + wordLength(next.node) : sample.length;
        for (const problem of problems) {
          const isNear = items[index]!.start <= problem.range.start && problem.range.end <= to;
          assert.ok(isNear, `without ${sample.slice(start, end)}: ${printProblem(problem, text)}`);
        }
        counts.push(problems.length);
      }
    }
    assert.ok(Math.max(...counts) <= 5);
    const cascades = counts.filter((count) => 1 < count);
    assert.ok(cascades.length < counts.length / 12, `${cascades.length} of ${counts.length}`);
  });

  it("is the same whether it was parsed from an earlier one or not", () => {
    fc.assert(
      fc.property(edits, ([text, changes]) => {
        let tree = parseFile(text);
        for (const change of changes) {
          const start = Math.floor(change.at * tree.text.length);
          const end = Math.min(tree.text.length, start + change.removed);
          const edited = tree.text.slice(0, start) + change.inserted + tree.text.slice(end);
          tree = parseFile(edited, tree);
          assert.equal(printTree(tree), printTree(parseFile(edited)));
          checkLossless(tree);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

/** Each token with what surrounds it, so that it stays a token. */
const soup = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...keywords,
        ...punctuators,
        ...["type", "prompt", "name", "self", "true", "1", "2.5", '"s"', '#"r"#', "//# h", "// c"],
        ...['"', '#"', '"#', "'", "é", "😀", "{{", "}}", "{//", "//}", "/*", "*/", "/// d"],
      ),
      fc.constantFrom("", " ", " ", "\n"),
    ),
    { maxLength: 80 },
  )
  .map((pieces) => pieces.flat().join(""));

const edits = fc.tuple(
  fc.constantFrom(...samples, ...oddSamples, samples.join("")),
  fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(12),
      inserted: fc.constantFrom(
        "",
        " ",
        "x",
        "}",
        "{",
        '"',
        "class A {}\n",
        "//",
        "\n",
        "//}",
        ";",
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
);

/** Where the tokens of a text stand in it, trivia left out. */
function tokenRanges(text: string): readonly (readonly [number, number])[] {
  return parseFile(text).items.flatMap(({ start, node }) =>
    [...leaves(node)].map((token) => [start + token.start, start + token.end] as const),
  );
}

/** The length of the keyword that begins an item, its doc comment included. */
function wordLength(node: SyntaxNode): number {
  return firstToken(node)!.end;
}

function* leaves(node: SyntaxNode): Generator<Token> {
  for (const child of node.children) {
    if (child instanceof SyntaxNode) yield* leaves(child);
    else yield child;
  }
}

function check(text: string): void {
  const tree = parseFile(text);
  checkLossless(tree);
  for (const { node } of tree.items) checkNode(node);
}

function checkLossless(tree: SyntaxTree): void {
  const pieces = tree.items.flatMap((item, index) => [
    ...triviaBefore(tree, index),
    ...tokensOf(item.node),
  ]);
  const last = triviaBefore(tree, tree.items.length);
  assert.equal([...pieces, ...last].map((token) => token.text).join(""), tree.text);
}

/** Children lie in the order of the text, inside their parent. */
function checkNode(node: SyntaxNode): void {
  let at = node.start;
  for (const child of node.children) {
    assert.ok(at <= child.start && child.start <= child.end, `${child.kind} in ${node.kind}`);
    at = child.end;
    if (child instanceof SyntaxNode) checkNode(child);
  }
  assert.ok(at <= node.end, node.kind);
}
