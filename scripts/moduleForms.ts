/**
 * The other forms of `dist/index.js`: a module for `import`, which takes every name from the
 * CommonJS bundle, so that a program that uses both has one engine and one trace; and the
 * types, as the compiler declares them.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export function writeModuleForms(root: string): void {
  const dist = join(root, "dist");
  const names = Object.keys(createRequire(__filename)(join(dist, "index.js"))).sort();
  writeFileSync(
    join(dist, "index.mjs"),
    `import spanlens from "./index.js";\nexport const { ${names.join(", ")} } = spanlens;\n`,
  );
  declareTypes(root);
  writeFileSync(join(dist, "index.d.ts"), 'export * from "./types/host/node";\n');
  writeFileSync(join(dist, "index.d.mts"), 'export * from "./index.js";\n');
}

function declareTypes(root: string): void {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["--project", join(root, "scripts", "types.json")];
  execFileSync(process.execPath, [compiler, ...options], { stdio: "inherit" });
}
