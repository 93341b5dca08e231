import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultSettings, settingsFrom } from "../../server/lsp/settings";

describe("settings", () => {
  it("are the defaults when a client says nothing, or nonsense", () => {
    for (const given of [undefined, null, 7, "auto", [], {}, { other: 1 }]) {
      assert.deepEqual(settingsFrom(given), defaultSettings);
    }
  });

  it("overlay the defaults, however deep", () => {
    check({ model: "live", run: { timeoutMs: 5 } }, { model: "live", timeoutMs: 5 });
    check({ env: { files: ["a", "b"] } }, { files: ["a", "b"] });
  });

  it("with a wrong type count as not set", () => {
    check({ model: 3, run: "fast", env: { files: [1] }, history: { maxRuns: "9" } }, {});
    check({ model: "sometimes", inlineDurations: "now" }, {});
    check({ run: { timeoutMs: null, allowSystemAccess: "yes" } }, {});
  });

  it("out of their range count as not set", () => {
    check({ run: { timeoutMs: -1 }, history: { maxRuns: 0, maxMegabytes: Number.NaN } }, {});
    check({ run: { timeoutMs: 1.5 }, history: { maxRuns: 1e9, maxMegabytes: 1 } }, {});
  });

  it("have the defaults that the manifest declares", () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
    for (const { properties } of manifest.contributes.configuration) {
      for (const [key, declared] of Object.entries<{ default: unknown }>(properties)) {
        const path = key.replace("spanlens.", "").split(".");
        const value = path.reduce((tree: unknown, name) => (tree as never)[name], defaultSettings);
        assert.deepEqual(value, declared.default, key);
      }
    }
  });
});

interface Differences {
  readonly model?: string;
  readonly timeoutMs?: number;
  readonly files?: readonly string[];
}

/** Only what differs from the defaults is named. */
function check(given: unknown, { model, timeoutMs, files }: Differences): void {
  const { run, env } = defaultSettings;
  assert.deepEqual(settingsFrom(given), {
    ...defaultSettings,
    ...(model !== undefined && { model }),
    run: { ...run, ...(timeoutMs !== undefined && { timeoutMs }) },
    env: { ...env, ...(files && { files }) },
  });
}
