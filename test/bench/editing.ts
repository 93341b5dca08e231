/** From a keystroke to the diagnostics of every file, at several sizes of project. */
import { counted } from "../../server/base";
import { Snapshot } from "../../server/project";
import { bigProgram } from "./bigProject";
import { msText, type Row, timed } from "./measure";

export async function editing(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const files of [1, 10, 100]) {
    const lines = [...bigProgram(files).values()].join("").split("\n").length;
    const size = `${counted(files, "file")}, ${lines} lines`;
    rows.push([`first diagnostics, ${size}`, ...(await opening(files))]);
    rows.push([`a key in a body, ${size}`, ...(await typing(files, "return 100", "return 1007"))]);
    rows.push([
      `a key in a class, ${size}`,
      ...(await typing(files, "cost float?", "costs float?")),
    ]);
  }
  return rows;
}

async function opening(files: number): Promise<readonly string[]> {
  const texts = bigProgram(files);
  const { medianMs } = await timed(() => diagnose(Snapshot.of(texts)), { turns: 5 });
  return [msText(medianMs)];
}

/** Types in the first file, on which all others depend, and takes it back. */
async function typing(files: number, before: string, after: string): Promise<readonly string[]> {
  const path = "baml_src/part0.baml";
  const texts = bigProgram(files);
  const [plain, typed] = [texts.get(path)!, texts.get(path)!.replace(before, after)];
  let snapshot = Snapshot.of(texts);
  diagnose(snapshot);
  const { medianMs, p95Ms } = await timed(
    (turn) => {
      snapshot = snapshot.edit(new Map([[path, turn % 2 === 0 ? typed : plain]]));
      diagnose(snapshot);
    },
    { turns: 200 },
  );
  return [`p50 ${msText(medianMs)}`, `p95 ${msText(p95Ms)}`];
}

function diagnose(snapshot: Snapshot): number {
  return [...snapshot.files.keys()].reduce(
    (count, path) => count + snapshot.diagnosticsOf(path).length,
    0,
  );
}
