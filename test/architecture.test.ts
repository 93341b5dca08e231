/**
 * Who may import whom: the table of ARCHITECTURE.md, checked against the sources.
 *
 * A room imports another through that room's door, and only as this table allows.
 * When the table is wrong it is changed here and there in one commit, with a record
 * in docs/decisions/.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";

interface Room {
  readonly imports: readonly string[];
  /** Modules of the platform, or packages, that the room may use. */
  readonly platform: RegExp;
  readonly why: string;
}

const NOTHING = /^$/;

const rooms: Readonly<Record<string, Room>> = {
  base: { imports: [], platform: NOTHING, why: "everyone depends on it" },
  language: {
    imports: ["base"],
    platform: NOTHING,
    why: "useful without a compiler, an editor or a run",
  },
  bytecode: { imports: ["base"], platform: NOTHING, why: "a contract has no side" },
  compiler: {
    imports: ["base", "language", "bytecode"],
    platform: NOTHING,
    why: "never sees the machine that runs its output",
  },
  vm: {
    imports: ["base", "bytecode"],
    platform: NOTHING,
    why: "runs from plain data; owns no ids, clocks or I/O",
  },
  llm: {
    imports: ["base"],
    platform:
      /^(node:(http|https|net|tls|crypto|zlib|url|buffer)|aws4fetch|eventsource-parser(\/.*)?)$/,
    why: "vm and llm are siblings: only engine knows both",
  },
  events: {
    imports: ["base"],
    platform: /^node:(crypto|buffer)$/,
    why: "anyone may record or read without a runtime",
  },
  export: {
    imports: ["base", "events"],
    platform: /^node:crypto$/,
    why: "a format needs no runtime",
  },
  engine: {
    imports: ["base", "bytecode", "vm", "llm", "events"],
    platform: /^node:/,
    why: "takes a program, never source text",
  },
  project: {
    imports: ["base", "language", "bytecode", "compiler"],
    platform: NOTHING,
    why: "the same in an editor, a test, a browser",
  },
  host: {
    imports: ["base", "project", "engine", "events", "export"],
    platform: /^node:/,
    why: "what other programs see",
  },
  lsp: {
    imports: ["base", "language", "project", "engine", "events", "export"],
    platform: /^(node:|vscode-languageserver|vscode-uri$|dotenv$|diff$)/,
    why: "features are functions of a snapshot",
  },
  cli: {
    imports: ["base", "language", "project", "engine", "events", "export", "lsp"],
    platform: /^node:/,
    why: "the same questions as lsp, other clothes",
  },
};

const root = join(__dirname, "..");

describe("the rooms of server", () => {
  for (const [name, room] of Object.entries(rooms)) {
    it(`${name} imports only ${room.imports.join(", ") || "nothing"}`, () => {
      assert.deepEqual(breaches(name, room), [], `because: ${room.why}`);
    });
  }

  it("are all in the table", () => {
    const folders = readdirSync(join(root, "server"), { withFileTypes: true });
    const unknown = folders.filter((entry) => entry.isDirectory() && !(entry.name in rooms));
    assert.deepEqual(
      unknown.map((entry) => entry.name),
      [],
    );
  });
});

describe("the client", () => {
  it("knows of the server only its protocol and its words", () => {
    check("client", (target) => /^server\/(lsp\/protocol|base\/wording)$/.test(target));
  });

  it("draws the panel from its messages and the words alone", () => {
    check("client/tracePanel/webview", (target) =>
      /^(client\/tracePanel\/(messages|webview\/.*)|server\/base\/wording)$/.test(target),
    );
  });
});

/** Every import out of `folder` that is neither inside it nor allowed fails. */
function check(folder: string, allowed: (target: string) => boolean): void {
  const wrong = importsBelow(folder).filter(
    ({ target }) => target && !target.startsWith(`${folder}/`) && !allowed(target),
  );
  assert.deepEqual(
    wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
    [],
  );
}

function breaches(name: string, room: Room): string[] {
  const wrong: string[] = [];
  for (const { file, specifier, target } of importsBelow(`server/${name}`)) {
    if (target === undefined) {
      if (!room.platform.test(specifier) && !isTypesOnly(name, specifier)) {
        wrong.push(`${file} uses ${specifier}`);
      }
      continue;
    }
    const [top, other, door] = target.split("/");
    if (top === "server" && other === name) continue;
    if (top !== "server" || !room.imports.includes(other!)) wrong.push(`${file} imports ${target}`);
    // A room may have a second door, `node`, for what a web build leaves out.
    else if (door !== undefined && door !== "index" && door !== "node") {
      wrong.push(`${file} goes past the door of ${other}: ${target}`);
    }
  }
  return wrong;
}

/** Protocol data types are words, not a connection; lsp's protocol file is shared with the client. */
function isTypesOnly(name: string, specifier: string): boolean {
  return name === "lsp" && specifier === "vscode-languageserver-types";
}

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Path from the root without extension; undefined for packages. */
  readonly target: string | undefined;
}

function importsBelow(folder: string): Import[] {
  return sourcesBelow(join(root, folder)).flatMap((path) => {
    const file = relative(root, path).split(sep).join("/");
    const text = readFileSync(path, "utf8");
    return [...text.matchAll(IMPORT)].map((match) => {
      const specifier = (match[1] ?? match[2] ?? match[3])!;
      const target = specifier.startsWith(".")
        ? normalize(join(dirname(file), specifier))
            .split(sep)
            .join("/")
        : undefined;
      return { file, specifier, target };
    });
  });
}

const IMPORT =
  /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

function sourcesBelow(folder: string): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /\.ts$/.test(entry.name) ? [path] : [];
  });
}

function list(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
