/**
 * Arguments as a JSON document, for signatures that do not fit a line each. The document
 * lives in memory, names its schema, and so has completion, hovers and errors in place
 * from the editor's own JSON support.
 */
import {
  CodeLens,
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  languages,
  Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import type { FunctionId, FunctionInfo } from "../../server/lsp/protocol";
import { argumentsSchema } from "./fields";

export const ARGUMENTS_SCHEME = "spanlens-args";
const SCHEMA_SCHEME = "spanlens-schema";

export class ArgumentDocuments implements Disposable {
  readonly #files = new MemoryFiles();
  readonly #schemas = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  readonly #registrations = Disposable.from(
    workspace.registerFileSystemProvider(ARGUMENTS_SCHEME, this.#files, { isCaseSensitive: true }),
    workspace.registerTextDocumentContentProvider(SCHEMA_SCHEME, {
      provideTextDocumentContent: (uri) => this.#schemas.get(uri.path) ?? "{}",
    }),
    languages.registerCodeLensProvider({ scheme: ARGUMENTS_SCHEME }, { provideCodeLenses: lenses }),
  );

  /** Opens the arguments of a function, beginning from these. */
  async open(info: FunctionInfo, args: Readonly<Record<string, unknown>>): Promise<void> {
    const uri = documentUri(info);
    const schema = this.#schemaUri(uri);
    this.#schemas.set(schema.path, JSON.stringify(argumentsSchema(info.parameters)));
    const text = JSON.stringify({ $schema: schema.toString(), ...args }, undefined, 2);
    this.#files.writeFile(uri, new TextEncoder().encode(`${text}\n`));
    const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
    const first = editor.document.lineAt(Math.min(2, editor.document.lineCount - 1));
    editor.selection = new Selection(first.range.end, first.range.end);
  }

  /** Short, for people see it; functions of one name in two projects get two. */
  #schemaUri(document: Uri): Uri {
    const key = document.toString();
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    const path = `/${number}${document.path.replace(".args.json", ".json")}`;
    return Uri.from({ scheme: SCHEMA_SCHEME, path });
  }

  dispose(): void {
    this.#registrations.dispose();
  }
}

/** The function and the arguments of a document, or a message that says what is wrong. */
export function argumentsIn(
  document: TextDocument,
): { id: FunctionId; args: Readonly<Record<string, unknown>> } | { problem: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document.getText());
  } catch (error) {
    return { problem: `the arguments are not JSON: ${(error as Error).message}` };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { problem: "the arguments are an object, one key a parameter" };
  }
  const { $schema: _, ...args } = parsed as Record<string, unknown>;
  return { id: functionOf(document.uri), args };
}

function lenses(document: TextDocument): CodeLens[] {
  const { function: name } = functionOf(document.uri);
  const command = { title: `Run ${name} with these arguments`, command: "spanlens.runArguments" };
  return [new CodeLens(new Range(new Position(0, 0), new Position(0, 0)), command)];
}

/** The name is for people; the query says whose function it is. */
function documentUri({ project, function: name }: FunctionId): Uri {
  return Uri.from({ scheme: ARGUMENTS_SCHEME, path: `/${name}.args.json`, query: project });
}

function functionOf(uri: Uri): FunctionId {
  return { project: uri.query, function: uri.path.slice(1).replace(/\.args\.json$/, "") };
}

/** Just enough of a file system to save to, so that closing a document asks for no place. */
class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  #revision = 0;

  stat(uri: Uri) {
    const { bytes, mtime } = this.#file(uri);
    return { type: FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  readFile(uri: Uri): Uint8Array {
    return this.#file(uri).bytes;
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    this.#files.set(uri.toString(), { bytes, mtime: ++this.#revision });
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    this.#files.delete(uri.toString());
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  #file(uri: Uri) {
    const file = this.#files.get(uri.toString());
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }
}
