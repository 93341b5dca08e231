/** The keys of the page, in a dialog that `?` opens and Escape closes. */
import { button, element } from "./element";

const keys: readonly (readonly [string, string])[] = [
  ["↑ ↓", "Previous, next span"],
  ["← →", "Close, open; then to the caller, to the first call"],
  ["Home End", "First, last span"],
  ["Enter", "Go to the call in the editor"],
  ["Alt+Enter", "Go to the declaration"],
  ["/", "Filter: text, status:error, kind:llm, >100ms, <2s"],
  ["+ −", "Zoom in, out; also Ctrl+wheel"],
  ["[ ]", "Earlier, later; also Shift+wheel, or drag"],
  ["F", "Zoom to the span; also a double click"],
  ["0", "Show the whole run"],
  ["?", "These keys"],
];

export function helpDialog(): HTMLDialogElement {
  const list = element("dl", { class: "keys" });
  for (const [key, meaning] of keys) {
    list.append(element("div", {}, element("dt", {}, key), element("dd", {}, meaning)));
  }
  const close = button({ class: "link" }, "Close", () => dialog.close());
  const dialog = element(
    "dialog",
    { class: "help", "aria-label": "Keys", "data-testid": "help" },
    element("h2", {}, "Keys"),
    list,
    close,
  );
  return dialog;
}
