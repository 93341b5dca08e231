/**
 * Programs of the system that the end-to-end tests drive. What is missing is installed
 * with apt, where that can be done; elsewhere the error says what to install.
 */
import { execFileSync, spawnSync } from "node:child_process";

const packages = {
  chromium: ["chromium", "fonts-dejavu-core"],
  nvim: ["neovim"],
} as const;

/** The path of a program, installed now if need be. */
export function systemProgram(name: keyof typeof packages, say: (line: string) => void): string {
  return pathOf(name) ?? installed(name, say);
}

function installed(name: keyof typeof packages, say: (line: string) => void): string {
  const wanted = packages[name];
  say(`Installing ${wanted.join(", ")} with apt…`);
  try {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    const options = ["install", "-y", "-qq", "--no-install-recommends"];
    execFileSync("apt-get", [...options, ...wanted], { stdio: "inherit" });
  } catch {
    throw new Error(`the tests need ${wanted.join(" and ")}, and apt could not install it`);
  }
  const path = pathOf(name);
  if (!path) throw new Error(`${name} is installed but not on the PATH`);
  return path;
}

function pathOf(name: string): string | undefined {
  const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.trim() : undefined;
}
