/**
 * Makes `spanlens.vsix`: a release build, packed by vsce, and checked against what we
 * promise of it. Offline; `--no-dependencies` because esbuild has bundled them.
 *
 *     tsx scripts/package.ts
 */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build";

const root = join(__dirname, "..");
const MAX_BYTES = 1_000_000;
const MAX_FILES = 25;

/** Builds and packs; returns the package's path. */
export async function packageExtension(): Promise<string> {
  await buildAll(true);
  const out = join(root, "spanlens.vsix");
  const vsce = require.resolve("@vscode/vsce/vsce");
  const options = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--no-rewrite-relative-links",
  ];
  execFileSync(process.execPath, [vsce, "package", ...options, "-o", out], { cwd: root });
  checkPackage(out, vsce);
  return out;
}

function checkPackage(path: string, vsce: string): void {
  const listed = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: root });
  const files = listed.toString().trim().split("\n");
  const bytes = statSync(path).size;
  console.log(`${path}: ${files.length} files, ${Math.round(bytes / 1000)} KB`);
  if (bytes > MAX_BYTES) throw new Error(`the package is larger than ${MAX_BYTES} bytes`);
  if (files.length > MAX_FILES) throw new Error(`the package has more than ${MAX_FILES} files`);
  const stray = files.filter((file) => /\.(map|ts|node)$|^test\//.test(file));
  if (stray.length > 0) throw new Error(`the package holds ${stray.join(", ")}`);
}

if (require.main === module) {
  packageExtension().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
