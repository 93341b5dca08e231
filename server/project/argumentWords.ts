/**
 * The keys in the `args` of tests: parameters of the function that is tested, and below
 * them the fields of their classes.
 *
 * Invariant: a key means one thing. In a test of several functions it is the parameter of
 * the first one that has it.
 */
import {
  type ConfigBlockView,
  type ConfigValueView,
  type Environment,
  FunctionView,
  type Local,
  type PlacedItem,
  TestView,
  type Type,
} from "../language";
import { testedNames } from "./functions";
import type { FileRange } from "./places";
import type { Snapshot } from "./snapshot";
import type { TemplateWord } from "./templateWords";

/** Where the function of a parameter stands. */
export interface Home {
  readonly path: FileRange["path"];
  readonly item: PlacedItem;
}

export interface ArgumentWord extends TemplateWord {
  /** Set for a parameter, which is declared in another item. */
  readonly home?: Home;
}

export function argumentWords(snapshot: Snapshot, { node }: PlacedItem): readonly ArgumentWord[] {
  if (node.kind !== "test") return [];
  const { block } = new TestView(node);
  const args = block?.item("args")?.value;
  if (!block || args?.kind !== "configBlock") return [];
  const parameters = testedNames(block).flatMap(({ name }) => parametersOf(snapshot, name));
  return args.items.flatMap(({ key, keyToken, value }) => {
    const found = parameters.find(({ local }) => local.name === key);
    if (!found || !keyToken || keyToken.kind !== "word") return [];
    const { local, home } = found;
    const own: ArgumentWord = {
      range: keyToken.range,
      meaning: { kind: "local", local, use: "read" },
      home,
    };
    return [own, ...fieldWords(snapshot.analysis.environment, local.type, value)];
  });
}

function parametersOf(
  snapshot: Snapshot,
  name: string,
): readonly { readonly local: Local; readonly home: Home }[] {
  const { index } = snapshot.analysis;
  const named = index.named(name).find(({ kind }) => kind === "function");
  const item = named && index.placeOf(named);
  const checked = named && snapshot.analysis.checked(named.node);
  if (!item || !checked) return [];
  return new FunctionView(named.node).parameters.flatMap((parameter) => {
    const meaning = parameter.name && checked.meaningOf(parameter.name);
    if (meaning?.kind !== "local") return [];
    return { local: meaning.local, home: { path: named.path, item } };
  });
}

/** The keys of the maps that stand for instances of classes, however deep. */
function fieldWords(
  environment: Environment,
  type: Type,
  value: ConfigValueView | undefined,
): readonly ArgumentWord[] {
  if (type.kind === "optional") return fieldWords(environment, type.inner, value);
  if (value?.kind === "configArray" && type.kind === "list") {
    return value.elements.flatMap((element) => fieldWords(environment, type.item, element));
  }
  if (value?.kind !== "configBlock" || type.kind !== "named") return [];
  const declared = environment.typeNamed(type.name);
  if (declared?.kind === "alias") return fieldWords(environment, declared.type, value);
  return declared?.kind === "class" ? keyWords(environment, declared, value) : [];
}

function keyWords(
  environment: Environment,
  owner: { readonly name: string; readonly fields: readonly { name: string; type: Type }[] },
  { items }: ConfigBlockView,
): readonly ArgumentWord[] {
  return items.flatMap(({ key, keyToken, value }) => {
    const field = owner.fields.find(({ name }) => name === key);
    if (!field || keyToken?.kind !== "word") return [];
    const { name, type } = field;
    const meaning = { kind: "field", owner: owner.name, name, type } as const;
    return [{ range: keyToken.range, meaning }, ...fieldWords(environment, type, value)];
  });
}
