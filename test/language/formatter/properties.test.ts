import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "../../../server/language/formatter/format";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { isTrivia } from "../../../server/language/syntax/tokens";
import type { SyntaxTree, Token } from "../../../server/language/syntax/tree";
import { tokensOf, triviaBefore } from "../../../server/language/syntax/trivia";
import { StringView } from "../../../server/language/syntax/views/strings";
import { samples } from "../syntax/samples";

describe("formatting", () => {
  it("keeps the samples", () => {
    for (const sample of samples) check(sample);
    for (const sample of samples) check(sample.replaceAll("\n", "\r\n"));
  });

  it("keeps comments anywhere, and stands still when repeated", () => {
    for (const sample of samples) {
      for (const [index, offset] of gaps(sample).entries()) {
        for (const comment of comments) {
          // Every comment at every place takes long; each gets its share of the places.
          if ((index + comment.length) % 13 !== 0) continue;
          const text = sample.slice(0, offset) + comment + sample.slice(offset);
          if (parseFile(text).problems.length === 0) check(text);
        }
      }
    }
  });

  it("keeps text whose blanks are shuffled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.constantFrom(" ", "\n", "\n\n\n", "\t ", "  \n "), {
          minLength: 7,
          maxLength: 31,
        }),
        (sample, blanks) => {
          let at = 0;
          const tree = parseFile(sample);
          const text = allTokens(tree)
            .map((token) =>
              token.kind === "whitespace" ? blanks[at++ % blanks.length] : token.text,
            )
            .join("");
          if (parseFile(text).problems.length === 0) check(text);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
});

const comments = ["// c\n", "/* c */", "\n// c\n", "\n\n/* c\n d */\n\n", " /* c */ // d\n"];

/** The offsets between the tokens of a text. */
function gaps(text: string): readonly number[] {
  return parseFile(text).items.flatMap(({ start, node }) =>
    [...tokensOf(node)].map((token) => start + token.start),
  );
}

function allTokens(tree: SyntaxTree): readonly Token[] {
  return [
    ...tree.items.flatMap((item, index) => [...triviaBefore(tree, index), ...tokensOf(item.node)]),
    ...triviaBefore(tree, tree.items.length),
  ];
}

function check(text: string): void {
  const tree = parseFile(text);
  const first = format(tree);
  assert.equal(first.kind, "formatted");
  const formatted = parseFile(first.text);
  assert.deepEqual(formatted.problems, [], first.text);
  assert.deepEqual(format(formatted), first, text);
  assert.deepEqual(meanings(formatted), meanings(tree), text);
  assert.deepEqual(commentsIn(formatted), commentsIn(tree), text);
  for (const line of first.text.split("\n"))
    assert.ok(!/[ \t]\r?$/.test(line) || isInString(first.text), line);
}

/** The tokens that mean something; commas, colons and semicolons come and go. */
function meanings(tree: SyntaxTree): readonly string[] {
  return allTokens(tree).flatMap((token) => {
    if (isTrivia(token.kind) || separators.has(token.kind)) return [];
    return token.kind === "rawString" ? new StringView(token).value : token.text.trimEnd();
  });
}

const separators: ReadonlySet<string> = new Set([",", ";", ":"]);

/** In any order: a comment may change places with a comma, not with what means something. */
function commentsIn(tree: SyntaxTree): readonly string[] {
  return allTokens(tree)
    .filter(({ kind }) => kind === "comment" || kind === "docComment")
    .map(({ text }) =>
      text
        .replace(/^\{\/\/(.*)\/\/\}$/s, "/*$1*/")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .toSorted();
}

function isInString(text: string): boolean {
  return text.includes('#"');
}
