/**
 * Everything that must hold: format and lint, types, a build and a package, and then all
 * tests in one mocha run, those in a real editor last. The last line counts them.
 *
 *     npm test
 *     npm test -- --no-editor      without the real editor and Neovim
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");
const withEditor = !process.argv.includes("--no-editor");

function main(): number {
  const steps: [string, string[]][] = [
    ["npx", ["biome", "ci", "."]],
    ["npm", ["run", "--silent", "types"]],
    ["npm", ["run", "--silent", "package"]],
  ];
  for (const [command, args] of steps) {
    console.log(`\n> ${command} ${args.join(" ")}`);
    const status = run(command, args);
    if (status !== 0) return failed(`${command} ${args.join(" ")}`);
  }
  const tests = ["test/**/*.test.ts", ...(withEditor ? ["test/e2e/**/*.e2e.ts"] : [])];
  // A window of a real editor takes its time to open on a busy machine.
  const options = ["--timeout", "60000", "--reporter", "test/support/reporter.cjs"];
  return run("npx", ["mocha", ...options, ...tests]);
}

function run(command: string, args: string[]): number {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}

/** A step that fails counts as one failed test: machines read the last line. */
function failed(step: string): number {
  console.log(`\n\`${step}\` failed\n0 passed, 1 failed`);
  return 1;
}

process.exitCode = main();
