/** What links in hovers do with the whole of a value: open it, or copy it. */
import { env, window } from "vscode";
import type { LanguageServer } from "../languageClient";
import { openTraceDocument, traceText } from "../traceDocuments";

export function openDocument(server: LanguageServer) {
  return async (uri: string): Promise<void> => {
    await openTraceDocument(server, uri);
  };
}

export function copyDocument(server: LanguageServer) {
  return async (uri: string): Promise<void> => {
    const text = await traceText(server, uri);
    if (text === undefined) throw new Error("this text is no longer in the history");
    await env.clipboard.writeText(text);
    window.setStatusBarMessage("Copied", 2000);
  };
}
