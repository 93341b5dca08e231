/**
 * Starts the page in a webview of VS Code. `acquireVsCodeApi` may be called once, and
 * what it gives stays in this file.
 */
import type { ToPage } from "../messages";
import type { Port } from "./port";
import { TracePage } from "./tracePage";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

function vscodePort(): Port {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (handler) =>
      window.addEventListener("message", (event: MessageEvent<ToPage>) => handler(event.data)),
    loadState: () => api.getState(),
    saveState: (state) => api.setState(state),
  };
}

new TracePage(document.body, vscodePort(), () => performance.now());
