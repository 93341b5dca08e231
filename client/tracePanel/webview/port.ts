/**
 * What the page needs of whoever holds it: somewhere to send messages, somewhere to get
 * them from, and a place for a little state. VS Code is one such holder.
 *
 * Invariant: nothing else on the page knows who holds it.
 */
import type { FromPage, ToPage } from "../messages";

export interface Port {
  post(message: FromPage): void;
  listen(handler: (message: ToPage) => void): void;
  loadState(): unknown;
  saveState(state: unknown): void;
}
