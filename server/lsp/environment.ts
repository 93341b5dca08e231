/**
 * The environment of runs: keys from the editor's secret storage, then `.env` files,
 * then the process. An empty or a placeholder value counts as missing.
 *
 * Invariant: values leave this file for the engine alone; to people it names names.
 */
import { parse } from "dotenv";

export type Variables = Readonly<Record<string, string>>;

export interface EnvironmentSources {
  readonly secrets: Variables;
  /** Texts of the files of `spanlens.env.files`, in that order; the first to name a variable wins. */
  readonly envFiles: readonly string[];
  readonly process: Readonly<Record<string, string | undefined>>;
}

/** All variables that have a real value. */
export function environmentOf(sources: EnvironmentSources): Variables {
  const layers = [sources.process, ...[...sources.envFiles].reverse().map(parsed), sources.secrets];
  const found: Record<string, string> = {};
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) {
      if (value !== undefined && !isPlaceholder(value)) found[name] = value;
    }
  }
  return found;
}

/** dotenv reads what other tools write; a line that is no assignment is passed over. */
function parsed(text: string): Variables {
  return parse(text.replace(/^\uFEFF/, ""));
}

/** True for what stands where a key should be: nothing, `<your key>`, `sk-...`, `changeme`. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text === "" || PLACEHOLDER.test(text);
}

const PLACEHOLDER =
  /^(<.*>|\[.*\]|\{\{.*\}\}|x{3,}|\.{3}|…|(sk|key|api)[-_]?(\.{3}|x{3,}|…)|(your|my|insert|enter|put|add|replace)[-_ ].*(key|token|secret|here)([-_ ].*)?|change[-_ ]?me|todo|placeholder|none|null|undefined)$/i;
