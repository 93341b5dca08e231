/**
 * What the server does for those who write BAML, as opposed to those who run it: completion,
 * formatting, fixes and the like. Here they are announced and listened for.
 *
 * Invariant: silent as long as another extension speaks for the language.
 */
import type { Connection, ServerCapabilities } from "vscode-languageserver";
import { formatting, rangeFormatting } from "./formatting";
import type { Session } from "./session";
import type { ProjectFilePlace } from "./workspace";

type Answer = <T>(empty: T, uri: string, ask: (file: ProjectFilePlace) => T) => Promise<T>;

export class LanguageFeatures {
  readonly #connection: Connection;
  readonly #session: Session;

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
  }

  get capabilities(): ServerCapabilities {
    return {
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
    };
  }

  listen(guarded: Answer): void {
    const connection = this.#connection;
    const answer: Answer = (empty, uri, ask) =>
      guarded(empty, uri, (file) => (this.#isSilent ? empty : ask(file)));
    connection.onDocumentFormatting((params) =>
      answer(
        null,
        params.textDocument.uri,
        ({ project, path }) => formatting(project.snapshot, path) ?? null,
      ),
    );
    connection.onDocumentRangeFormatting((params) =>
      answer(
        null,
        params.textDocument.uri,
        ({ project, path }) => rangeFormatting(project.snapshot, path, params.range) ?? null,
      ),
    );
  }

  get #isSilent(): boolean {
    return this.#session.settings.languageFeatures === "off";
  }
}
