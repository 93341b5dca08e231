/**
 * How diagnostics reach the client: open documents are asked for where the client asks,
 * and pushed where it does not; files that nobody has open are always pushed, so that
 * the whole project's problems are known.
 */
import {
  type ClientCapabilities,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { Diagnostic } from "vscode-languageserver-types";
import { diagnostics } from "./diagnostics";
import { uriOfPath } from "./projectFiles";
import type { Session } from "./session";
import type { Project, ProjectFilePlace } from "./workspace";

type Answer = <T>(empty: T, uri: string, ask: (file: ProjectFilePlace) => T) => Promise<T>;

export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #session: Session;
  /** What each file was last pushed, by URI, so that nothing is said twice. */
  readonly #pushed = new Map<string, readonly unknown[]>();
  readonly #waiting = new Map<string, Project>();
  #isPulled = false;
  #refreshes = false;

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
  }

  initialize({ textDocument, workspace }: ClientCapabilities): void {
    this.#isPulled = textDocument?.diagnostic !== undefined;
    this.#refreshes = workspace?.diagnostics?.refreshSupport ?? false;
  }

  get capability(): Pick<ServerCapabilities, "diagnosticProvider"> {
    if (!this.#isPulled) return {};
    const options = { interFileDependencies: true, workspaceDiagnostics: false };
    return { diagnosticProvider: { identifier: "baml", ...options } };
  }

  listen(answer: Answer): void {
    const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    this.#connection.languages.diagnostics.on((params) =>
      answer(empty, params.textDocument.uri, (file) => this.#report(file, params.previousResultId)),
    );
  }

  /** There is a new snapshot. Several in one turn, as when a project is loaded, are told once. */
  changed(project: Project): void {
    if (this.#waiting.size === 0) setImmediate(() => this.#tell());
    this.#waiting.set(project.id, project);
  }

  #tell(): void {
    const projects = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const project of projects) this.#push(project);
    if (this.#isPulled && this.#refreshes) {
      this.#connection.languages.diagnostics
        .refresh()
        .catch((error: Error) => this.#connection.console.warn(error.message));
    }
  }

  #push(project: Project): void {
    const seen = new Set<string>();
    for (const path of project.snapshot.files.keys()) {
      const uri = uriOfPath(project.root, path);
      seen.add(uri);
      const isAsked = this.#isPulled && this.#session.workspace.isOpen(uri);
      const found = isAsked || this.#isSilent ? NONE : project.snapshot.diagnosticsOf(path);
      if (this.#pushed.get(uri) === found) continue;
      if (found.length === 0 && !this.#pushed.has(uri) && this.#isPulled) continue;
      this.#pushed.set(uri, found);
      this.#send(uri, found.length === 0 ? [] : diagnostics(project, path));
    }
    for (const uri of this.#pushed.keys()) {
      if (!seen.has(uri) && uri.startsWith(`${project.id}/`)) this.#forget(uri);
    }
  }

  /** A file that is gone has no problems. */
  #forget(uri: string): void {
    this.#pushed.delete(uri);
    this.#send(uri, []);
  }

  #send(uri: string, found: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics: found });
  }

  #report({ project, path }: ProjectFilePlace, previous?: string): DocumentDiagnosticReport {
    const { snapshot } = project;
    const resultId = this.#isSilent ? "silent" : resultIdOf(snapshot.diagnosticsOf(path));
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    const items = this.#isSilent ? [] : diagnostics(project, path);
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Another extension speaks for the language. */
  get #isSilent(): boolean {
    return this.#session.settings.languageFeatures === "off";
  }
}

const NONE: readonly unknown[] = [];

/** The same list of problems is the same object as long as it is the same. */
const resultIds = new WeakMap<object, string>();
let lastResultId = 0;

function resultIdOf(found: readonly unknown[]): string {
  let id = resultIds.get(found);
  if (id === undefined) {
    id = String(++lastResultId);
    resultIds.set(found, id);
  }
  return id;
}
