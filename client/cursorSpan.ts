/**
 * From the cursor to the span: moving the cursor onto a call selects its newest span in
 * the trace panel, while the panel is seen.
 *
 * Invariant: only the user's own moves count. What the panel reveals moves the cursor
 * too, and must not select in turn.
 */
import {
  type Disposable,
  type LogOutputChannel,
  TextEditorSelectionChangeKind,
  window,
} from "vscode";
import { requests, type SpanAtRequest, type SpanPlace } from "../server/lsp/protocol";
import type { LanguageServer } from "./languageClient";
import type { TracePanel } from "./tracePanel/panel";

/** A cursor that is on its way somewhere asks nothing. */
const PAUSE_MS = 120;

export function cursorSpan(
  server: LanguageServer,
  panel: TracePanel,
  log: LogOutputChannel,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
    clearTimeout(timer);
    const byUser =
      kind === TextEditorSelectionChangeKind.Keyboard ||
      kind === TextEditorSelectionChangeKind.Mouse;
    if (!byUser || !panel.isVisible || textEditor.document.languageId !== "baml") return;
    timer = setTimeout(() => {
      const params: SpanAtRequest = {
        textDocument: server.toProtocol.asTextDocumentIdentifier(textEditor.document),
        position: server.toProtocol.asPosition(textEditor.selection.active),
      };
      server.request<SpanPlace | null>(requests.spanAt, params).then(
        (place) => place && panel.select(place),
        (error: unknown) => log.warn(`no span at the cursor: ${error}`),
      );
    }, PAUSE_MS);
  });
}
