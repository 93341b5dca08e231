import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogOf } from "../declared";
import { rendered } from "../prompt/printed";
import {
  randomArguments,
  randomTemplate,
  TEMPLATE_PARAMETERS,
  TEMPLATE_TYPES,
} from "./randomTemplates";
import { comparisons, isCompileError, Reference } from "./reference";

describe("templates, compared with the released language", function () {
  this.timeout(600_000);
  const reference = new Reference();
  after(() => reference.close());

  it("render random templates to the same text, or fail with it", async () => {
    await fc.assert(
      fc.asyncProperty(randomTemplate, randomArguments, (template, args) =>
        check(reference, template, args),
      ),
      { seed: 20260302, numRuns: comparisons(60) },
    );
  });
});

/**
 * Where we differ on purpose: an enum value in JSON is its name; the last items of an
 * empty list are none; a part of a lazy list is a part; what cannot be iterated fails at once.
 */
const DIFFERENT = /tojson|:-[12]\]|split.*\[|\)\|items|chain/;

async function check(
  reference: Reference,
  template: string,
  args: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (DIFFERENT.test(template)) return;
  const source = `${TEMPLATE_TYPES}
client<llm> C {
  provider openai
  options {
    model "m"
    api_key "k"
  }
}
function F(${TEMPLATE_PARAMETERS}) -> string {
  client C
  prompt ##"[${template}]"##
}`;
  const answer = await reference.ask({ files: { "main.baml": source }, fn: "F", args });
  // What does not parse there, or makes it die, is nothing to compare with.
  if (answer.kind === "died" || isCompileError(answer)) return;
  const ours = rendered(catalogOf(source), args);
  if (answer.kind === "error") assert("error" in ours, answer.message);
  else {
    assert("messages" in ours, "error" in ours ? ours.error : "");
    const texts = ours.messages.map(({ parts }) =>
      parts.map((part) => ({ type: part.kind, text: part.kind === "text" && part.text })),
    );
    const theirs = JSON.parse(answer.text).messages as readonly { readonly content: unknown }[];
    assert.deepEqual(
      texts,
      theirs.map(({ content }) => content),
    );
  }
}
