/**
 * Texts that look like what a field asks for: an address for `email`, a date for
 * `dueDate`, a sentence for `summary`.
 */
import type { Chance } from "./chance";

/** What is known of a value beside its type. */
export interface Hint {
  /** Of the field, the parameter or the function. */
  readonly name: string;
  readonly description?: string;
}

export function sampleText(chance: Chance, hint: Hint): string {
  const sample = sampleFor(hint);
  return sample ? sample(chance, hint) : plainSample(chance, hint);
}

type Sample = (chance: Chance, hint: Hint) => string;

/**
 * The name says more than the description, and its last word more than the others. A
 * description also mentions people and things in passing, so there only words count that
 * speak of a form, such as `email`.
 */
function sampleFor({ name, description = "" }: Hint): Sample | undefined {
  const described = wordsOf(description).filter((word) => formWords.has(word));
  for (const word of [...[...wordsOf(name)].reverse(), ...described]) {
    const sample = byWord.get(word) ?? byWord.get(singular(word));
    if (sample) return sample;
  }
  return undefined;
}

/** An item of `tags` is a tag. */
function singular(word: string): string {
  return word.replace(/s$/, "");
}

/** `dueDate`, `due_date` and `Due date` are the words due and date. */
export function wordsOf(text: string): readonly string[] {
  const spaced = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function plainSample(chance: Chance, { name }: Hint): string {
  const words = wordsOf(name).map(singular).join(" ");
  return words === "" ? sentence(chance) : `Sample ${words} ${chance.int(1, 9)}`;
}

const firstNames = ["Ada", "Grace", "Linus", "Margaret", "Alan", "Barbara", "Edsger", "Radia"];
const lastNames = ["Byron", "Murray", "Nyberg", "Haller", "Mathis", "Lindgren", "Okafor", "Tanaka"];
const cities = ["Lisbon", "Osaka", "Nairobi", "Bergen", "Montreal", "Auckland"];
const countries = ["Portugal", "Japan", "Kenya", "Norway", "Canada", "New Zealand"];
const companies = ["Northwind", "Bluebird Labs", "Acorn & Sons", "Harbour Works"];
const nouns = ["report", "garden", "engine", "letter", "river", "market", "window", "journey"];
const adjectives = ["quiet", "bright", "careful", "early", "simple", "distant", "patient"];
const sentences = [
  "The first draft is clear and needs only a few changes.",
  "Most of the questions were answered on the same day.",
  "The team agreed to try the smaller plan first.",
  "Nothing in the text suggests that the order was late.",
  "The author explains the idea with two short examples.",
  "Customers liked the new layout and asked for more colours.",
];

const problems = [
  "It stopped working after two days.",
  "The lid does not close any more.",
  "It makes a noise that it did not make before.",
  "One part was missing from the box.",
];
const steps = [
  "Turn it off and on again",
  "Check the cable",
  "Read the manual",
  "Clean the filter",
  "Ask a colleague",
];

function sentence(chance: Chance): string {
  return chance.pick(sentences);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function date(chance: Chance): string {
  return `2025-${twoDigits(chance.int(1, 12))}-${twoDigits(chance.int(1, 28))}`;
}

function time(chance: Chance): string {
  return `${twoDigits(chance.int(8, 18))}:${twoDigits(chance.int(0, 59))}`;
}

function title(chance: Chance): string {
  return `The ${chance.pick(adjectives)} ${chance.pick(nouns)}`;
}

function email(chance: Chance): string {
  const first = chance.pick(firstNames).toLowerCase();
  return `${first}.${chance.pick(lastNames).toLowerCase()}@example.com`;
}

const samples: readonly (readonly [string, Sample])[] = [
  ["email mail", email],
  [
    "name person author owner customer user contact employee candidate",
    (chance) => `${chance.pick(firstNames)} ${chance.pick(lastNames)}`,
  ],
  ["first firstname", (chance) => chance.pick(firstNames)],
  ["last lastname surname", (chance) => chance.pick(lastNames)],
  ["phone telephone mobile", (chance) => `+1 555 01${twoDigits(chance.int(0, 99))}`],
  ["url link website homepage href", (chance) => `https://example.com/${chance.pick(nouns)}`],
  ["date day birthday deadline", date],
  ["time", time],
  ["timestamp datetime", (chance) => `${date(chance)}T${time(chance)}:00Z`],
  ["city town location place", (chance) => chance.pick(cities)],
  ["country nation", (chance) => chance.pick(countries)],
  ["address street", (chance) => `${chance.int(1, 99)} Harbour Street, ${chance.pick(cities)}`],
  ["zip postcode postal", (chance) => String(chance.int(10000, 99999))],
  ["company organization organisation employer vendor", (chance) => chance.pick(companies)],
  ["id identifier key uuid sku code", (chance) => `${chance.pick(nouns)}-${chance.int(100, 999)}`],
  ["title headline subject heading", title],
  ["label category tag topic kind type", (chance) => chance.pick(nouns)],
  ["color colour", (chance) => chance.pick(["red", "green", "blue", "amber"])],
  ["language lang", (chance) => chance.pick(["English", "Portuguese", "Japanese"])],
  ["currency", (chance) => chance.pick(["EUR", "USD", "JPY"])],
  [
    "role job position profession",
    (chance) => chance.pick(["engineer", "librarian", "designer", "nurse"]),
  ],
  ["status state", (chance) => chance.pick(["open", "done", "waiting"])],
  [
    "summary description text body content message comment note notes reason explanation " +
      "answer reply response review feedback analysis rationale reasoning",
    sentence,
  ],
  ["product item article brand", (chance) => `${chance.pick(adjectives)} ${chance.pick(nouns)}`],
  ["problem issue bug defect complaint", (chance) => chance.pick(problems)],
  ["step action task instruction", (chance) => chance.pick(steps)],
  ["query question", (chance) => `Where is the ${chance.pick(adjectives)} ${chance.pick(nouns)}?`],
];

const byWord: ReadonlyMap<string, Sample> = new Map(
  samples.flatMap(([words, sample]) => words.split(" ").map((word) => [word, sample] as const)),
);

/** Words that tell what a text looks like, wherever they stand. */
const formWords: ReadonlySet<string> = new Set([
  ...["email", "mail", "phone", "telephone", "url", "link", "website", "date", "birthday"],
  ...["deadline", "timestamp", "datetime", "city", "country", "address", "postcode", "currency"],
  ...["title", "headline", "summary", "sentence", "question"],
]);
