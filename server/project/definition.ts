/**
 * Where things are declared, and where they are used: what goes to definition, finds
 * references and renames has in common.
 *
 * Invariant: an answer names places of this snapshot; builtins have none.
 */
import { touches } from "../base";
import {
  ClassView,
  EnumView,
  itemView,
  type Local,
  type Meaning,
  type NamedItem,
  type NamedItemKind,
  type PlacedItem,
  placeAt,
} from "../language";
import { type ArgumentWord, argumentWords, type Home } from "./argumentWords";
import { type FileOffset, type FileRange, placed } from "./places";
import type { Snapshot } from "./snapshot";
import { parameterWords, type TemplateWord, templateWords } from "./templateWords";

/** What a word means, and where the word is. */
export interface MeaningPlace {
  readonly meaning: Meaning;
  readonly item: PlacedItem;
  readonly range: FileRange;
  /** Of a local that is declared in another item: an argument of a test. */
  readonly home?: Home;
}

export interface Definition {
  /** The whole declaration, without its documentation. */
  readonly range: FileRange;
  readonly nameRange: FileRange;
  readonly documentation?: string;
}

export function meaningAt(snapshot: Snapshot, at: FileOffset): MeaningPlace | undefined {
  const file = snapshot.files.get(at.path);
  const place = file && placeAt(file.tree, at.offset);
  if (!place?.token) return undefined;
  const { item, token, offset } = place;
  const meaning = snapshot.analysis.checked(item.node)?.meaningOf(token);
  if (meaning) return { meaning, item, range: placed(at.path, item, token.range) };
  const word = quietWords(snapshot, item).find(({ range }) => touches(range, offset));
  if (!word) return undefined;
  const { meaning: quiet, home } = word;
  return { meaning: quiet, item, range: placed(at.path, item, word.range), ...(home && { home }) };
}

export function definitionOf(snapshot: Snapshot, place: MeaningPlace): Definition | undefined {
  const { meaning } = place;
  switch (meaning.kind) {
    case "local":
    case "watch":
      return localDefinition(place, meaning.local);
    case "function":
      return itemDefinition(snapshot, meaning.name, ["function"]);
    case "templateString":
      return itemDefinition(snapshot, meaning.name, ["templateString"]);
    case "constant":
      return itemDefinition(snapshot, meaning.name, ["let"]);
    case "class":
      return itemDefinition(snapshot, meaning.name, ["class"]);
    case "enum":
      return itemDefinition(snapshot, meaning.name, ["enum"]);
    case "alias":
      return itemDefinition(snapshot, meaning.name, ["typeAlias"]);
    case "client":
      return itemDefinition(snapshot, meaning.name, ["client"]);
    case "retryPolicy":
      return itemDefinition(snapshot, meaning.name, ["retryPolicy"]);
    case "derived":
      return itemDefinition(snapshot, meaning.functionName, ["function"]);
    case "field":
    case "method":
      return meaning.owner === undefined
        ? undefined
        : memberDefinition(snapshot, meaning.owner, meaning.name);
    case "variant":
      return variantDefinition(snapshot, meaning.enumName, meaning.name);
    case "builtin":
    case "builtinType":
    case "namespace":
    case "env":
      return undefined;
    default:
      return meaning satisfies never;
  }
}

/** The declaration of an item by name; of several of that name, the one that counts. */
export function itemDefinition(
  snapshot: Snapshot,
  name: string,
  kinds: readonly NamedItemKind[],
): Definition | undefined {
  const found = itemNamed(snapshot, name, kinds);
  const view = found && itemView(found.item.node);
  if (!found || !view || view.kind === "header" || !view.name) return undefined;
  return {
    range: placed(found.named.path, found.item, found.item.node.range),
    nameRange: placed(found.named.path, found.item, view.name.range),
    documentation: "documentation" in view ? view.documentation : undefined,
  };
}

function itemNamed(
  snapshot: Snapshot,
  name: string,
  kinds: readonly NamedItemKind[],
): { readonly named: NamedItem; readonly item: PlacedItem } | undefined {
  const { index } = snapshot.analysis;
  const named = index.named(name).find((item) => kinds.includes(item.kind));
  const item = named && index.placeOf(named);
  return named && item ? { named, item } : undefined;
}

function localDefinition(place: MeaningPlace, local: Local): Definition {
  const { path, item } = homeOf(place);
  const range = placed(path, item, local.declaration.range);
  return { range, nameRange: range };
}

