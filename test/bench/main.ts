/**
 * How fast it is: medians, and ratios to peers that were measured in the same run. Prints
 * and never judges: a machine that is busy makes no build fail.
 *
 *     npm run bench
 *     npm run bench -- --only parsing
 */
import { checking } from "./checking";
import { editing } from "./editing";
import { engine } from "./engine";
import type { Row } from "./measure";
import { parsing } from "./parsing";
import { prompts } from "./prompts";
import { recording } from "./recording";
import { sizes } from "./sizes";

const topics: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  editing,
  checking,
  parsing,
  engine,
  recording,
  prompts,
  sizes,
};

async function main(words: readonly string[]): Promise<void> {
  const only = words[words.indexOf("--only") + 1];
  const wanted = words.includes("--only") ? [only ?? ""] : Object.keys(topics);
  for (const name of wanted) {
    const topic = topics[name];
    if (!topic)
      throw new Error(`no such topic: ${name}; there are ${Object.keys(topics).join(", ")}`);
    console.log(`\n${name}`);
    for (const [label, ...facts] of await topic()) {
      console.log(
        `  ${label.padEnd(46)}${facts
          .map((fact) => fact.padEnd(22))
          .join("")
          .trimEnd()}`,
      );
    }
  }
}

void main(process.argv.slice(2));
