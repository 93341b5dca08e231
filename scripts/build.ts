/**
 * Builds everything that ships into `dist/`: the extension, the language server, the
 * engine's worker, the command line and the panel's page; and what host programs import
 * (`index.js` with its types) or start (`hostServer.js`).
 *
 *     tsx scripts/build.ts            readable, with source maps, to develop with
 *     tsx scripts/build.ts --release  minified, as it is packaged
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { writeModuleForms } from "./moduleForms";
import { notices } from "./notices";

const root = join(__dirname, "..");

export async function buildAll(release: boolean): Promise<void> {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const bundles = [...nodeBundles(release), page(release)];
  const built = await Promise.all(bundles.map((options) => build({ ...options, metafile: true })));
  const contents = built.map(({ metafile }) => metafile);
  writeFileSync(join(root, "dist", "NOTICES.txt"), notices(root, contents));
  writeModuleForms(root);
  copyEngine();
}

/** The Python package carries the engine that it starts. */
function copyEngine(): void {
  const folder = join(root, "bridges/python/spanlens_py/engine");
  mkdirSync(folder, { recursive: true });
  for (const name of ["hostServer.js", "engineWorker.js"]) {
    copyFileSync(join(root, "dist", name), join(folder, name));
  }
}

/** Each runs in a process or thread of its own, so each is one file that needs no other. */
function nodeBundles(release: boolean): BuildOptions[] {
  const entries = {
    extension: "client/extension.ts",
    server: "server/lsp/main.ts",
    engineWorker: "server/engine/worker.ts",
    cli: "server/cli/main.ts",
    index: "server/host/node.ts",
    hostServer: "server/host/stdioServer.ts",
  };
  return Object.entries(entries).map(([name, entry]) => ({
    ...shared(release),
    entryPoints: [{ in: join(root, entry), out: name }],
    platform: "node",
    // Node 20 is the floor of VS Code's extension hosts and of the command line.
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    // A bundler prefers the ESM form of packages, which drops what is not used.
    mainFields: ["module", "main"],
    // Programs print the names of classes that they import.
    ...(name === "index" && { keepNames: true }),
    ...(name === "cli" && { banner: { js: "#!/usr/bin/env node" } }),
  }));
}

function page(release: boolean): BuildOptions {
  const folder = join(root, "client/tracePanel/webview");
  return {
    ...shared(release),
    entryPoints: [
      { in: join(folder, "main.ts"), out: "webview/panel" },
      { in: join(folder, "panel.css"), out: "webview/panel" },
    ],
    platform: "browser",
    target: "chrome122",
    format: "iife",
  };
}

function shared(release: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    outdir: join(root, "dist"),
    bundle: true,
    minify: release,
    sourcemap: release ? false : "linked",
    legalComments: "none",
    logLevel: "warning",
  };
}

if (require.main === module) {
  buildAll(process.argv.includes("--release")).catch(() => process.exit(1));
}
