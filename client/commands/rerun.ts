/** Runs what ran last once more, from whatever file. */
import { commands } from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";
import { isTrusted } from "../trust";

export function rerun(server: LanguageServer) {
  return async (): Promise<unknown> =>
    isTrusted() ? server.execute(commands.rerun, {}) : undefined;
}
