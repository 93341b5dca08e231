import assert from "node:assert/strict";
import { format, formatItems } from "../../../server/language/formatter/format";
import { parseFile } from "../../../server/language/syntax/parseFile";

const long = "aVeryLongNameThatTakesHalfOfAWholeLineOfCode";

describe("the formatter", () => {
  it("puts members on lines of their own", () => {
    check(
      "class A{a int b:string?,c int;}",
      "class A {\n    a: int\n    b: string?\n    c: int\n}\n",
    );
    check("class A { }", "class A {\n}\n");
    check("enum E { A, B C @skip }", "enum E {\n    A,\n    B,\n    C @skip,\n}\n");
    check("type   A=int|string", "type A = int | string;\n");
  });

  it("collapses blank lines and removes them at the ends of bodies", () => {
    check(
      "\n\nclass A {\n\n\n  a int\n\n\n\n  b int\n\n}\n\n\n\nclass B { }\n\n\n",
      "class A {\n    a: int\n\n    b: int\n}\n\nclass B {\n}\n",
    );
    check(
      "function f() -> int {\n\n  g();\n\n\n  h()\n\n}",
      "function f() -> int {\n    g();\n\n    h()\n}\n",
    );
    check("let a = [\n\n  1,\n\n  2 // c\n\n];", "let a = [\n    1,\n\n    2, // c\n];\n");
  });

  it("keeps attributes on the line, or gives each its own", () => {
    check('class A { a int @alias("b") @skip }', 'class A {\n    a: int @alias("b") @skip\n}\n');
    check(
      `class A { a string @alias("${long}") @description("${long}") }`,
      `class A {\n    a: string\n        @alias("${long}")\n        @description("${long}")\n}\n`,
    );
    check(
      `class A { a string @check(${long}, {{ this == "${long}" }}) }`,
      `class A {\n    a: string\n        @check(\n            ${long},\n            {{ this == "${long}" }},\n        )\n}\n`,
    );
  });

  it("writes config blocks with colons and commas", () => {
    check(
      'client<llm> C { provider openai options { model: "m", list [a b, 1.5] empty { } } @@x }',
      `client<llm> C {
    provider: openai,
    options: {
        model: "m",
        list: [a, b, 1.5],
        empty: {},
    },
    @@x
}
`,
    );
  });

  it("breaks parameters and arguments one a line", () => {
    check(
      `function f(${long}: int, ${long}2: int) -> int { g(${long}, ${long}, 12) }`,
      `function f(
    ${long}: int,
    ${long}2: int,
) -> int {
    g(
        ${long},
        ${long},
        12,
    )
}
`,
    );
  });

  it("ends statements with semicolons, but the last expression", () => {
    check(
      "function f() -> int { a = 1 g() ;; return 1 }",
      "function f() -> int {\n    a = 1;\n    g();\n    ;\n    return 1;\n}\n",
    );
    check("function f() -> int { g()\n h() }", "function f() -> int {\n    g();\n    h()\n}\n");
    check(
      "function f() -> int { break\n continue\n assert x }",
      "function f() -> int {\n    break;\n    continue;\n    assert x;\n}\n",
    );
    check("function f() -> int { 5; }", "function f() -> int {\n    5;\n}\n");
  });

  it("breaks the blocks of branches and loops", () => {
    check(
      "function f() -> int { if (a) { 1 } else if (b) { } else { 3 } }",
      `function f() -> int {
    if (a) {
        1
    } else if (b) {
    } else {
        3
    }
}
`,
    );
    check(
      "function f() -> int { while (a) { b() } for (let i = 0; i < 3; i += 1) { } for x in xs { } }",
      `function f() -> int {
    while (a) {
        b()
    }
    for (let i = 0; i < 3; i += 1) {
    }
    for x in xs {
    }
}
`,
    );
  });

  it("gives each arm a line and a comma", () => {
    check(
      "function f() -> int { match (x) { 1 => a 2 | 3 if b => { c } _ => {} } }",
      `function f() -> int {
    match (x) {
        1 => a,
        2 | 3 if b => {
            c
        },
        _ => {},
    }
}
`,
    );
    check(
      "function f() -> int { let r = g() catch (e) { _ => 1 } catch_all (e) { s: string => 2, }; r }",
      `function f() -> int {
    let r = g() catch (e) {
        _ => 1,
    } catch_all (e) {
        s: string => 2,
    };
    r
}
`,
    );
  });

  it("breaks operators of one precedence together, before each", () => {
    check(
      `function f() -> int { ${long} + ${long} - a * b }`,
      `function f() -> int {
    ${long}
        + ${long}
        - a * b
}
`,
    );
  });

  it("breaks chains of calls before each member", () => {
    check(
      `function f() -> int { xs.map(${long}).filter(${long}).first.last() }`,
      `function f() -> int {
    xs
        .map(${long})
        .filter(${long}).first
        .last()
}
`,
    );
    check("function f() -> int { a.b.c(1).d(2) }", "function f() -> int {\n    a.b.c(1).d(2)\n}\n");
  });

  it("pads braces and breaks what is in them with a last comma", () => {
    check('let a = {"k":1,w:2};', 'let a = { "k": 1, w: 2 };\n');
    check("let a = P{x:1,...b,};", "let a = P { x: 1, ...b };\n");
    check("let a = {};", "let a = {};\n");
    check(
      `let a = P { x: "${long}", ...${long} };`,
      `let a = P {\n    x: "${long}",\n    ...${long},\n};\n`,
    );
  });

  it("moves raw strings with their line and leaves their text alone", () => {
    check(
      'function F() -> int {\n  client C\n  prompt #"\n    a\n      b\n\n    c\n  "#\n}',
      'function F() -> int {\n    client C\n    prompt #"\n      a\n        b\n\n      c\n    "#\n}\n',
    );
    check('template_string T() #"a\n   b"#', 'template_string T() #"a\n   b"#\n');
    check('        template_string T() #"\n   a\n  b"#', 'template_string T() #"\n a\nb"#\n');
  });

  it("rewrites what only the released toolchain reads", () => {
    check('string_template T = (a: int) #"x"#', 'template_string T(a: int) #"x"#\n');
    check("class A { {// old //}\n a int }", "class A { /* old */\n    a: int\n}\n");
  });

  it("keeps comments with their tokens", () => {
    check(
      `// top
class A { // open
  // above
  a int, // behind

  /* block */ b int
  /// docs
  c int
  // last
} // end
// far
`,
      `// top
class A { // open
    // above
    a: int // behind

    /* block */ b: int
    /// docs
    c: int
    // last
} // end
// far
`,
    );
    check("let a = [1, // one\n 2];", "let a = [\n    1, // one\n    2,\n];\n");
    check("let a = f(x /* in */, y);", "let a = f(x /* in */, y);\n");
    check("let a = // why\n 1;", "let a = // why\n1;\n");
    check(
      "function f() -> int { a +\n // note\n b }",
      "function f() -> int {\n    a\n        // note\n        + b\n}\n",
    );
    check("function f() -> int { // empty\n}", "function f() -> int { // empty\n}\n");
    check("function f() -> int {\n// only\n}", "function f() -> int {\n    // only\n}\n");
    check("enum E { A // a\n B }", "enum E {\n    A, // a\n    B,\n}\n");
  });

  it("never adds parentheses, and keeps signs apart", () => {
    check("let a = (1 + (2));", "let a = (1 + (2));\n");
    check("let a = - -x;", "let a = - -x;\n");
    check("let a = !-x;", "let a = !-x;\n");
  });

  it("ends lines as one system does", () => {
    check("class A {\r\n  a int\r\n}\r\n", "class A {\n    a: int\n}\n");
    check("", "");
    check("// only\n\n", "// only\n");
  });

  it("formats what is nested or chained as far as it may be", () => {
    const nested = `let a = ${"(".repeat(90)}1${")".repeat(90)};\n`;
    const chained = `let a = ${Array.from({ length: 450 }, () => "1").join(" + ")};`;
    const called = `let a = f()${".g()".repeat(200)};`;
    for (const text of [nested, chained, called]) {
      const once = format(parseFile(text));
      assert.equal(once.kind, "formatted");
      assert.deepEqual(format(parseFile(once.text)), once);
    }
  });

  it("refuses text with problems", () => {
    const formatted = format(parseFile("class A { a }"));
    assert.equal(formatted.kind, "refused");
  });

  it("leaves a file alone that asks for it", () => {
    const text = "// BAML-Format: ignore\nclass A{a int}";
    check(text, text);
    check('let a = "baml-format: ignore"  ;', 'let a = "baml-format: ignore";\n');
  });
});

describe("formatItems", () => {
  it("formats the items that a range touches", () => {
    const text = "class A{a int}\nclass B{b int}\nclass C{c }";
    const formatted = formatItems(parseFile(text), { start: 16, end: 20 });
    assert.deepEqual(formatted, {
      kind: "formatted",
      edits: [{ range: { start: 15, end: 29 }, text: "class B {\n    b: int\n}" }],
    });
  });

  it("refuses items with problems", () => {
    const formatted = formatItems(parseFile("class A { }\nclass C{c }"), { start: 14, end: 14 });
    assert.equal(formatted.kind, "refused");
  });
});

function check(text: string, expected: string): void {
  assert.deepEqual(format(parseFile(text)), { kind: "formatted", text: expected });
}
