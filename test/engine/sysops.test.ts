/** System operations: what programs may ask of the world, and what it answers. */
import assert from "node:assert/strict";
import { ALLOW_NOTHING, type CallOptions } from "../../server/engine";
import { type Transport, TransportError } from "../../server/llm";
import { type BenchOptions, bench, outcomeOf } from "./runProgram";

describe("sleep", () => {
  it("gives null when its time has passed", async () => {
    await check("function main() -> null { baml.sys.sleep(50) }", null);
  });

  it("of no time or less is over at once", async () => {
    await check("function main() -> null { baml.sys.sleep(-5) }", null);
  });
});

describe("shell", () => {
  const SOURCE = 'function main() -> string { baml.sys.shell("date") }';

  it("gives what the command printed", async () => {
    const system = { shell: async (command: string) => `ran ${command}` };
    await check(SOURCE, "ran date", { system });
  });

  it("fails in the system's words, which a program can catch", async () => {
    const system = { shell: () => Promise.reject(new Error("no shell")) };
    await checkFails(SOURCE, "failed to call baml.sys.shell: no shell", { system });
    const caught = `function main() -> string { baml.sys.shell("date") catch (e) { s: string => s } }`;
    await check(caught, "error: failed to call baml.sys.shell: no shell", { system });
  });

  it("is refused where system access is off, by the name of the setting", async () => {
    await checkFails(
      SOURCE,
      "failed to call baml.sys.shell: access to the system is off; `spanlens.run.allowSystemAccess` turns it on",
      {},
      { permissions: ALLOW_NOTHING },
    );
  });

  it("is refused in a simulated run", async () => {
    const system = { shell: async () => "ran" };
    await checkFails(
      SOURCE,
      /a simulated run touches nothing outside/,
      { system },
      { model: "simulated" },
    );
  });
});

describe("files", () => {
  const SOURCE = `function main() -> string {
  let file = baml.fs.open("a.txt");
  let text = file.read();
  file.close();
  text
}`;

  it("are opened, read and closed", async () => {
    const done: string[] = [];
    await check(SOURCE, "content", { system: { openFile: fileOf("content", done) } });
    assert.deepEqual(done, ["open a.txt", "read", "close"]);
  });

  it("that are closed cannot be read", async () => {
    const source = `function main() -> string { let f = baml.fs.open("a"); f.close(); f.read() }`;
    await checkFails(source, "failed to call baml.fs.File.read: the file is closed", {
      system: { openFile: fileOf("", []) },
    });
  });

  it("that the program forgot are closed with the call", async () => {
    const done: string[] = [];
    const source = 'function main() -> int { let f = baml.fs.open("a"); 1 }';
    await check(source, 1, { system: { openFile: fileOf("", done) } });
    await turn();
    assert.deepEqual(done, ["open a", "close"]);
  });
});

describe("sockets", () => {
  it("are read until the other side has ended", async () => {
    const chunks = ["ab", "c", ""];
    const connect = async (address: string) => ({
      read: async () => `${chunks.shift()}${address === "h:1" ? "" : "?"}`,
      close: async () => {},
    });
    const source = `function main() -> string {
  let s = baml.net.connect("h:1");
  let text = s.read() + s.read() + s.read();
  s.close();
  text
}`;
    await check(source, "abc", { system: { connect } });
  });
});

describe("http", () => {
  it("fetches: status, headers, URL and text", async () => {
    const source = `function main() -> string {
  let r = baml.http.fetch("http://h/p");
  let status = baml.unstable.string(r.status_code);
  status + " " + r.url + " " + r.headers["x-a"] + " " + baml.unstable.string(r.ok()) + " " + r.text()
}`;
    await check(source, "200 http://h/p 1 true hé!", { transport: replying(200, "hé!") });
  });

  it("sends a request of any method", async () => {
    const sent: string[] = [];
    const source = `function main() -> int {
  let r = baml.http.send(baml.http.Request { method: "put", url: "http://h/", headers: { "a": "b" }, body: "x" });
  r.status_code
}`;
    await check(source, 404, { transport: replying(404, "", sent) });
    assert.deepEqual(sent, ['PUT http://h/ {"a":"b"} x']);
  });

  it("refuses what is no method", async () => {
    const source = `function main() -> int {
  baml.http.send(baml.http.Request { method: "a b", url: "u", headers: {}, body: "" }).status_code
}`;
    await checkFails(source, "failed to call baml.http.send: Invalid HTTP method a b");
  });

  it("reads a body once", async () => {
    const source = 'function main() -> string { let r = baml.http.fetch("u"); r.text(); r.text() }';
    await checkFails(source, "failed to call baml.http.Response.text: the body was read already", {
      transport: replying(200, "x"),
    });
  });

  it("fails when nobody answers", async () => {
    const transport = () => Promise.reject(new TransportError("connect", "connection refused"));
    const source = 'function main() -> string { baml.http.fetch("u").text() }';
    await checkFails(source, "failed to call baml.http.fetch: connection refused", { transport });
  });
});

function fileOf(text: string, done: string[]) {
  return async (path: string) => {
    done.push(`open ${path}`);
    return {
      read: async () => {
        done.push("read");
        return text;
      },
      close: async () => void done.push("close"),
    };
  };
}

function replying(status: number, text: string, sent: string[] = []): Transport {
  return async ({ method, url, headers, body }) => {
    sent.push([method, url, JSON.stringify(headers), body].join(" "));
    // Cut inside a character, as networks do.
    const bytes = new TextEncoder().encode(text);
    const chunks = [bytes.slice(0, 2), bytes.slice(2)];
    return {
      status,
      statusText: "",
      headers: { "x-a": "1" },
      body: (async function* () {
        yield* chunks;
      })(),
    };
  };
}

async function check(
  source: string,
  expected: string | number | null,
  script: BenchOptions = {},
): Promise<void> {
  const outcome = await outcomeOf(bench(source, script).engine.callFunction("main"));
  assert.deepEqual(outcome, { value: expected });
}

async function checkFails(
  source: string,
  message: string | RegExp,
  script: BenchOptions = {},
  options: CallOptions = {},
): Promise<void> {
  const outcome = await outcomeOf(bench(source, script).engine.callFunction("main", options));
  assert("error" in outcome, JSON.stringify(outcome));
  assert.equal(outcome.error.kind, "runtime");
  if (typeof message === "string") assert.equal(outcome.error.message, message);
  else assert.match(outcome.error.message, message);
}

function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
