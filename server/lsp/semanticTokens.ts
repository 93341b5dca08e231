/**
 * Semantic tokens: the words whose colour only their meaning can tell, in prompts as well.
 * Keywords, strings and numbers are left to the grammar.
 */
import {
  type Range,
  SemanticTokenModifiers,
  type SemanticTokens,
  type SemanticTokensLegend,
  SemanticTokenTypes,
} from "vscode-languageserver-types";
import { inFile, type Local, type Meaning } from "../language";
import { type Snapshot, wordsOf } from "../project";
import { toOffset } from "./places";

const tokenTypes = [
  SemanticTokenTypes.class,
  SemanticTokenTypes.enum,
  SemanticTokenTypes.type,
  SemanticTokenTypes.function,
  SemanticTokenTypes.method,
  SemanticTokenTypes.parameter,
  SemanticTokenTypes.variable,
  SemanticTokenTypes.property,
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.namespace,
  SemanticTokenTypes.interface,
] as const;

const tokenModifiers = [
  SemanticTokenModifiers.declaration,
  SemanticTokenModifiers.readonly,
  SemanticTokenModifiers.defaultLibrary,
  SemanticTokenModifiers.modification,
] as const;

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: [...tokenModifiers],
};

/** Of a whole file, or of the items in a range of it. */
export function semanticTokens(snapshot: Snapshot, path: string, range?: Range): SemanticTokens {
  const lines = snapshot.linesOf(path);
  const encoder = new Encoder();
  const start = range ? toOffset(snapshot, path, range.start).offset : 0;
  const end = range ? toOffset(snapshot, path, range.end).offset : Number.POSITIVE_INFINITY;
  for (const item of snapshot.files.get(path)?.tree.items ?? []) {
    if (item.start + item.node.end < start || end < item.start) continue;
    const words = wordsOf(snapshot, item).map((word) => ({
      ...inFile(item, word.range),
      meaning: word.meaning,
    }));
    for (const word of words.sort((one, other) => one.start - other.start)) {
      const colour = colourOf(word.meaning);
      const { line, character } = lines.positionAt(word.start);
      if (colour) encoder.add(line, character, word.end - word.start, colour);
    }
  }
  return { data: encoder.data };
}

interface Colour {
  readonly type: (typeof tokenTypes)[number];
  readonly modifiers?: readonly (typeof tokenModifiers)[number][];
}

/** Five numbers a token, each place counted from the one before. */
class Encoder {
  readonly data: number[] = [];
  #line = 0;
  #character = 0;

  add(line: number, character: number, length: number, { type, modifiers = [] }: Colour): void {
    const isSameLine = line === this.#line;
    const column = isSameLine ? character - this.#character : character;
    let bits = 0;
    for (const modifier of modifiers) bits |= 1 << tokenModifiers.indexOf(modifier);
    this.data.push(line - this.#line, column, length, tokenTypes.indexOf(type), bits);
    this.#line = line;
    this.#character = character;
  }
}

function colourOf(meaning: Meaning): Colour | undefined {
  switch (meaning.kind) {
    case "local": {
      const { use, local } = meaning;
      return use === "read"
        ? colourOfLocal(local)
        : { ...colourOfLocal(local), modifiers: [useModifiers[use]] };
    }
    case "watch":
      return {
        type: SemanticTokenTypes.property,
        modifiers: [SemanticTokenModifiers.defaultLibrary],
      };
    case "function":
    case "templateString":
      return { type: SemanticTokenTypes.function };
    case "constant":
    case "env":
      return { type: SemanticTokenTypes.variable, modifiers: [SemanticTokenModifiers.readonly] };
    case "class":
      return { type: SemanticTokenTypes.class };
    case "enum":
      return { type: SemanticTokenTypes.enum };
    case "alias":
      return { type: SemanticTokenTypes.type };
    case "client":
    case "retryPolicy":
      return { type: SemanticTokenTypes.interface };
    case "variant":
      return { type: SemanticTokenTypes.enumMember };
    case "field":
      return { type: SemanticTokenTypes.property };
    case "method":
    case "derived":
      return { type: SemanticTokenTypes.method };
    case "builtin":
      return {
        type: meaning.onReceiver ? SemanticTokenTypes.method : SemanticTokenTypes.function,
        modifiers: [SemanticTokenModifiers.defaultLibrary],
      };
    case "namespace":
      return {
        type: SemanticTokenTypes.namespace,
        modifiers: [SemanticTokenModifiers.defaultLibrary],
      };
    case "builtinType":
      return { type: SemanticTokenTypes.type, modifiers: [SemanticTokenModifiers.defaultLibrary] };
    default:
      return meaning satisfies never;
  }
}

const useModifiers = {
  declare: SemanticTokenModifiers.declaration,
  write: SemanticTokenModifiers.modification,
} as const;

function colourOfLocal({ kind }: Local): Colour {
  const isParameter = kind === "parameter" || kind === "self";
  return { type: isParameter ? SemanticTokenTypes.parameter : SemanticTokenTypes.variable };
}
