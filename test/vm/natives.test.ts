import assert from "node:assert/strict";
import { float, map, type Value } from "../../server/base";
import { natives, Op } from "../../server/bytecode";
import { builtin, program } from "./assemble";
import { run } from "./run";

describe("arrays", () => {
  it("have a length and items", () => {
    check("baml.Array.length", [[1, 2]], 2);
    check("baml.Array.at", [[7, 8], 1], 8);
    fails("baml.Array.at", [[7, 8], 9], "Index out of bounds: 9");
    fails("baml.Array.at", [[7, 8], -1], "Index out of bounds: -1");
  });

  it("grow and shrink in place", () => {
    check("baml.Array.push", [[1], 2], null);
    check("baml.Array.pop", [[1, 2]], 2);
    check("baml.Array.pop", [[]], null);
  });

  it("make new ones", () => {
    check("baml.Array.concat", [[1], [2, 3]], [1, 2, 3]);
    check("baml.Array.reverse", [[1, 2, 3]], [3, 2, 1]);
    check("baml.Array.slice", [[1, 2, 3], 1, 9], [2, 3]);
    check("baml.Array.slice", [[1, 2, 3], -5, 2], [1, 2]);
    check("baml.Array.slice", [[1, 2, 3], 2, 1], []);
    check("baml.Array.slice", [[1, 2, 3], 0, -1], []);
  });

  it("are joined with strings bare and others as they are displayed", () => {
    check("baml.Array.join", [["a", 1, float(1), null, ["b"]], "-"], 'a-1-1-null-["b"]');
    check("baml.Array.join", [[], ","], "");
  });
});

describe("maps", () => {
  const pair = map([
    ["z", 1],
    ["2", null],
  ]);

  it("answer in the order of insertion", () => {
    check("baml.Map.length", [pair], 2);
    check("baml.Map.keys", [pair], ["z", "2"]);
    check("baml.Map.values", [pair], [1, null]);
  });

  it("tell what they hold", () => {
    check("baml.Map.has", [pair, "2"], true);
    check("baml.Map.has", [pair, "y"], false);
    check("baml.Map.get", [pair, "z"], 1);
    check("baml.Map.get", [pair, "y"], null);
    check("baml.Map.set", [pair, "y", 3], null);
  });

  it("take a variant for its name", () => {
    check("baml.Map.has", [pair, { kind: "variant", enumName: "E", name: "z" }], true);
  });
});

describe("strings", () => {
  it("count code points", () => {
    check("baml.String.length", ["héllo😀"], 6);
    check("baml.String.length", [""], 0);
    check("baml.String.indexOf", ["😀😀x", "x"], 2);
    check("baml.String.indexOf", ["abc", "z"], -1);
    check("baml.String.charAt", ["a😀b", 1], "😀");
    check("baml.String.charAt", ["a😀b", 2], "b");
    check("baml.String.charAt", ["ab", 2], "");
    check("baml.String.charAt", ["ab", -1], "");
  });

  it("change case and lose white space, whatever the locale", () => {
    check("baml.String.toUpperCase", ["straße i"], "STRASSE I");
    check("baml.String.toLowerCase", ["ÀÉ"], "àé");
    check("baml.String.trim", ["\u0085\u00a0\t a \n\u3000"], "a");
    check("baml.String.trim", ["\ufeffa"], "\ufeffa");
  });

  it("are searched", () => {
    check("baml.String.includes", ["orbit", "bi"], true);
    check("baml.String.startsWith", ["orbit", "or"], true);
    check("baml.String.endsWith", ["orbit", "or"], false);
  });

  it("are split with their empty pieces", () => {
    check("baml.String.split", ["a,b,,c", ","], ["a", "b", "", "c"]);
    check("baml.String.split", ["a😀", ""], ["", "a", "😀", ""]);
    check("baml.String.split", ["", ","], [""]);
  });

  it("are cut by code points, clamped", () => {
    check("baml.String.substring", ["orbit", 3, 99], "it");
    check("baml.String.substring", ["orbit", -1, 3], "");
    check("baml.String.substring", ["orbit", 3, 1], "");
    check("baml.String.substring", ["😀b😀", 1, 3], "b😀");
    check("baml.String.substring", ["orbit", 9, 12], "");
  });

  it("are replaced once or everywhere, literally", () => {
    check("baml.String.replace", ["tik-tik", "tik", "$&"], "$&-tik");
    check("baml.String.replaceAll", ["a.b.c", ".", "$1"], "a$1b$1c");
    check("baml.String.replaceAll", ["ab", "", "-"], "-a-b-");
  });

  it("match regular expressions anywhere", () => {
    check("baml.String.matches", ["order 66", "\\d{2}"], true);
    check("baml.String.matches", ["YES", "(?i)yes"], true);
    check("baml.String.matches", ["no", "^yes$"], false);
    fails("baml.String.matches", ["a", "("], "invalid regular expression: (");
  });

  it("never grow beyond what the platform holds", () => {
    const long = "a".repeat(1 << 20);
    fails("baml.String.replaceAll", [long, "a", "b".repeat(1 << 10)], "string too long");
  });
});

