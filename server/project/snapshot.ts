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
import { compile } from "../compiler";
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
  readonly #lines = new Map<string, LineIndex>();
  #memo: Memo | undefined;

  private constructor(
    /** Counts up from 0 with every edit. */
    readonly revision: number,
    /** By path, in the order of paths. */
    readonly files: ReadonlyMap<string, ProjectFile>,
    previous: Memo | undefined,
  ) {
    this.#previous = previous;
  }

  static of(texts: ReadonlyMap<string, string>): Snapshot {
    const files = [...texts].map(([path, text]) => ({ path, text, tree: parseFile(text) }));
    return new Snapshot(0, byPath(files), undefined);
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
    return new Snapshot(this.revision + 1, byPath(files.values()), this.#memo ?? this.#previous);
  }

  get analysis(): Analysis {
    return this.#known.analysis;
  }

  /** Compiled when first asked for. Functions with errors are in it, and refuse to run. */
  get program(): Program {
    const known = this.#known;
    known.program ??= compile(known.analysis, this.#previous?.program);
    return known.program;
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

interface Memo {
  readonly analysis: Analysis;
  program?: Program;
}

function byPath(files: Iterable<ProjectFile>): ReadonlyMap<string, ProjectFile> {
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  return new Map(sorted.map((file) => [file.path, file]));
}
