/** Between the protocol's positions and our offsets. The only place where they are turned. */
import type { Location, Position, Range } from "vscode-languageserver-types";
import type { LineRange, SourceSpan } from "../base";
import type { FileOffset, FileRange, Snapshot } from "../project";
import { uriOfPath } from "./projectFiles";

/** A project as features see it: its code, and the URI that its paths count from. */
export interface ProjectView {
  readonly root: string;
  readonly snapshot: Snapshot;
}

export function toRange(snapshot: Snapshot, range: FileRange): Range {
  const lines = snapshot.linesOf(range.path);
  return { start: lines.positionAt(range.start), end: lines.positionAt(range.end) };
}

export function toLocation(project: ProjectView, range: FileRange): Location {
  return { uri: uriOfPath(project.root, range.path), range: toRange(project.snapshot, range) };
}

export function toOffset(snapshot: Snapshot, path: string, position: Position): FileOffset {
  return { path, offset: snapshot.linesOf(path).offsetAt(position) };
}

export function rangeOfLines([startLine, start, endLine, end]: LineRange): Range {
  return {
    start: { line: startLine, character: start },
    end: { line: endLine, character: end },
  };
}

export function locationOfSpan(root: string, span: SourceSpan): Location {
  return { uri: uriOfPath(root, span.uri), range: rangeOfLines(span.range) };
}
