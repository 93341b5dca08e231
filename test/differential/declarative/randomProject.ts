/**
 * Random projects that the released language accepts: every kind of item, with most of
 * what may be written in it, in layouts that people use.
 */
import { Chance } from "./chance";
import { block, fileText } from "./layout";
import { clientItems } from "./randomClients";
import { functionItems } from "./randomFunctions";
import { typeItems } from "./randomTypes";

/** The texts of a project by path. */
export type Files = Readonly<Record<string, string>>;

export function randomProject(seed: number): Files {
  const chance = new Chance(seed);
  const clients = clientItems(chance);
  const types = typeItems(chance);
  const functions = functionItems(chance, types, clients.names);
  const generators = chance.oneIn(2) ? generatorItems(chance) : [];
  return inFiles(chance, [...clients.items, ...types.items, ...functions, ...generators]);
}

function inFiles(chance: Chance, items: readonly (readonly string[])[]): Files {
  const paths = chance.some(["main.baml", "clients.baml", "types/all.baml", "z.baml"], 1);
  const placed = items.map((item) => ({
    item,
    path: chance.pick(paths),
    order: chance.int(1, 99),
  }));
  placed.sort((left, right) => left.order - right.order);
  return Object.fromEntries(
    paths.map((path) => {
      const held = placed.filter((one) => one.path === path).map(({ item }) => item);
      const text = fileText(chance, held);
      return [path, chance.oneIn(10) ? text.replaceAll("\n", "\r\n") : text];
    }),
  );
}

function generatorItems(chance: Chance): readonly (readonly string[])[] {
  return chance
    .some(["target", "lang_2"], 1)
    .map((name, index) =>
      block(chance, `generator ${name}`, [
        `output_type ${chance.pick(['"typescript"', '"typescript/react"', "rest/openapi"])}`,
        `output_dir "../out${index}"`,
        'version "0.226.2"',
        ...chance.some(['default_client_mode "async"', 'on_generate "echo done"']),
      ]),
    );
}
