/**
 * The settings that the language server reads, as it wants them, and what this session
 * changes of them. User settings are read here and written nowhere.
 */
import { Disposable, EventEmitter, extensions, workspace } from "vscode";
import type { Settings } from "../server/lsp/protocol";

export class SettingsSource implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listener = Disposable.from(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("spanlens")) this.#changed.fire();
    }),
    extensions.onDidChange(() => this.#changed.fire()),
  );
  /** Set while inline durations are switched for this session. */
  #inlineDurations: Settings["inlineDurations"] | undefined;

  current(): Settings {
    const read = workspace.getConfiguration("spanlens");
    const value = <T>(name: string): T => read.get<T>(name)!;
    return {
      model: value("model"),
      lens: { enabled: value("lens.enabled") },
      inlineDurations: this.#inlineDurations ?? value("inlineDurations"),
      languageFeatures: languageFeatures(value("languageFeatures")),
      trace: { mode: value("trace.mode") },
      env: { files: value("env.files") },
      run: {
        timeoutMs: value("run.timeoutMs"),
        allowSystemAccess: value("run.allowSystemAccess"),
      },
      history: {
        maxRuns: value("history.maxRuns"),
        maxMegabytes: value("history.maxMegabytes"),
      },
    };
  }

  /** Hides the durations beside calls, or shows them again, until the window is closed. */
  toggleInlineDurations(): void {
    const configured = workspace.getConfiguration("spanlens").get("inlineDurations");
    const shown = configured === "off" ? "lastRun" : undefined;
    const hidden = configured === "off" ? undefined : "off";
    this.#inlineDurations = this.current().inlineDurations === "off" ? shown : hidden;
    this.#changed.fire();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/** `auto` leaves the language to BAML's own extension where that is active; only an editor knows. */
function languageFeatures(configured: Settings["languageFeatures"]): Settings["languageFeatures"] {
  if (configured !== "auto") return configured;
  return extensions.getExtension(BAML_EXTENSION) ? "off" : "on";
}

const BAML_EXTENSION = "Boundary.baml-extension";
