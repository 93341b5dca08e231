/**
 * Which function a command means: the one it was given, the one around the cursor, or
 * the one the user picks.
 */
import { type TextEditor, window } from "vscode";
import {
  type FunctionId,
  type FunctionInfo,
  type FunctionPlace,
  requests,
} from "../../server/lsp/protocol";
import type { LanguageServer } from "../languageClient";

export async function functionMeant(
  server: LanguageServer,
  given: Partial<FunctionId> | undefined,
): Promise<FunctionId | undefined> {
  const { project, function: name } = given ?? {};
  if (project && name) return { project, function: name };
  const all = await server.request<readonly FunctionPlace[]>(requests.functions, {});
  const named = name ? all.filter((place) => place.function === name) : all;
  if (name && named.length === 1) return named[0];
  return (name ? undefined : atCursor(server, all)) ?? pick(named);
}

export async function functionInfo(server: LanguageServer, id: FunctionId): Promise<FunctionInfo> {
  const { project, function: name } = id;
  const info = await server.request<FunctionInfo | null>(requests.functionInfo, {
    project,
    function: name,
  });
  if (!info) throw new Error(`there is no function \`${name}\` that can run`);
  return info;
}

function atCursor(
  server: LanguageServer,
  places: readonly FunctionPlace[],
): FunctionPlace | undefined {
  const editor: TextEditor | undefined = window.activeTextEditor;
  if (!editor) return undefined;
  const uri = editor.document.uri.toString();
  return places.find(({ location }) => {
    const here = server.toCode.asUri(location.uri).toString() === uri;
    return here && server.toCode.asRange(location.range).contains(editor.selection.active);
  });
}

async function pick(places: readonly FunctionPlace[]): Promise<FunctionPlace | undefined> {
  if (places.length === 0) {
    void window.showInformationMessage("There is no BAML function here to run.");
    return undefined;
  }
  const several = new Set(places.map((place) => place.project)).size > 1;
  const items = places.map((place) => ({
    label: `$(symbol-function) ${place.function}`,
    description: several ? decodeURIComponent(place.project.replace(/^.*?([^/]+)\/?$/, "$1")) : "",
    place,
  }));
  const picked = await window.showQuickPick(items, { placeHolder: "Function to run" });
  return picked?.place;
}
