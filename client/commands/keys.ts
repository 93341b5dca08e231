/** Sets and deletes API keys in the editor's secret storage. Values are typed, never shown. */
import { window } from "vscode";
import type { Keys } from "../secrets";

export function setKey(keys: Keys) {
  return async (given?: string): Promise<void> => {
    const name = given ?? (await askName(keys));
    if (!name) return;
    const value = await window.showInputBox({
      title: `Value of ${name}`,
      prompt: "Kept in the editor's secret storage. It appears in no trace, log or setting.",
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === "" ? "a value is wanted" : undefined),
    });
    if (value !== undefined) await keys.set(name, value.trim());
  };
}

export function deleteKey(keys: Keys) {
  return async (given?: string): Promise<void> => {
    const names = [...keys.names()];
    if (names.length === 0) {
      void window.showInformationMessage("No keys are kept.");
      return;
    }
    const name = given ?? (await window.showQuickPick(names, { placeHolder: "Key to delete" }));
    if (name) await keys.delete(name);
  };
}

function askName(keys: Keys): Thenable<string | undefined> {
  const kept = keys.names();
  return window.showInputBox({
    title: "Name of the variable",
    prompt: kept.length > 0 ? `Kept now: ${kept.join(", ")}` : "As in env.OPENAI_API_KEY",
    value: "OPENAI_API_KEY",
    validateInput: (text) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : "letters, digits and underscores",
  });
}
