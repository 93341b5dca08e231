/** Workspaces for the specs. The first is the one that ships; the others are small. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./editorSession";
import type { Files } from "./editorWindow";

export function examples(): Files {
  const folder = join(root, "examples", "baml_src");
  const files = readdirSync(folder).map((name) => {
    return [`baml_src/${name}`, readFileSync(join(folder, name), "utf8")];
  });
  return Object.fromEntries(files);
}

/** A client of the provider that a test runs; the key is one that must never be shown. */
export function clientOf(baseUrl: string): string {
  return `client<llm> Local {
  provider openai-generic
  options {
    base_url "${baseUrl}"
    model "test-model"
    api_key env.LOCAL_KEY
  }
}
`;
}
