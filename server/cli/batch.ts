/**
 * Commands over a file of JSON lines: one answer a line, in the order of the file.
 *
 * Invariant: a line that makes no sense is answered with an error, and the next is read.
 */
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { type CallErrorKind, isTagged, type Value } from "../base";
import { decodeValueText } from "../events";
import { type Terminal, UsageError } from "./command";
import { compactJson, objectText } from "./jsonText";

/** One line, read: its fields by name. */
export type BatchLine = ReadonlyMap<string, Value>;

/** The members of an answer beside its `id`, as JSON text. */
export type BatchAnswer = Readonly<Record<string, string | undefined>>;

/** A field of a line makes no sense. */
class LineError extends Error {}

export async function answerLines(
  path: string,
  terminal: Terminal,
  answer: (line: BatchLine) => Promise<BatchAnswer>,
): Promise<void> {
  for await (const text of linesOf(path, terminal)) {
    if (text.trim() === "") continue;
    const line = parsedLine(text);
    const id = line?.get("id") ?? null;
    terminal.out(`${objectText({ id: compactJson(id), ...(await answered(line, answer)) })}\n`);
    if (terminal.signal.aborted) return;
  }
}

async function answered(
  line: BatchLine | undefined,
  answer: (line: BatchLine) => Promise<BatchAnswer>,
): Promise<BatchAnswer> {
  if (!line) return { error: problemJson("invalid_argument", "the line is not a JSON object") };
  try {
    return await answer(line);
  } catch (error) {
    if (error instanceof LineError)
      return { error: problemJson("invalid_argument", error.message) };
    // A bug of ours: it must not take the other lines with it.
    const message = error instanceof Error ? error.message : String(error);
    return { error: problemJson("internal", `Internal error: ${message}`) };
  }
}

/** An error that is no call's. */
function problemJson(kind: CallErrorKind, message: string): string {
  return JSON.stringify({ kind, message });
}

async function* linesOf(path: string, terminal: Terminal): AsyncGenerator<string> {
  const input = createReadStream(resolve(terminal.workingFolder, path), "utf8");
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read: ${(error as Error).message}`);
  }
}

function parsedLine(text: string): BatchLine | undefined {
  const value = decodeValueText(text);
  return value !== undefined && isTagged(value) && value.kind === "map"
    ? new Map(value.entries)
    : undefined;
}

// --- Fields of lines. Each throws when a field is there and makes no sense. -------------

export function textField(line: BatchLine, name: string): string | undefined {
  const value = line.get(name);
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  throw new LineError(`\`${name}\` is a string`);
}

export function flagField(line: BatchLine, name: string): boolean {
  return line.get(name) === true;
}

export function numberField(line: BatchLine, name: string): number | undefined {
  const value = line.get(name) ?? undefined;
  if (value === undefined || typeof value === "number") return value;
  throw new LineError(`\`${name}\` is a whole number`);
}

export function mapField(line: BatchLine, name: string): ReadonlyMap<string, Value> {
  const value = line.get(name) ?? undefined;
  if (value === undefined) return new Map();
  if (isTagged(value) && value.kind === "map") return new Map(value.entries);
  throw new LineError(`\`${name}\` is an object`);
}

/** An object of strings; null removes. */
export function textsField(line: BatchLine, name: string): Record<string, string | undefined> {
  return Object.fromEntries(
    [...mapField(line, name)].map(([key, value]) => {
      if (typeof value === "string") return [key, value];
      if (value === null) return [key, undefined];
      throw new LineError(`\`${name}.${key}\` is a string`);
    }),
  );
}

/** The sources of a line: `files`, by path, or one `source`. */
export function sourcesOf(line: BatchLine): ReadonlyMap<string, string> {
  const source = textField(line, "source");
  if (source !== undefined) return new Map([["main.baml", source]]);
  const files = Object.entries(textsField(line, "files"));
  return new Map(files.map(([path, text]) => [path, text ?? ""]));
}
