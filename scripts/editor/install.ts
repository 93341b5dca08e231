/**
 * Installs a real VS Code that needs neither a display nor a download site: code-server,
 * from npm, into `.e2e/editor`. A stamp makes the next call free.
 *
 * Nothing is compiled. code-server's two native add-ons write logs and watch its
 * process; small stand-ins take their places.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const versions = { codeServer: "4.139.1", node: "24" };

/** Built-in extensions that stay. The others cost a quarter of each window's start. */
const keptExtensions = new Set([
  "configuration-editing",
  "diff",
  "javascript",
  "json",
  "json-language-features",
  "log",
  "markdown-basics",
  "python",
  "references-view",
  "search-result",
  "shellscript",
  "theme-defaults",
  "theme-modern-icons",
  "theme-seti",
  "typescript-basics",
  "yaml",
]);

export interface EditorInstall {
  /** The Node that code-server wants, which is newer than ours. */
  readonly node: string;
  readonly entry: string;
}

export function installEditor(root: string, say: (line: string) => void): EditorInstall {
  const folder = join(root, ".e2e", "editor");
  const stamp = join(folder, "stamp.json");
  const wanted = JSON.stringify(versions);
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    say(`Installing code-server ${versions.codeServer} into .e2e/editor, once…`);
    rmSync(folder, { recursive: true, force: true });
    install(folder);
    writeFileSync(stamp, wanted);
  }
  const packages = join(folder, "node_modules");
  return {
    node: join(packages, nodePackage(), "bin", "node"),
    entry: join(packages, "code-server", "out", "node", "entry.js"),
  };
}

function install(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const packages = [`${nodePackage()}@${versions.node}`, `code-server@${versions.codeServer}`];
  npmInstall(folder, packages);
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  npmInstall(vscode, ["--omit=dev"]);
  standIn(vscode, "spdlog");
  standIn(vscode, "native-watchdog");
  dropExtensions(join(vscode, "extensions"));
}

/** The Node binary as a plain package; the package `node` would fetch it in an install script. */
function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

function npmInstall(cwd: string, packages: readonly string[]): void {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...options, ...packages], { cwd, stdio: "inherit" });
}

function standIn(vscode: string, name: "spdlog" | "native-watchdog"): void {
  copyFileSync(
    join(__dirname, `${name}.cjs`),
    join(vscode, "node_modules", "@vscode", name, "index.js"),
  );
}

/** Before the first start: the list of extensions is kept from then on. */
function dropExtensions(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !keptExtensions.has(entry.name)) {
      rmSync(join(folder, entry.name), { recursive: true });
    }
  }
}
