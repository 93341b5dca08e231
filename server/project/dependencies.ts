/**
 * What a function's result depends on: its own text, and that of every item it reaches.
 * The editor compares two snapshots of it to say whether a recorded run is still true.
 *
 * Invariant: white space and comments do not count. Names are followed through the
 * checker's meanings; in prompts and config blocks, where words mean nothing to it, a
 * word that is the name of a client, policy or template string counts as a use of it.
 */
import { isTrivia, type NamedItem, type SyntaxNode, tokensOf } from "../language";
import type { Snapshot } from "./snapshot";

/** The texts of a function and of all it reaches, by item name; texts without trivia. */
export type Dependencies = ReadonlyMap<string, string>;

export function dependenciesOf(snapshot: Snapshot, functionName: string): Dependencies {
  const found = new Map<string, string>();
  const names = [functionName];
  for (const name of names) {
    if (found.has(name)) continue;
    const items = snapshot.analysis.index.named(name).filter(isDefinition);
    if (items.length === 0) continue;
    found.set(name, items.map((item) => essenceOf(item.node).text).join("\n"));
    for (const item of items) names.push(...usesOf(snapshot, item));
  }
  return found;
}

/** The names whose text differs, is new or is gone; the function's own name first. */
export function changesBetween(before: Dependencies, after: Dependencies): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function usesOf(snapshot: Snapshot, item: NamedItem): readonly string[] {
  const names: string[] = [];
  for (const meaning of snapshot.analysis.checked(item.node)?.meanings.values() ?? []) {
    switch (meaning.kind) {
      case "function":
      case "templateString":
      case "constant":
      case "class":
      case "enum":
      case "alias":
      case "client":
      case "retryPolicy":
        names.push(meaning.name);
        break;
      case "variant":
        names.push(meaning.enumName);
        break;
      case "method":
        names.push(meaning.owner);
        break;
      case "derived":
        names.push(meaning.functionName);
        break;
    }
  }
  for (const word of essenceOf(item.node).words) {
    if (snapshot.analysis.index.named(word).some(isNamedInText)) names.push(word);
  }
  return names;
}

function isDefinition(item: NamedItem): boolean {
  return item.kind !== "test" && item.kind !== "generator";
}

function isNamedInText(item: NamedItem): boolean {
  return (
    item.kind === "client" ||
    item.kind === "retryPolicy" ||
    item.kind === "templateString" ||
    item.kind === "enum"
  );
}

interface Essence {
  /** The tokens that are not trivia, apart by one space. */
  readonly text: string;
  readonly words: readonly string[];
}

/** Kept by node: an item that did not change is the same object in the next snapshot. */
const essences = new WeakMap<SyntaxNode, Essence>();

function essenceOf(node: SyntaxNode): Essence {
  let essence = essences.get(node);
  if (!essence) {
    const tokens = [...tokensOf(node)].filter((token) => !isTrivia(token.kind));
    const text = tokens.map((token) => token.text).join(" ");
    essence = { text, words: [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])] };
    essences.set(node, essence);
  }
  return essence;
}
