/** Shows in the editor where a span was called or declared. */
import { type Location, TextEditorRevealType, ViewColumn, window } from "vscode";

export async function revealLocation(
  location: Location,
  options: { readonly preserveFocus: boolean; readonly besides: boolean },
): Promise<void> {
  const shown = window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === location.uri.toString(),
  );
  const editor = await window.showTextDocument(location.uri, {
    preserveFocus: options.preserveFocus,
    preview: true,
    selection: location.range,
    // A panel in an editor tab would be covered by the file it points into.
    viewColumn: shown?.viewColumn ?? (options.besides ? ViewColumn.Beside : ViewColumn.Active),
  });
  editor.revealRange(location.range, TextEditorRevealType.InCenterIfOutsideViewport);
}
