/** What is shipped, and what it costs to start it. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { compared, msText, type Row } from "./measure";

const BUNDLES = [
  "dist/extension.js",
  "dist/server.js",
  "dist/engineWorker.js",
  "dist/cli.js",
  "dist/webview/panel.js",
];

export async function sizes(): Promise<readonly Row[]> {
  const vsix = existsSync("spanlens.vsix")
    ? [kilobytes(statSync("spanlens.vsix").size), "limit 1000 KB"]
    : ["needs `npm run package`"];
  const bundles = BUNDLES.filter(existsSync).map((path): Row => {
    const text = readFileSync(path);
    return [path, kilobytes(text.length), `${kilobytes(gzipSync(text).length)} zipped`];
  });
  return [["spanlens.vsix", ...vsix], ...bundles, ...(await starting())];
}

async function starting(): Promise<readonly Row[]> {
  if (!existsSync("dist/cli.js")) return [];
  const run = (words: readonly string[]) => () =>
    execFileSync(process.execPath, words, { stdio: "ignore" });
  const { ours, peer } = await compared(run(["dist/cli.js", "--help"]), run(["-e", "0"]), {
    turns: 7,
  });
  return [
    ["start of the command line", msText(ours.medianMs), `bare node ${msText(peer.medianMs)}`],
  ];
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
