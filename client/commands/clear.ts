/** Forgets every run: lenses, hints, hovers and panel are as if nothing had run. */
import { commands } from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";

export function clear(server: LanguageServer) {
  return (): Promise<void> => server.execute(commands.clear, {});
}
