/**
 * The declarative dialect, compared with the released language: whether a project is
 * refused, and at which line first.
 */
import assert from "node:assert/strict";
import { Chance } from "./chance";
import { errorsOf, type Verdict, verdict } from "./comparison";
import { disagreements } from "./disagreements";
import { mistakes } from "./mistakes";
import { type Files, randomProject } from "./randomProject";
import { comparisons, Reference, type Reported } from "./reference";

describe("the declarative dialect, compared with the released language", function () {
  this.timeout(600_000);
  const reference = new Reference();
  after(() => reference.close());

  it("is accepted alike in projects of all kinds of items", async () => {
    const found: string[] = [];
    for (let seed = 1; seed <= comparisons(80); seed++) {
      const files = randomProject(seed);
      const [is, ...shown] = await compared(reference, files);
      if (is !== "agree" || errorsOf(files).length > 0) found.push(`${seed}: ${is}`, ...shown);
    }
    assert.equal(found.join("\n"), "");
  });

  it("is refused alike where it holds a mistake", async () => {
    const found: string[] = [];
    for (const [name, text] of Object.entries(mistakes)) {
      found.push(...(await unexpected(reference, name, { "main.baml": `${text}\n` })));
    }
    assert.equal(found.join("\n"), "");
  });

  it("is refused alike where a project holds a mistake", async () => {
    const found: string[] = [];
    const names = Object.keys(mistakes);
    for (let seed = 1; seed <= comparisons(80); seed++) {
      const chance = new Chance(seed);
      const name = chance.pick(names);
      const files = withMistake(chance, randomProject(1000 + seed), mistakes[name]!);
      found.push(...(await unexpected(reference, name, files)));
    }
    assert.equal(found.join("\n"), "");
  });
});

/** What we think of it beside what they think, with the errors of both. */
async function compared(
  reference: Reference,
  files: Files,
): Promise<readonly [Verdict | undefined, ...string[]]> {
  const theirs = await reference.errorsOf(files);
  if (!theirs) return ["agree"];
  const ours = errorsOf(files);
  return [verdict(ours, theirs), ...shown("we", ours), ...shown("they", theirs)];
}

function shown(who: string, errors: readonly Reported[]): readonly string[] {
  return errors.slice(0, 3).map(({ path, line, message }) => `  ${who} ${path}:${line} ${message}`);
}

/** Lines about a mistake that is judged in another way than is written down. */
async function unexpected(
  reference: Reference,
  name: string,
  files: Files,
): Promise<readonly string[]> {
  const [is, ...errors] = await compared(reference, files);
  const expected = disagreements[name]?.verdict ?? "agree";
  return is === expected ? [] : [`${name}: ${is}, expected ${expected}`, ...errors];
}

/** At the end of one of the files: a mistake may swallow what follows. */
function withMistake(chance: Chance, files: Files, mistake: string): Files {
  const path = chance.pick(Object.keys(files));
  return { ...files, [path]: `${files[path]}\n${mistake}\n` };
}
