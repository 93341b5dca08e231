import assert from "node:assert/strict";
import fc from "fast-check";
import { builtRequest } from "../request/builtRequest";
import { PROMPT_ARGUMENTS, type RandomClient, randomClient, randomPrompt } from "./randomClients";
import { comparisons, isCompileError, Reference } from "./reference";

describe("requests, compared with the released language", function () {
  this.timeout(600_000);
  const reference = new Reference();
  after(() => reference.close());

  it("go to the same address with the same headers and body", async () => {
    await fc.assert(
      fc.asyncProperty(randomClient, randomPrompt, fc.boolean(), (client, prompt, stream) =>
        check(reference, client, prompt, stream),
      ),
      { seed: 20260303, numRuns: comparisons(60) },
    );
  });
});

async function check(
  reference: Reference,
  client: RandomClient,
  prompt: string,
  stream: boolean,
): Promise<void> {
  const source = `${client.text}
function F(q: string, img: image, doc: pdf, imgs: image[]) -> string {
  client C
  prompt ##"${prompt}"##
}`;
  const files = { "main.baml": source };
  const args = PROMPT_ARGUMENTS;
  const answer = await reference.ask({ files, fn: "F", args, stream });
  // What does not compile there, or makes it die, is nothing to compare with; it builds
  // no streams for Bedrock, and images are not downloaded here.
  const isNoRequest =
    answer.kind === "error" && /modular streaming|fetch media/.test(answer.message);
  if (answer.kind === "died" || isCompileError(answer) || isNoRequest) return;
  const ours = await builtRequest({ files, function: "F", args, stream });
  if (answer.kind === "error") {
    assert("error" in ours, answer.message);
    return;
  }
  assert(!("error" in ours), "error" in ours ? ours.error : "");
  const { "baml-original-url": _, ...headers } = answer.headers;
  assert.deepEqual(
    { url: ours.url, headers: ours.headers, body: ours.body },
    { url: answer.url, headers, body: JSON.parse(answer.text) },
  );
}
