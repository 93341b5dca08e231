/**
 * The settings of the server: what they are when nobody says anything, and how what a
 * client sends is laid over that.
 *
 * Invariant: a setting of a wrong type, or out of its range, counts as not set; nothing
 * here throws.
 */
import type { Settings } from "./protocol";

export const defaultSettings: Settings = {
  model: "auto",
  lens: { enabled: true },
  inlineDurations: "lastRun",
  languageFeatures: "auto",
  trace: { mode: "all" },
  env: { files: [".env"] },
  run: { timeoutMs: 0, allowSystemAccess: false },
  history: { maxRuns: 200, maxMegabytes: 64 },
};

/** The defaults, overlaid by those values of `given` that are allowed. */
export function settingsFrom(given: unknown): Settings {
  return overlaid(defaultSettings, given) as unknown as Settings;
}

type Tree = { readonly [key: string]: unknown };

function overlaid(defaults: object, given: unknown): Tree {
  const over = isTree(given) ? given : {};
  return Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, chosen(key, value, over[key])]),
  );
}

function chosen(key: string, value: unknown, given: unknown): unknown {
  if (isTree(value)) return overlaid(value, given);
  if (Array.isArray(value)) return isTexts(given) ? given : value;
  if (typeof given !== typeof value) return value;
  if (typeof given === "number") return isWithin(ranges[key], given) ? given : value;
  const allowed = choices[key];
  return !allowed || allowed.includes(given as string) ? given : value;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  model: ["auto", "live", "simulated"],
  inlineDurations: ["off", "lastRun", "always"],
  languageFeatures: ["auto", "on", "off"],
  mode: ["llm", "all"],
};

/** Least and most, as the manifest has them; editors only warn of others. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  timeoutMs: [0, Number.MAX_SAFE_INTEGER],
  maxRuns: [1, 1000],
  maxMegabytes: [10, 2000],
};

function isWithin(range: readonly [number, number] | undefined, given: number): boolean {
  return Number.isInteger(given) && range !== undefined && range[0] <= given && given <= range[1];
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
