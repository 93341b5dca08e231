/**
 * `Run` and `Run with…`: finds the function, its arguments, and hands both to the server.
 * How it went is shown by lenses and panel, so a run that fails is no failure of ours.
 */
import {
  commands,
  type FunctionId,
  type RunArguments,
  type RunResult,
} from "../../server/lsp/protocol";
import type { ArgumentAsker } from "../arguments/ask";
import type { ArgumentChoice } from "../arguments/memory";
import type { LanguageServer } from "../languageClient";
import { isTrusted } from "../trust";
import { functionInfo, functionMeant } from "./functions";

export function run(server: LanguageServer, asker: ArgumentAsker) {
  return async (given?: Partial<RunArguments>): Promise<RunResult | undefined> => {
    if (!isTrusted()) return undefined;
    const id = await functionMeant(server, given);
    if (!id) return undefined;
    if (given?.args || given?.test) return server.execute(commands.run, { ...given, ...idOf(id) });
    return runChosen(server, asker, id, given?.model, (info) => asker.forRun(info));
  };
}

export function runWith(server: LanguageServer, asker: ArgumentAsker) {
  return async (given?: Partial<FunctionId>): Promise<RunResult | undefined> => {
    if (!isTrusted()) return undefined;
    const id = await functionMeant(server, given);
    if (!id) return undefined;
    return runChosen(server, asker, id, undefined, (info) => asker.forRunWith(info));
  };
}

async function runChosen(
  server: LanguageServer,
  asker: ArgumentAsker,
  id: FunctionId,
  model: RunArguments["model"],
  choose: ArgumentAsker["forRun"],
): Promise<RunResult | undefined> {
  const info = await functionInfo(server, id);
  const choice = await choose(info);
  if (!choice) return undefined;
  await asker.remember(info, choice);
  const argument: RunArguments = { ...idOf(id), ...argumentsOf(choice), ...(model && { model }) };
  return server.execute(commands.run, argument);
}

function argumentsOf(choice: ArgumentChoice): Pick<RunArguments, "args" | "test"> {
  return choice.kind === "test" ? { test: choice.test } : { args: choice.args };
}

function idOf({ project, function: name }: FunctionId): FunctionId {
  return { project, function: name };
}
