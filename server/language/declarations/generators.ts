/** Generators: what they may say. They are checked here and never run (appendix A.6). */
import type { Diagnostic } from "../diagnostics";
import type { ItemIndex } from "../names/itemIndex";
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
    const allowed = generatorChoices[key];
    const text = configText(value);
    if (allowed && value && (text === undefined || !allowed.includes(text))) {
      const message = `invalid value ${text === undefined ? "" : `\`${text}\` `}for \`${key}\``;
      found.push(
        error("E0019", configRange(value), message, { hint: `Valid are ${listed(allowed)}.` }),
      );
    }
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

function missingProperties(view: GeneratorView, name: string): Diagnostic[] {
  if (!view.name) return [];
  const outputType = view.block?.item("output_type");
  if (!outputType) return [missing(view.name.range, name, "output_type")];
  const isCloud = configText(outputType.value) === "boundary-cloud";
  return isCloud && !view.block?.item("project") ? [missing(view.name.range, name, "project")] : [];
}

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
