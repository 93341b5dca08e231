/** The released language, as a peer. Never part of the product. */
import { createRequire } from "node:module";
import { resolve } from "node:path";

interface ReferenceRuntime {
  createContextManager(): unknown;
  buildRequestSync(
    fn: string,
    args: object,
    context: unknown,
    registry: null,
    types: null,
    stream: boolean,
    env: object,
  ): { readonly body: { text(): string } };
  parseLlmResponse(
    fn: string,
    text: string,
    partial: boolean,
    context: unknown,
    types: null,
    registry: null,
    env: object,
  ): unknown;
}

interface ReferenceRuntimes {
  fromFiles(folder: string, files: object, env: object): ReferenceRuntime;
}

process.env["BAML_LOG"] = "off";
const native = createRequire(resolve("package.json"))("@boundaryml/baml/native");

export const reference: ReferenceRuntimes = native.BamlRuntime;
