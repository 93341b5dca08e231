/** Random classes, enums and aliases, and the types that they allow to be written. */
import type { Chance } from "./chance";
import { block, raw } from "./layout";

export interface Types {
  readonly items: readonly (readonly string[])[];
  readonly classes: readonly string[];
  readonly enums: readonly string[];
  /** The classes that tests may add to. */
  readonly dynamic: readonly string[];
  readonly variants: ReadonlyMap<string, readonly string[]>;
}

const CLASSES = ["Person", "Address", "Invoice", "LineItem", "Ticket_2", "HTTPResult", "A"];
const ENUMS = ["Color", "Priority", "Sentiment", "B2"];
const ALIASES = ["Id", "Data", "MaybeText", "Party", "Score"];
const VARIANTS = ["Red", "GREEN", "Dark_Blue", "Low", "High2", "X", "NotApplicable"];

export function typeItems(chance: Chance): Types {
  const classes = chance.some(CLASSES, 1);
  const enums = chance.some(ENUMS);
  const aliases = chance.some(ALIASES);
  const variants = new Map(enums.map((name) => [name, chance.some(VARIANTS, 1)]));
  const items = [
    ...enums.map((name) => enumItem(chance, name, variants.get(name)!)),
    ...classes.map((name, index) => {
      const known = { enums, classes: classes.slice(0, index), all: [...classes, ...aliases] };
      return classItem(chance, name, known);
    }),
    ...aliases.map((name) => aliasItem(chance, name)),
  ];
  const dynamic = items.flatMap((item) => {
    const name = /^class (\w+)/.exec(item[0]!)?.[1];
    return name && item.some((line) => line.includes("@@dynamic")) ? [name] : [];
  });
  return { items, classes, enums, dynamic, variants };
}

/** What the type of a field may name; `all` only where a value may be missing. */
export interface KnownTypes {
  readonly enums: readonly string[];
  readonly classes: readonly string[];
  readonly all: readonly string[];
}

const FIELDS =
  "name id type status class_name client test match value kind items createdAt x1 url options prompt".split(
    " ",
  );

function classItem(chance: Chance, name: string, known: KnownTypes): readonly string[] {
  const fields = chance.some(FIELDS).map((field) => fieldLines(chance, field, known));
  const attributes = chance.some([
    '@@description("What it is")',
    '@@alias("Other")',
    "@@dynamic",
    `@@assert(sane, {{ this != none }})`,
    "@@stream.done",
  ]);
  const body = [...fields.flat(), ...(chance.oneIn(3) ? attributes : [])];
  return block(chance, `class ${name}`, body);
}

function fieldLines(chance: Chance, name: string, known: KnownTypes): readonly string[] {
  if (chance.oneIn(12)) return [`${name} string? @skip`];
  const head = `${name} ${fieldType(chance, known)}`;
  if (chance.oneIn(15)) return [raw(`${head} @description(#"`), raw('  About "it".'), raw('"#)')];
  if (chance.oneIn(15) && !head.includes("|"))
    return [raw(head), raw('  @description("Below")'), raw('  @alias("x")')];
  const attributes = chance.oneIn(2) ? chance.some(fieldAttributes).slice(0, 3) : [];
  return [[head, ...attributes].join(" ")];
}

const fieldAttributes = [
  '@alias("other name")',
  '@description("It\'s \\"the\\" one")',
  "@check(not_nothing, {{ this != none }})",
  "@assert(plain, {{ this|string|length < 100 }})",
  "@assert({{ this is defined }})",
  "@stream.done",
  "@stream.not_null",
  "@stream.with_state",
];

/** Never needs a value of a later class. */
function fieldType(chance: Chance, known: KnownTypes): string {
  const later = known.all.length > 0 ? [laterType(chance, known)] : [];
  return chance.pick([plainType(chance, known), plainType(chance, known), ...later]);
}

function laterType(chance: Chance, { all }: KnownTypes): string {
  const name = chance.pick(all);
  return chance.pick([
    `${name}?`,
    `${name}[]`,
    `${name} | null`,
    `map<string, ${name}>`,
    `(${name} | string)[]`,
  ]);
}

export function plainType(chance: Chance, known: KnownTypes, depth = 2): string {
  const { enums, classes } = known;
  const name = chance.pick([
    ...["string", "string", "int", "float", "bool", "image", "audio", "pdf", "video"],
    ...enums,
    ...classes,
  ]);
  const literal = chance.pick(['"a"', '"two words"', "5", "-1", "true"]);
  if (depth === 0 || chance.oneIn(2)) return chance.pick([name, name, name, literal]);
  const inner = plainType(chance, { enums, classes, all: [] }, depth - 1);
  const key = chance.pick(["string", '"a" | "b"', ...enums]);
  // The released language wants `?` at the end of a union, or around it.
  const member = /\?$|null/.test(inner) ? name : inner;
  return chance.pick([
    `${name}[]`,
    `${name}[][]`,
    `${name}?`,
    `${name} | null`,
    `(${member} | ${name})?`,
    `(${member} | ${literal})`,
    `(${member} | ${name})[]`,
    `map<${key}, ${inner}>`,
    `${name} | ${inner}`,
    `${literal} | ${inner}`,
  ]);
}

function enumItem(chance: Chance, name: string, variants: readonly string[]): readonly string[] {
  const body = variants.map((variant) => {
    const attributes = chance.oneIn(3) ? chance.some(variantAttributes) : [];
    return [variant, ...attributes].join(" ");
  });
  const attributes = chance.some(['@@alias("Kind")', "@@dynamic"]);
  return block(chance, `enum ${name}`, [...body, ...(chance.oneIn(4) ? attributes : [])]);
}

const variantAttributes = ['@alias("k1")', '@description("Which one")', "@skip"];

function aliasItem(chance: Chance, name: string): readonly string[] {
  return [
    `type ${name} = ${chance.pick([
      "string",
      "int | float",
      "string?",
      `${name}[] | string`,
      `string | int | bool | null | map<string, ${name}> | ${name}[]`,
      "int @assert(positive, {{ this > 0 }})",
      '"a" | "b" | 1',
    ])}`,
  ];
}
