/**
 * Completes `package-lock.json` with the packages of other platforms that the registry at
 * hand does not serve: without their entries `npm ci` refuses the lock everywhere. They
 * are optional, and fetched only on the platform that they are for.
 *
 *     tsx scripts/completeLock.ts     after every change of dependencies
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const path = join(__dirname, "..", "package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, object> };
let added = 0;
for (const entry of Object.values(lock.packages) as LockEntry[]) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || !/^\d/.test(version)) continue;
    lock.packages[key] = { version, ...platformOf(name), dev: true, optional: true };
    added++;
  }
}
const sorted = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${added} packages of other platforms added`);

/** Platform packages end in `-linux-x64-musl`, `-darwin-arm64` and the like. */
function platformOf(name: string): object {
  const os = /(android|darwin|freebsd|linux|win32|openbsd|netbsd|sunos|aix)/.exec(name)?.[1];
  const cpu = /(arm64|x64|ia32|arm|riscv64|ppc64|s390x|loong64)/.exec(name)?.[1];
  const libc = /musl/.test(name) ? "musl" : /gnu$/.test(name) ? "glibc" : undefined;
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(os && { os: [os] }),
    ...(libc && os === "linux" && { libc: [libc] }),
  };
}
