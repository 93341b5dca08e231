/** A project as features see it, made from a fixture. */
import assert from "node:assert/strict";
import type { ProjectView } from "../../server/lsp/places";
import { type FileOffset, Snapshot } from "../../server/project";
import { fixture } from "./fixture";

export const ROOT = "file:///project";

export function projectOf(marked: string): ProjectView {
  return { root: ROOT, snapshot: Snapshot.of(fixture(marked).files) };
}

/** The project, and where its cursor is. */
export function projectAt(marked: string): {
  readonly project: ProjectView;
  readonly at: FileOffset;
} {
  const { files, cursor } = fixture(marked);
  assert.ok(cursor, "the fixture needs a cursor");
  return { project: { root: ROOT, snapshot: Snapshot.of(files) }, at: cursor };
}
