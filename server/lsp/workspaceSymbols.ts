/** Workspace symbols: the items of all projects, and the members of types, by the letters of a name. */
import type { DocumentSymbol, SymbolInformation } from "vscode-languageserver-types";
import type { SyntaxTree } from "../language";
import type { Snapshot } from "../project";
import { documentSymbols } from "./documentSymbols";
import type { ProjectView } from "./places";
import { uriOfPath } from "./projectFiles";

/** More than a person looks through. */
const MOST_SYMBOLS = 500;

export function workspaceSymbols(
  projects: readonly ProjectView[],
  query: string,
): SymbolInformation[] {
  const found: { readonly rank: number; readonly symbol: SymbolInformation }[] = [];
  for (const { root, snapshot } of projects) {
    for (const path of snapshot.files.keys()) {
      const uri = uriOfPath(root, path);
      const add = (symbol: DocumentSymbol, containerName?: string): void => {
        const { name, kind, selectionRange: range, children = [] } = symbol;
        const rank = rankOf(name, query);
        if (rank !== undefined) {
          const location = { uri, range };
          const container = containerName === undefined ? {} : { containerName };
          found.push({ rank, symbol: { name, kind, location, ...container } });
        }
        for (const child of children) add(child, name);
      };
      for (const symbol of outlineOf(snapshot, path)) add(symbol);
    }
  }
  const sorted = found.sort((one, other) => one.rank - other.rank);
  return sorted.slice(0, MOST_SYMBOLS).map(({ symbol }) => symbol);
}

/** By tree: a file that did not change has the outline that it had. */
const outlines = new WeakMap<SyntaxTree, readonly DocumentSymbol[]>();

function outlineOf(snapshot: Snapshot, path: string): readonly DocumentSymbol[] {
  const { tree } = snapshot.files.get(path)!;
  const known = outlines.get(tree);
  if (known) return known;
  const outline = documentSymbols(snapshot, path);
  outlines.set(tree, outline);
  return outline;
}

/** Undefined when the letters do not follow each other in the name; 0 for the name itself. */
function rankOf(name: string, query: string): number | undefined {
  const lowered = name.toLowerCase();
  const wanted = query.toLowerCase();
  if (lowered === wanted) return 0;
  if (lowered.startsWith(wanted)) return 1;
  if (lowered.includes(wanted)) return 2;
  let at = -1;
  for (const letter of wanted) {
    at = lowered.indexOf(letter, at + 1);
    if (at === -1) return undefined;
  }
  return 3;
}
