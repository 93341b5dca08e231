/**
 * What the released language makes of replies: every case of the table, whole and partial.
 * A case says types, a return type and a text, and the value or that there is none.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseReply, toJson } from "../../../server/llm";
import { declared } from "../declared";

interface Case {
  readonly id: string;
  readonly category: string;
  readonly types: string;
  readonly returnType: string;
  readonly raw: string;
  readonly partial?: boolean;
  readonly expected?: unknown;
  /** Why there is no value, in words of another program. */
  readonly error?: string;
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(join(__dirname, "..", "cases", "parsing.json"), "utf8"),
);

describe("replies of the category", () => {
  for (const category of new Set(cases.map((one) => one.category))) {
    it(`${category} are read as in the table`, () => {
      for (const one of cases) if (one.category === category) check(one);
    });
  }
});

function check({ id, types, returnType, raw, partial = false, expected, error }: Case): void {
  const { shape, shapes } = declared(types, returnType);
  const parsed = parseReply(raw, shape, shapes, { done: !partial });
  const where = `${id}: ${returnType} from ${JSON.stringify(raw)}`;
  if (error !== undefined) assert.equal(parsed.ok, false, where);
  else assert.deepEqual(parsed.ok ? toJson(parsed.value) : parsed.message, expected, where);
}