describe("the display form", () => {
  it("is that of the specification", () => {
    check("baml.unstable.string", [null], "null");
    check("baml.unstable.string", [[true, 1, "x"]], '[true, 1, "x"]');
    check("baml.unstable.string", [2n ** 60n], "1152921504606846976");
    check("baml.unstable.string", [{ kind: "variant", enumName: "E", name: "Up" }], "Up");
    check("baml.unstable.string", ['say "hi"\n'], '"say "hi"\n"');
    check("baml.unstable.string", [image], "<type image>");
    check(
      "baml.unstable.string",
      [{ kind: "opaque", what: "function", label: "main" }],
      "<function main>",
    );
    check("baml.unstable.string", [{ kind: "opaque", what: "collector", id: 1 }], "<collector>");
  });

  it("shows floats shortest, without exponent", () => {
    const shown: readonly [number, string][] = [
      [1, "1"],
      [2.5, "2.5"],
      [-0, "-0"],
      [1e21, "1000000000000000000000"],
      [1.5e-7, "0.00000015"],
      [Number.NaN, "NaN"],
      [Number.NEGATIVE_INFINITY, "-inf"],
    ];
    for (const [value, text] of shown) check("baml.unstable.string", [float(value)], text);
  });

  it("indents what is nested", () => {
    const nested = map([["k", map([["inner", [1]]])]]);
    check("baml.unstable.string", [nested], '{\n    "k": {\n        "inner": [1]\n    }\n}');
    check("baml.unstable.string", [map([])], "{\n}");
  });

  it("overflows the stack of the program where it nests deeper than its free frames", () => {
    check("baml.unstable.string", [nest(254)], `${"[".repeat(254)}1${"]".repeat(254)}`);
    fails("baml.unstable.string", [nest(255)], "stack overflow");
  });
});

describe("deep functions", () => {
  it("compare by structure", () => {
    check(
      "baml.deep_equals",
      [
        [1, map([["a", null]])],
        [1, map([["a", null]])],
      ],
      true,
    );
    check("baml.deep_equals", [1, float(1)], false);
    check("baml.deep_equals", [float(Number.NaN), float(Number.NaN)], true);
    check("baml.deep_equals", [[1, 2], [1]], false);
    check("baml.deep_equals", [image, { ...image }], true);
    const [left, right] = [
      ["a", 1],
      ["b", 2],
    ] as const;
    check("baml.deep_equals", [map([left, right]), map([right, left])], true);
  });

  it("copy and compare a value of any depth", () => {
    const deep = nest(200_000);
    assert.equal(call("baml.deep_copy", [deep]).error, undefined);
    check("baml.deep_equals", [deep, nest(200_000)], true);
    check("baml.deep_equals", [deep, nest(199_999)], false);
  });
});

