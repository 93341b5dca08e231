import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogOf } from "../declared";
import { rendered } from "../prompt/printed";
import { type RandomSchema, randomSchema } from "./randomSchemas";
import { comparisons, isCompileError, Reference } from "./reference";

describe("output format, compared with the released language", function () {
  this.timeout(600_000);
  const reference = new Reference();
  after(() => reference.close());

  it("describes random types in the same words", async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema(), keywordArguments, (schema, given) =>
        check(reference, schema, given),
      ),
      { seed: 20260301, numRuns: comparisons(40) },
    );
  });
});

const keywordArguments = fc.constantFrom(
  "",
  '(prefix="P: ")',
  "(prefix=none)",
  '(prefix="")',
  '(or_splitter=" | ")',
  '(enum_value_prefix="* ")',
  "(enum_value_prefix=none)",
  "(always_hoist_enums=true)",
  "(hoist_classes=true)",
  '(hoist_classes="auto")',
  '(hoist_classes=["Cow"])',
  '(hoist_classes=["Doe", "Bee"])',
  '(hoisted_class_prefix="type")',
  "(hoisted_class_prefix=none)",
  '(map_style="object")',
  "(quote_class_fields=true)",
  '(render_null_as="nil")',
  '(hoist_classes=true, hoisted_class_prefix="interface", quote_class_fields=true)',
  '(always_hoist_enums=true, hoist_classes=true, or_splitter=" | ", render_null_as="")',
);

async function check(reference: Reference, schema: RandomSchema, given: string): Promise<void> {
  const source = `${schema.types}
client<llm> C {
  provider openai
  options {
    model "m"
    api_key "k"
  }
}
function F() -> ${schema.returnType} {
  client C
  prompt #"[{{ ctx.output_format${given} }}]"#
}`;
  const answer = await reference.ask({ files: { "main.baml": source }, fn: "F", args: {} });
  // What does not compile there, or makes it die, is nothing to compare with.
  if (answer.kind === "died" || isCompileError(answer)) return;
  const ours = rendered(catalogOf(source));
  if (answer.kind === "error") assert("error" in ours, source);
  else assert.deepEqual(textOf(ours), JSON.parse(answer.text).messages[0].content[0].text, source);
}

function textOf(ours: ReturnType<typeof rendered>): string | undefined {
  if ("error" in ours) return ours.error;
  const part = ours.messages[0]?.parts[0];
  return part?.kind === "text" ? part.text : undefined;
}
