/**
 * A digest of the sources, to tell two states of a project apart. It is no secret and
 * guards nothing, so it is small and quick.
 */
import type { SourceFile, SyntaxTree } from "../language";

/** 16 hexadecimal digits. */
export function hashOf(files: readonly SourceFile[]): string {
  return digest(files.map((file) => `${file.path}\n${treeHash(file.tree)}`).join("\n"));
}

function treeHash(tree: SyntaxTree): string {
  const known = hashes.get(tree);
  if (known !== undefined) return known;
  const hash = digest(tree.text);
  hashes.set(tree, hash);
  return hash;
}

const hashes = new WeakMap<SyntaxTree, string>();

/** Two 32-bit FNV-1a hashes with different primes and starts, side by side. */
function digest(text: string): string {
  let left = 0x811c9dc5;
  let right = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    left = Math.imul(left ^ unit, 0x01000193);
    right = Math.imul(right ^ unit, 0x85ebca6b);
    right ^= right >>> 13;
  }
  return hex(left) + hex(right);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
