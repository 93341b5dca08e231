/**
 * A snapshot: all files of a project at one revision, and what follows from them.
 *
 * Invariant: a snapshot never changes. `edit` gives the next one, which shares with
 * this one whatever the edit left alone, down to the single item.
 *
 * Invariant: no I/O. Texts are handed in; nothing here knows where they come from.
 */
import { LineIndex, type SourceSpan } from "../base";
import type { Program } from "../bytecode";
import { Compiler } from "../compiler";
import {
  type Analysis,
  analyze,
  type FileDiagnostic,
  parseFile,
  type SyntaxTree,
} from "../language";
import type { FileRange } from "./places";

/** A file of a snapshot. `path` is relative to the project's root, with `/`. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxTree;
}

export class Snapshot {
  readonly #previous: Memo | undefined;
  /** Shared by all snapshots of a project: it remembers the code of items that did not change. */
  readonly #compiler: Compiler;
  readonly #lines = new Map<string, LineIndex>();
  #memo: Memo | undefined;
  #program: Program | undefined;

  private constructor(
    /** Counts up from 0 with every edit. */
    readonly revision: number,
    /** By path, in the order of paths. */
    readonly files: ReadonlyMap<string, ProjectFile>,
    compiler: Compiler,
    previous?: Memo,
  ) {
    this.#compiler = compiler;
    this.#previous = previous;
  }

  static of(texts: ReadonlyMap<string, string>): Snapshot {
    const files = [...texts].map(([path, text]) => ({ path, text, tree: parseFile(text) }));
    return new Snapshot(0, byPath(files), new Compiler());
  }

  /** The next snapshot: each path gets its new text, or leaves the project with `undefined`. */
  edit(changes: ReadonlyMap<string, string | undefined>): Snapshot {
    const files = new Map(this.files);
    for (const [path, text] of changes) {
      const before = files.get(path);
      if (text === undefined) files.delete(path);
      else if (before?.text !== text) {
        files.set(path, { path, text, tree: parseFile(text, before?.tree) });
      }
    }
    const known = this.#memo ?? this.#previous;
    return new Snapshot(this.revision + 1, byPath(files.values()), this.#compiler, known);
  }

  get analysis(): Analysis {
    return this.#known.analysis;
  }

  /** Compiled when first asked for. Functions with errors are in it, and refuse to run. */
  get program(): Program {
    this.#program ??= this.#compiler.compile(this.analysis);
    return this.#program;
  }

  diagnosticsOf(path: string): readonly FileDiagnostic[] {
    return this.analysis.diagnosticsOf(path);
  }

  linesOf(path: string): LineIndex {
    let lines = this.#lines.get(path);
    if (!lines) {
      lines = new LineIndex(this.files.get(path)?.text ?? "");
      this.#lines.set(path, lines);
    }
    return lines;
  }

  spanOf(range: FileRange): SourceSpan {
    return { uri: range.path, range: this.linesOf(range.path).lineRange(range) };
  }

  /** Worked out once, from what the previous snapshot knew. */
  get #known(): Memo {
    this.#memo ??= { analysis: analyze([...this.files.values()], this.#previous?.analysis) };
    return this.#memo;
  }
}

/** What the next snapshot begins from. */
interface Memo {
  readonly analysis: Analysis;
}

function byPath(files: Iterable<ProjectFile>): ReadonlyMap<string, ProjectFile> {
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  return new Map(sorted.map((file) => [file.path, file]));
}
