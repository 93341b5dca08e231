/** Runs one test: the one a lens names, or the one the user picks. */
import { window } from "vscode";
import {
  commands,
  type RunTestArguments,
  requests,
  type TestInfo,
} from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";
import { isTrusted } from "../trust";

export function runTest(server: LanguageServer) {
  return async (given?: RunTestArguments): Promise<unknown> => {
    if (!isTrusted()) return undefined;
    const argument = given ?? (await pickTest(server));
    return argument && server.execute(commands.runTest, argument);
  };
}

async function pickTest(server: LanguageServer): Promise<RunTestArguments | undefined> {
  const tests = await server.request<readonly TestInfo[]>(requests.tests, {});
  const items = tests.map((test) => ({
    label: `$(beaker) ${test.test}`,
    description: test.function,
    test,
  }));
  const picked = await window.showQuickPick(items, { placeHolder: "Test to run" });
  return (
    picked && {
      project: picked.test.project,
      function: picked.test.function,
      test: picked.test.test,
    }
  );
}