describe("numbers", () => {
  it("are truncated toward zero, and saturate", () => {
    check("baml.math.trunc", [float(-2.9)], -2);
    check("baml.math.trunc", [float(-0.5)], 0);
    check("baml.math.trunc", [7], 7);
    check("baml.math.trunc", [float(Number.NaN)], 0);
    check("baml.math.trunc", [float(1e30)], 2n ** 63n - 1n);
    check("baml.math.trunc", [float(Number.NEGATIVE_INFINITY)], -(2n ** 63n));
    check("baml.math.trunc", [float(2 ** 60)], 2n ** 60n);
  });
});

describe("media", () => {
  it("say where they come from", () => {
    check("baml.Media.as_url", [image], "https://example.com/a.png");
    check("baml.Media.url", [image], "https://example.com/a.png");
    check("baml.Media.as_base64", [image], null);
    check("baml.Media.as_file", [image], null);
    check("baml.Media.mime_type", [image], null);
    fails("baml.Media.base64", [image], "media from a url has no base64 content");
  });

  it("are made of each source", () => {
    check("image.from_url", ["https://example.com/a.png", null], image);
    check("pdf.from_base64", ["QQ==", "application/pdf"], {
      kind: "media",
      media: "pdf",
      source: "base64",
      content: "QQ==",
      mimeType: "application/pdf",
    });
    check("video.from_file", ["a.mp4", null], {
      kind: "media",
      media: "video",
      source: "file",
      content: "a.mp4",
    });
  });
});

describe("natives", () => {
  it("of the table all exist, and fail as the program's error on what they do not take", () => {
    for (const [path, arity] of Object.entries(natives)) {
      const { error } = call(path, new Array(arity).fill(null));
      if (error) assert.match(error.kind, /^(internal|panic)$/, path);
    }
  });

  it("end a run with a panic", () => {
    const { error } = call("baml.sys.panic", ["out of cheese"]);
    assert.deepEqual([error?.kind, error?.message], ["panic", "out of cheese"]);
  });

  it("give the run's collectors, each as one value", () => {
    const collectors = [{ kind: "opaque", what: "collector", label: "c", id: 4 }] as const;
    const { value } = call("baml.trace.collectors", [], { collectors });
    assert.deepEqual(value, collectors);
  });

  it("know which responses are good", () => {
    for (const [status, expected] of [
      [199, false],
      [200, true],
      [299, true],
      [300, false],
    ] as const) {
      check("baml.http.Response.ok", [response(status)], expected);
    }
  });
});

const image = {
  kind: "media",
  media: "image",
  source: "url",
  content: "https://example.com/a.png",
} as const;

function response(status: number): Value {
  const fields = [
    ["status_code", status],
    ["headers", map([])],
    ["url", "https://example.com"],
    ["$handle", { kind: "opaque", what: "resource", id: 7 }],
  ] as const;
  return { kind: "instance", className: "baml.http.Response", fields };
}

/** An int inside that many arrays. */
function nest(depth: number): Value {
  let nested: Value = 1;
  for (let level = 0; level < depth; level++) nested = [nested];
  return nested;
}

function check(path: string, args: readonly Value[], expected: Value): void {
  const { value, error } = call(path, args);
  assert.equal(error, undefined);
  assert.deepEqual(value, expected);
}

function fails(path: string, args: readonly Value[], message: string): void {
  assert.equal(call(path, args).error?.message, message);
}

function call(path: string, args: readonly Value[], options = {}) {
  const params = args.map((_, index) => `a${index}`);
  const loads = params.flatMap((_, index) => [Op.LoadLocal, index]);
  const code = [...loads, Op.Call, builtin(path), args.length, Op.Return];
  return run(program({ main: { params, code } }), { args, ...options });
}
