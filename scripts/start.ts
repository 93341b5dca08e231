/**
 * The first look: builds, packs, and opens the samples in a real VS Code. Your own is
 * taken when `code` is on the PATH; else one is served on 127.0.0.1, to open in a
 * browser. Ctrl+C ends it, and nothing is left behind but `.e2e/` and `dist/`.
 *
 *     npm start
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildAll } from "./build";
import { installEditor } from "./editor/install";
import { serveEditor } from "./editor/server";
import { quietSettings } from "./editor/settings";
import { packageExtension } from "./package";

const root = join(__dirname, "..");
const examples = join(root, "examples");
const firstFile = join(examples, "baml_src", "main.baml");

async function start(): Promise<void> {
  if (spawnSync("code", ["--version"], { stdio: "ignore" }).status === 0) await openOwnEditor();
  else await openServedEditor();
}

async function openOwnEditor(): Promise<void> {
  await buildAll(false);
  console.log("Opening examples/ in your VS Code, with Spanlens loaded. Close the window to end.");
  const options = ["--wait", "--new-window", `--extensionDevelopmentPath=${root}`];
  const child = spawn("code", [...options, examples, firstFile], { stdio: "inherit" });
  await new Promise((resolve) => child.once("exit", resolve));
}

async function openServedEditor(): Promise<void> {
  const install = installEditor(root, console.log);
  const vsix = await packageExtension();
  const server = await serveEditor({ install, vsix, settings: quietSettings });
  console.log(`\nOpen ${server.url(examples, firstFile)}\n\nCtrl+C ends the editor.`);
  await new Promise((resolve) => {
    // They stay, so that a second Ctrl+C does not end us before the editor has ended.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
  });
  await server.stop();
}

start().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
