/** How fast text becomes a tree, and a tree text again. */
import { format, parseFile } from "../../server/language";
import { bigProgram } from "./bigProject";
import { msText, type Row, timed } from "./measure";

export async function parsing(): Promise<readonly Row[]> {
  const text = [...bigProgram(300).values()].join("\n");
  const megabytes = Buffer.byteLength(text) / 1e6;
  const parse = await timed(() => parseFile(text), { turns: 15 });
  const tree = parseFile(text);
  const typed = text.replace("return 100", "return 1007");
  const again = await timed((turn) => parseFile(turn % 2 === 0 ? typed : text, tree), {
    turns: 50,
  });
  const layout = await timed(() => format(tree), { turns: 5 });
  const rate = (ms: number): string => `${(megabytes / (ms / 1000)).toFixed(1)} MB/s`;
  const size = `${megabytes.toFixed(2)} MB in one file`;
  return [
    [`parse ${size}`, rate(parse.medianMs), msText(parse.medianMs)],
    [`parse it again after a keystroke`, rate(again.medianMs), msText(again.medianMs)],
    [`format it`, rate(layout.medianMs), msText(layout.medianMs)],
  ];
}
