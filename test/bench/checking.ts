/** The check of a whole project of a hundred files, against the reference implementation. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Snapshot } from "../../server/project";
import { bigProject } from "./bigProject";
import { compared, msText, type Row, ratioText } from "./measure";
import { reference } from "./reference";

const FILES = 100;

export async function checking(): Promise<readonly Row[]> {
  const texts = bigProject(FILES);
  const plain = Object.fromEntries(texts);
  const inside = await compared(
    () => check(texts),
    () => reference.fromFiles("baml_src", plain, {}),
    { turns: 7 },
  );
  return [row("in this process", inside), await asCommands(texts)];
}

function check(texts: ReadonlyMap<string, string>): void {
  const snapshot = Snapshot.of(texts);
  for (const path of texts.keys()) {
    const [found] = snapshot.diagnosticsOf(path);
    if (found) throw new Error(`${path}: ${found.code} ${found.message}`);
  }
}

async function asCommands(texts: ReadonlyMap<string, string>): Promise<Row> {
  const cli = resolve("dist/cli.js");
  if (!existsSync(cli)) return ["as a command", "needs `npm run build`"];
  const folder = mkdtempSync(join(tmpdir(), "spanlens-bench-"));
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const peer = resolve("node_modules/.bin/baml-cli");
    const run = (words: readonly string[]) => () =>
      execFileSync(process.execPath, words, { stdio: "ignore" });
    return row(
      "as a command",
      await compared(
        run([cli, "check", folder]),
        run([peer, "check", "--from", join(folder, "baml_src")]),
        { turns: 5, warmUp: 1 },
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(label: string, { ours, peer }: Awaited<ReturnType<typeof compared>>): Row {
  return [
    `${FILES} files, ${label}`,
    msText(ours.medianMs),
    `baml-cli ${msText(peer.medianMs)}`,
    ratioText(ours.medianMs, peer.medianMs, "it"),
  ];
}
