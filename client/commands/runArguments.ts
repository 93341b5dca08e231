/** Runs a function with the arguments of the JSON document that is open. */
import { window } from "vscode";
import { commands, type RunResult } from "../../server/lsp/protocol";
import { ARGUMENTS_SCHEME, argumentsIn } from "../arguments/argumentDocument";
import type { ArgumentAsker } from "../arguments/ask";
import type { LanguageServer } from "../languageClient";
import { isTrusted } from "../trust";
import { functionInfo } from "./functions";

export function runArguments(server: LanguageServer, asker: ArgumentAsker) {
  return async (): Promise<RunResult | undefined> => {
    const document = window.activeTextEditor?.document;
    if (!isTrusted() || document?.uri.scheme !== ARGUMENTS_SCHEME) return undefined;
    const found = argumentsIn(document);
    if ("problem" in found) {
      void window.showErrorMessage(found.problem);
      return undefined;
    }
    await document.save();
    const { id, args } = found;
    await asker.remember(await functionInfo(server, id), { kind: "args", args });
    return server.execute(commands.run, { ...id, args });
  };
}
