/** Every file below a folder, by its full path; none where there is no folder. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
