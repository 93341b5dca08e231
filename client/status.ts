/**
 * What the server last said of itself: which runs go on, the newest that ended, and
 * whether the engine works. The status bar, the list of runs and the commands read it.
 */
import { commands, type Disposable, EventEmitter } from "vscode";
import { clientNotifications, type Status } from "../server/lsp/protocol";
import type { LanguageServer } from "./languageClient";

export class StatusSource implements Disposable {
  readonly #changed = new EventEmitter<Status>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: Disposable;
  #current: Status = { running: [], model: "auto" };

  constructor(server: LanguageServer) {
    this.#listener = server.onNotification<Status>(clientNotifications.status, (status) => {
      this.#current = status;
      void commands.executeCommand("setContext", "spanlens.running", status.running.length > 0);
      this.#changed.fire(status);
    });
  }

  get current(): Status {
    return this.#current;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
