import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtRequest, type RequestAnswer, type RequestQuestion } from "./builtRequest";

interface RequestCase extends RequestQuestion {
  readonly id: string;
  readonly title: string;
  readonly expected?: RequestAnswer;
  readonly error?: string;
}

const file = join(__dirname, "../cases/requests.json");
const cases: readonly RequestCase[] = JSON.parse(readFileSync(file, "utf8"));

describe("requests of the case file", () => {
  for (const each of cases) it(`${each.id} ${each.title}`, () => check(each));
});

async function check(each: RequestCase): Promise<void> {
  const answer = await builtRequest(each);
  if (each.error !== undefined) assert("error" in answer, each.error);
  else assert.deepEqual(redacted(answer), each.expected);
}

const KEY_HEADERS = ["api-key", "x-api-key", "x-goog-api-key"];

/** The case file shows no keys. */
function redacted(answer: RequestAnswer): RequestAnswer {
  if ("error" in answer) return answer;
  const headers = Object.entries(answer.headers).map(([name, value]) => {
    if (KEY_HEADERS.includes(name)) return [name, "<redacted>"];
    return [name, name === "authorization" ? value.replace(/ .*/, " <redacted>") : value];
  });
  return { ...answer, headers: Object.fromEntries(headers) };
}
