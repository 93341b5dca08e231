/** Generators: what they may say. They are checked here and never run (appendix A.6). */
import type { Diagnostic } from "../diagnostics";
import type { ItemIndex } from "../names/itemIndex";
import type { ConfigValueView } from "../syntax/views/config";
import { GeneratorView } from "../syntax/views/declarations";
import { configRange, configText } from "./configText";
import { error, listed } from "./faults";
import { outputTypes } from "./outputLanguages";

export function generatorDiagnostics(view: GeneratorView): Diagnostic[] {
  const name = view.name?.text ?? "";
  const found: Diagnostic[] = [];
  for (const item of view.block?.items ?? []) {
    const { key, keyToken, value } = item;
    if (key === undefined || !keyToken) continue;
    if (!generatorKeys.includes(key)) {
      const message = `unknown property \`${key}\` in generator \`${name}\``;
      found.push(
        error("E0017", keyToken.range, message, { hint: `Valid are ${listed(generatorKeys)}.` }),
      );
      continue;
    }
    if (value) found.push(...wrongValue(key, value));
  }
  return [...found, ...missingProperties(view, name)];
}

/** What the generators of a project write. */
export function outputTypesOf(index: ItemIndex): readonly string[] {
  return [...index.files].flatMap(({ tree }) =>
    tree.items.flatMap(({ node }) => {
      if (node.kind !== "generator") return [];
      return configText(new GeneratorView(node).block?.item("output_type")?.value) ?? [];
    }),
  );
}

function wrongValue(key: string, value: ConfigValueView): Diagnostic[] {
  const text = configText(value);
  const allowed = generatorChoices[key];
  if (text !== undefined && (!allowed || allowed.includes(text))) {
    if (key !== "version" || SEMANTIC_VERSION.test(text)) return [];
  }
  const message = `invalid value ${text === undefined ? "" : `\`${text}\` `}for \`${key}\``;
  const hint = allowed ? `Valid are ${listed(allowed)}.` : valueHints[key];
  return [error("E0019", configRange(value), message, { hint: hint ?? "It must be a string." })];
}

const SEMANTIC_VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

const valueHints: Readonly<Record<string, string>> = {
  version: "Write the three numbers of a version, such as `0.1.0`.",
};

function missingProperties(view: GeneratorView, name: string): Diagnostic[] {
  if (!view.name) return [];
  const outputType = view.block?.item("output_type");
  if (!outputType) return [missing(view.name.range, name, "output_type")];
  const needed = neededProperties[configText(outputType.value) ?? ""];
  return needed && !view.block?.item(needed) ? [missing(view.name.range, name, needed)] : [];
}

/** What only some outputs need. */
const neededProperties: Readonly<Record<string, string>> = {
  "boundary-cloud": "project",
  go: "client_package_name",
};

function missing(range: Diagnostic["range"], name: string, key: string): Diagnostic {
  return error("E0018", range, `generator \`${name}\` is missing \`${key}\``, {
    hint: `Add a line \`${key} "…"\`.`,
  });
}

export const generatorChoices: Readonly<Record<string, readonly string[]>> = {
  output_type: outputTypes,
  default_client_mode: ["sync", "async"],
  module_format: ["cjs", "esm"],
};

export const generatorKeys: readonly string[] = [
  "output_type",
  "output_dir",
  "version",
  "default_client_mode",
  "on_generate",
  "project",
  "client_package_name",
  "module_format",
];
