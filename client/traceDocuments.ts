/**
 * `spanlens:` documents: traces, prompts, replies and values as read-only text, which the
 * editor can search, fold and compare. The server has the text.
 */
import {
  Disposable,
  EventEmitter,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import { clientNotifications, type DocumentText, requests } from "../server/lsp/protocol";
import type { LanguageServer } from "./languageClient";

const SCHEME = "spanlens";

export function traceDocuments(server: LanguageServer): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri, token) => {
      const found = await textAt(server, uri, token);
      return found?.text ?? "This text is no longer in the history.";
    },
  });
  // The text of a run that goes on grows; others never change.
  const listener = server.onNotification(clientNotifications.traceChanged, () => {
    for (const document of workspace.textDocuments) {
      if (document.uri.scheme === SCHEME) changed.fire(document.uri);
    }
  });
  return Disposable.from(provider, listener, changed);
}

/** Opens a `spanlens:` document beside whatever has the focus. */
export async function openTraceDocument(
  server: LanguageServer,
  uri: string,
): Promise<TextDocument> {
  const target = Uri.parse(uri, true);
  if (target.scheme !== SCHEME) throw new Error(`not a document of Spanlens: ${uri}`);
  const document = await workspace.openTextDocument(target);
  const found = await textAt(server, target);
  const known = await languages.getLanguages();
  if (found && known.includes(found.languageId) && document.languageId !== found.languageId) {
    await languages.setTextDocumentLanguage(document, found.languageId);
  }
  await window.showTextDocument(document, { preview: true });
  return document;
}

export async function traceText(server: LanguageServer, uri: string): Promise<string | undefined> {
  return (await textAt(server, Uri.parse(uri, true)))?.text;
}

function textAt(
  server: LanguageServer,
  uri: Uri,
  token?: Parameters<LanguageServer["request"]>[2],
): Promise<DocumentText | null> {
  return server.request<DocumentText | null>(requests.document, { uri: uri.toString() }, token);
}