function memberDefinition(snapshot: Snapshot, owner: string, name: string): Definition | undefined {
  const found = itemNamed(snapshot, owner, ["class"]);
  if (!found) return undefined;
  const view = new ClassView(found.item.node);
  const members = [...view.methods, ...view.fields];
  const member = members.find((candidate) => candidate.name?.text === name);
  if (!member?.name) return undefined;
  return {
    range: placed(found.named.path, found.item, member.syntax.range),
    nameRange: placed(found.named.path, found.item, member.name.range),
    documentation: member.documentation,
  };
}

function variantDefinition(
  snapshot: Snapshot,
  enumName: string,
  name: string,
): Definition | undefined {
  const found = itemNamed(snapshot, enumName, ["enum"]);
  if (!found) return undefined;
  const variants = new EnumView(found.item.node).variants;
  const variant = variants.find((candidate) => candidate.name?.text === name);
  if (!variant?.name) return undefined;
  return {
    range: placed(found.named.path, found.item, variant.syntax.range),
    nameRange: placed(found.named.path, found.item, variant.name.range),
    documentation: variant.documentation,
  };
}

/** Every word of the project that means the same, declarations included. */
export function referencesOf(snapshot: Snapshot, place: MeaningPlace): readonly FileRange[] {
  const { meaning } = place;
  if (meaning.kind === "local" || meaning.kind === "watch") {
    const { path, item } = homeOf(place);
    const tests = meaning.local.kind === "parameter" ? testsNaming(snapshot, meaning.local) : [];
    return [{ path, item }, ...tests].flatMap((home) =>
      referencesIn(snapshot, home.path, home.item, meaning),
    );
  }
  return itemsNaming(snapshot, spellingOf(meaning)).flatMap(({ path, item }) =>
    referencesIn(snapshot, path, item, meaning),
  );
}

function homeOf({ home, item, range }: MeaningPlace): Home {
  return home ?? { path: range.path, item };
}

function testsNaming(snapshot: Snapshot, { name }: Local): readonly Home[] {
  return itemsNaming(snapshot, name).filter(({ item }) => item.node.kind === "test");
}

/** The items in whose text a word stands, whatever it means there: few of many. */
export function itemsNaming(
  snapshot: Snapshot,
  word: string,
): readonly { readonly path: string; readonly item: PlacedItem }[] {
  return [...snapshot.files.values()].flatMap(({ path, text, tree }) => {
    if (!text.includes(word)) return [];
    const items = tree.items.filter(({ start, node }) => {
      const at = text.indexOf(word, start);
      return at !== -1 && at < start + node.end;
    });
    return items.map((item) => ({ path, item }));
  });
}

/** What every use of a thing has in its text. */
function spellingOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case "local":
    case "watch":
      return meaning.local.name;
    case "derived":
      return meaning.functionName;
    case "builtin":
      return meaning.path.slice(meaning.path.lastIndexOf(".") + 1);
    // `baml` may be written with any number of `a`.
    case "namespace":
      return "";
    case "builtinType":
      return meaning.name.slice(meaning.name.lastIndexOf(".") + 1);
    default:
      return meaning.name;
  }
}

function referencesIn(
  snapshot: Snapshot,
  path: string,
  item: PlacedItem,
  meaning: Meaning,
): FileRange[] {
  const key = identityOf(meaning);
  return wordsOf(snapshot, item)
    .filter((word) => sameIdentity(word.meaning, key))
    .map(({ range }) => placed(path, item, range))
    .sort((one, other) => one.start - other.start);
}

/** Every word of an item that means something, prompts included, in no particular order. */
export function wordsOf(snapshot: Snapshot, item: PlacedItem): readonly TemplateWord[] {
  const meanings = snapshot.analysis.checked(item.node)?.meanings ?? [];
  return [
    ...[...meanings].map(([word, meaning]) => ({ range: word.range, meaning })),
    ...quietWords(snapshot, item),
  ];
}

/** Those of which the checker says nothing: in templates and in the arguments of tests. */
function quietWords(snapshot: Snapshot, item: PlacedItem): readonly ArgumentWord[] {
  return [
    ...parameterWords(snapshot, item),
    ...templateWords(snapshot, item),
    ...argumentWords(snapshot, item),
  ];
}

/** What two meanings must share to be the same thing: a local itself, or a spelled name. */
function identityOf(meaning: Meaning): Local | string {
  switch (meaning.kind) {
    case "local":
    case "watch":
      return meaning.local;
    case "variant":
      return `variant ${meaning.enumName}.${meaning.name}`;
    case "field":
    case "method":
      return `member ${meaning.owner ?? ""}.${meaning.name}`;
    case "derived":
      return `function ${meaning.functionName}`;
    case "builtin":
    case "namespace":
      return `${meaning.kind} ${meaning.path}`;
    default:
      return `${meaning.kind} ${meaning.name}`;
  }
}

function sameIdentity(meaning: Meaning, key: Local | string): boolean {
  return identityOf(meaning) === key;
}
