/**
 * What the server does for those who write BAML, as opposed to those who run it: completion,
 * formatting, fixes and the like. Here they are announced and listened for.
 *
 * Invariant: silent as long as another extension speaks for the language.
 */
import {
  CodeActionKind,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver";
import { durationText } from "../base";
import { callHierarchyAt, type DetailOf, incomingCalls, outgoingCalls } from "./callHierarchy";
import { type CompletionData, completion, resolvedCompletion } from "./completion/completion";
import { foldingRanges } from "./foldingRanges";
import { formatting, rangeFormatting } from "./formatting";
import { toOffset } from "./places";
import { quickFixes } from "./quickFixes/quickFixes";
import { prepareRename, type RenameRefusal, rename } from "./rename";
import { selectionRanges } from "./selectionRanges";
import { semanticTokens, semanticTokensLegend } from "./semanticTokens";
import type { Session } from "./session";
import { signatureHelp } from "./signatureHelp";
import { typeDefinitions } from "./typeDefinition";
import type { Project, ProjectFilePlace } from "./workspace";
import { workspaceSymbols } from "./workspaceSymbols";

type Answer = <T>(empty: T, uri: string, ask: (file: ProjectFilePlace) => T) => Promise<T>;
/** For questions that name no file; `what` is for the log. */
type Guard = <T>(empty: T, what: string, ask: () => T | Promise<T>) => Promise<T>;

export class LanguageFeatures {
  readonly #connection: Connection;
  readonly #session: Session;

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
  }

  get capabilities(): ServerCapabilities {
    return {
      signatureHelpProvider: { triggerCharacters: ["(", ","] },
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      workspaceSymbolProvider: true,
      typeDefinitionProvider: true,
      semanticTokensProvider: { legend: semanticTokensLegend, full: true, range: true },
      callHierarchyProvider: true,
      renameProvider: { prepareProvider: true },
      completionProvider: { triggerCharacters: [".", "@", "|"], resolveProvider: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
    };
  }

  listen(guardedAnswer: Answer, guarded: Guard): void {
    const connection = this.#connection;
    const answer: Answer = (empty, uri, ask) =>
      guardedAnswer(empty, uri, (file) => (this.#isSilent ? empty : ask(file)));
    connection.onCompletion(({ textDocument, position }) =>
      answer([], textDocument.uri, ({ project, path }) =>
        completion(project.snapshot, project.id, toOffset(project.snapshot, path, position)),
      ),
    );
    connection.onCompletionResolve((item) =>
      guarded(item, item.label, () => {
        const data = item.data as CompletionData | undefined;
        const project = data && this.#session.workspace.project(data.project);
        return project ? resolvedCompletion(project.snapshot, item) : item;
      }),
    );
    connection.onSignatureHelp(({ textDocument, position }) =>
      answer(
        null,
        textDocument.uri,
        ({ project: { snapshot }, path }) =>
          signatureHelp(snapshot, toOffset(snapshot, path, position)) ?? null,
      ),
    );
    connection.onFoldingRanges(({ textDocument }) =>
      answer([], textDocument.uri, ({ project, path }) => foldingRanges(project.snapshot, path)),
    );
    connection.onSelectionRanges(({ textDocument, positions }) =>
      answer([], textDocument.uri, ({ project, path }) =>
        selectionRanges(project.snapshot, path, positions),
      ),
    );
    connection.onWorkspaceSymbol(({ query }) =>
      guarded([], query, () =>
        this.#isSilent ? [] : workspaceSymbols(this.#session.workspace.projects, query),
      ),
    );
    connection.onTypeDefinition(({ textDocument, position }) =>
      answer([], textDocument.uri, ({ project, path }) =>
        typeDefinitions(project, toOffset(project.snapshot, path, position)),
      ),
    );
    connection.languages.semanticTokens.on(({ textDocument }) =>
      answer({ data: [] }, textDocument.uri, ({ project, path }) =>
        semanticTokens(project.snapshot, path),
      ),
    );
    connection.languages.semanticTokens.onRange(({ textDocument, range }) =>
      answer({ data: [] }, textDocument.uri, ({ project, path }) =>
        semanticTokens(project.snapshot, path, range),
      ),
    );
    this.#listenToHierarchy(answer);
    connection.onPrepareRename(({ textDocument, position }) =>
      answer(null, textDocument.uri, ({ project, path }) =>
        granted(prepareRename(project, toOffset(project.snapshot, path, position))),
      ),
    );
    connection.onRenameRequest(({ textDocument, position, newName }) =>
      answer(null, textDocument.uri, ({ project, path }) =>
        granted(rename(project, toOffset(project.snapshot, path, position), newName)),
      ),
    );
    connection.onCodeAction(({ textDocument, range, context }) =>
      answer([], textDocument.uri, ({ project, path }) =>
        isWanted(CodeActionKind.QuickFix, context.only) ? quickFixes(project, path, range) : [],
      ),
    );
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

  #listenToHierarchy(answer: Answer): void {
    const { callHierarchy } = this.#connection.languages;
    callHierarchy.onPrepare(({ textDocument, position }) =>
      answer(null, textDocument.uri, ({ project, path }) =>
        callHierarchyAt(
          project,
          toOffset(project.snapshot, path, position),
          this.#lastDurations(project),
        ),
      ),
    );
    callHierarchy.onIncomingCalls(({ item }) =>
      answer([], item.uri, ({ project, path }) =>
        incomingCalls(
          project,
          toOffset(project.snapshot, path, item.selectionRange.start),
          this.#lastDurations(project),
        ),
      ),
    );
    callHierarchy.onOutgoingCalls(({ item }) =>
      answer([], item.uri, ({ project, path }) =>
        outgoingCalls(
          project,
          toOffset(project.snapshot, path, item.selectionRange.start),
          this.#lastDurations(project),
        ),
      ),
    );
  }

  /** How long the last call of each function took. */
  #lastDurations(project: Project): DetailOf {
    return (name) => {
      const last = this.#session.history.calls.ofFunction({ name, project: project.id })?.last;
      const durationUs = last?.span.durationUs;
      return typeof durationUs === "number" ? durationText(durationUs) : undefined;
    };
  }

  get #isSilent(): boolean {
    return this.#session.settings.languageFeatures === "off";
  }
}

/** A refusal is said to the user: that is how the protocol says it. */
function granted<T extends object>(answer: T | RenameRefusal | undefined): T | null {
  if (!answer) return null;
  if ("refusal" in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refusal);
  return answer;
}

/** True when the client asks for all kinds of actions, or for this one. */
function isWanted(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return only?.some((one) => one === kind || kind.startsWith(`${one}.`)) ?? true;
}
