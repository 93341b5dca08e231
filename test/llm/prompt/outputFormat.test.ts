import assert from "node:assert/strict";
import { printedTemplate, renderedTemplate } from "./printed";

const TYPES = `
enum Six {
  A
  B
  C
  D
  E
  F
}
enum Seven {
  A
  B
  C
  D
  E
  F
  G
}
enum Two {
  YES
  NO @alias("nope")
}
enum Desc {
  A @description("first thing")
  B @alias("bee")
  H @skip
  @@alias("Described")
}
class Q {
  a string[]
  @@alias("Quux")
}
class P {
  name string @description("the name")
  age int?
  nick string @alias("nickname") @description(#"
    two
    lines
  "#)
  @@description("A person")
}
class Node {
  v int
  next Node?
}
class Tree {
  data int
  kids Forest
}
class Forest {
  trees Tree[]
}
class Out {
  q Q
  l Q[]
  m map<string, Q>
  u Q | string
  t Two
}
type Val = string | int | null | Val[] | map<string, Val>
type Num = int | float
`;

/** A return type, keyword arguments, and the text; no text where rendering fails. */
const rows: readonly (readonly [string, string, string?])[] = [
  ["string", "", ""],
  ["int", "", "Answer as an int"],
  ["bool?", "", "Answer in JSON using this schema:\nbool or null"],
  ["null", "", "Answer ONLY with null:\nnull"],
  ['"lit"', "", 'Answer using this specific value:\n"lit"'],
  ["5 | true", "", "Answer in JSON using any of these schemas:\n5 or true"],
  ["int | string", "", "Answer in JSON using any of these schemas:\nint or string"],
  ["(int | string)?", "", "Answer in JSON using any of these schemas:\nint or string or null"],
  ["string[]", "", "Answer with a JSON Array using this schema:\nstring[]"],
  ["(int?)[]", "", "Answer with a JSON Array using this schema:\n(int or null)[]"],
  ["(int | string)[]", "", "Answer with a JSON Array using this schema:\n(int or string)[]"],
  ['("a" | "b")[]', "", 'Answer with a JSON Array using this schema:\n[\n  "a" or "b"\n]'],
  ["string[][]", "", "Answer with a JSON Array using this schema:\n[\n  string[]\n]"],
  ["map<string, int>", "", "Answer in JSON using this schema:\nmap<string, int>"],
  [
    "map<string, int>[]",
    "",
    "Answer with a JSON Array using this schema:\n[\n  map<string, int>\n]",
  ],
  ["map<Two, string>", "", "Answer in JSON using this schema:\nmap<'YES' or 'nope', string>"],
  ['map<"x" | "y", int[]>', "", 'Answer in JSON using this schema:\nmap<"x" or "y", int[]>'],
  ["Two", "", "Answer with any of the categories:\nTwo\n----\n- YES\n- nope"],
  ["Two?", "", "Answer in JSON using this schema:\n'YES' or 'nope' or null"],
  ["Two[]", "", "Answer with a JSON Array using this schema:\n'YES' or 'nope'[]"],
  ["Six", "", "Answer with any of the categories:\nSix\n----\n- A\n- B\n- C\n- D\n- E\n- F"],
  [
    "Six[]",
    "",
    "Answer with a JSON Array using this schema:\n[\n  'A' or 'B' or 'C' or 'D' or 'E' or 'F'\n]",
  ],
  [
    "Seven",
    "",
    "Answer with any of the categories:\nSeven\n----\n- A\n- B\n- C\n- D\n- E\n- F\n- G",
  ],
  [
    "Seven[]",
    "",
    "Seven\n----\n- A\n- B\n- C\n- D\n- E\n- F\n- G\n\nAnswer with a JSON Array using this schema:\nSeven[]",
  ],
  ["Desc", "", "Answer with any of the categories:\nDescribed\n----\n- A: first thing\n- bee"],
  [
    "Desc?",
    "",
    "Described\n----\n- A: first thing\n- bee\n\nAnswer in JSON using this schema:\nDescribed or null",
  ],
  ["Q", "", "Answer in JSON using this schema:\n{\n  a: string[],\n}"],
  ["Q?", "", "Answer in JSON using this schema:\n{\n  a: string[],\n} or null"],
  ["Q | int", "", "Answer in JSON using any of these schemas:\n{\n  a: string[],\n} or int"],
  ["Q[]", "", "Answer with a JSON Array using this schema:\n[\n  {\n    a: string[],\n  }\n]"],
  [
    "(Q | Node)[]",
    "",
    "Node {\n  v: int,\n  next: Node or null,\n}\n\nAnswer with a JSON Array using this schema:\n[\n  {\n    a: string[],\n  } or Node\n]",
  ],
  [
    "P",
    "",
    "Answer in JSON using this schema:\n{\n  // A person\n\n  // the name\n  name: string,\n  age: int or null,\n  // two\n  // lines\n  nickname: string,\n}",
  ],
  [
    "P[]",
    "",
    "Answer with a JSON Array using this schema:\n[\n  {\n    // A person\n  \n    // the name\n    name: string,\n    age: int or null,\n    // two\n    // lines\n    nickname: string,\n  }\n]",
  ],
  [
    "Node",
    "",
    "Node {\n  v: int,\n  next: Node or null,\n}\n\nAnswer in JSON using this schema: Node",
  ],
  [
    "Node[]",
    "",
    "Node {\n  v: int,\n  next: Node or null,\n}\n\nAnswer with a JSON Array using this schema:\nNode[]",
  ],
  [
    "(Node | string)[]",
    "",
    "Node {\n  v: int,\n  next: Node or null,\n}\n\nAnswer with a JSON Array using this schema:\n(Node or string)[]",
  ],
  [
    "Tree",
    "",
    "Tree {\n  data: int,\n  kids: Forest,\n}\n\nForest {\n  trees: Tree[],\n}\n\nAnswer in JSON using this schema: Tree",
  ],
  [
    "Val",
    "",
    "Val = string or int or Val[] or map<string, Val> or null\n\nAnswer in JSON using this schema: Val",
  ],
  [
    "Val[]",
    "",
    "Val = string or int or Val[] or map<string, Val> or null\n\nAnswer with a JSON Array using this schema:\nVal[]",
  ],
  ["Num", "", "Answer in JSON using any of these schemas:\nint or float"],
  [
    "Out",
    "",
    "Answer in JSON using this schema:\n{\n  q: {\n    a: string[],\n  },\n  l: [\n    {\n      a: string[],\n    }\n  ],\n  m: map<string, {\n    a: string[],\n  }>,\n  u: {\n    a: string[],\n  } or string,\n  t: 'YES' or 'nope',\n}",
  ],
  [
    "Seven | Q",
    "",
    "Seven\n----\n- A\n- B\n- C\n- D\n- E\n- F\n- G\n\nAnswer in JSON using any of these schemas:\nSeven or {\n  a: string[],\n}",
  ],
  ["int", 'prefix="Reply with "', "Reply with int"],
  ["string", 'prefix="Say:"', "Say:string"],
  ["Q", "prefix=null", "{\n  a: string[],\n}"],
  ["Two", 'enum_value_prefix="* "', "Answer with any of the categories:\nTwo\n----\n* YES\n* nope"],
  ["int | string", 'or_splitter=" | "', "Answer in JSON using any of these schemas:\nint | string"],
  [
    "Out",
    "always_hoist_enums=true",
    "Two\n----\n- YES\n- nope\n\nAnswer in JSON using this schema:\n{\n  q: {\n    a: string[],\n  },\n  l: [\n    {\n      a: string[],\n    }\n  ],\n  m: map<string, {\n    a: string[],\n  }>,\n  u: {\n    a: string[],\n  } or string,\n  t: Two,\n}",
  ],
  [
    "Out",
    "hoist_classes=true",
    "Out {\n  q: Q,\n  l: Q[],\n  m: map<string, Q>,\n  u: Q or string,\n  t: 'YES' or 'nope',\n}\n\nQ {\n  a: string[],\n}\n\nAnswer in JSON using this schema: Out",
  ],
  [
    "Out",
    'hoist_classes=["Q"]',
    "Q {\n  a: string[],\n}\n\nAnswer in JSON using this schema:\n{\n  q: Q,\n  l: Q[],\n  m: map<string, Q>,\n  u: Q or string,\n  t: 'YES' or 'nope',\n}",
  ],
  [
    "Node",
    'hoisted_class_prefix="interface"',
    "interface Node {\n  v: int,\n  next: Node or null,\n}\n\nAnswer in JSON using this interface: Node",
  ],
  [
    "Val",
    'hoisted_class_prefix="type"',
    "type Val = string or int or Val[] or map<string, Val> or null\n\nAnswer in JSON using this type: Val",
  ],
  [
    "map<string, Q>",
    'map_style="object"',
    "Answer in JSON using this schema:\n{string: {\n  a: string[],\n}}",
  ],
  ["Q", "quote_class_fields=true", 'Answer in JSON using this schema:\n{\n  "a": string[],\n}'],
  ["Q?", 'render_null_as="nil"', "Answer in JSON using this schema:\n{\n  a: string[],\n} or nil"],
  ["null", 'render_null_as="nil"', "Answer ONLY with nil:\nnil"],
  ["Q", 'hoist_classes=["Zed"]'],
  ["Q", 'style="x"'],
  ["Q", '"x"'],
];

describe("ctx.output_format", () => {
  for (const [returns, given, expected] of rows) {
    it(`${expected === undefined ? "refuses" : "describes"} ${returns} (${given})`, () => {
      const template =
        given === "" ? "{{ ctx.output_format }}" : `{{ ctx.output_format(${given}) }}`;
      check(template, returns, expected);
    });
  }

  it("leaves out fields that are skipped", () => {
    const types = "class K {\n  a int\n  b int? @skip\n}";
    check(
      "{{ ctx.output_format }}",
      "K",
      "Answer in JSON using this schema:\n{\n  a: int,\n}",
      types,
    );
  });

  it("does not describe media", () => {
    check("{{ ctx.output_format }}", "image", undefined);
  });

  it("names the keywords that there are", () => {
    const result = renderedTemplate('{{ ctx.output_format(style="x") }}', { returns: "int" });
    assert("error" in result);
    assert.match(result.error, /or_splitter/);
  });
});

function check(
  template: string,
  returns: string,
  expected: string | undefined,
  types = TYPES,
): void {
  if (expected === undefined) assert("error" in renderedTemplate(template, { types, returns }));
  else assert.equal(printedTemplate(template, { types, returns }), expected);
}
