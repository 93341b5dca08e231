import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { ClassView, FunctionView } from "../../../server/language/syntax/views/declarations";
import { printExpression } from "./printExpression";
import { printProblem } from "./printTree";

describe("expressions", () => {
  describe("operators", () => {
    it("bind as the operator table says", () => {
      check("a || b && c", "(binary a || (binary b && c))");
      check("a && b | c", "(binary a && (binary b | c))");
      check("a | b ^ c", "(binary a | (binary b ^ c))");
      check("a ^ b & c", "(binary a ^ (binary b & c))");
      check("a & b == c", "(binary a & (binary b == c))");
      check("a == b < c", "(binary a == (binary b < c))");
      check("a <= b << c", "(binary a <= (binary b << c))");
      check("a >> b + c", "(binary a >> (binary b + c))");
      check("a + b * c", "(binary a + (binary b * c))");
      check("a * -b", "(binary a * (unary - b))");
    });

    it("associate to the left", () => {
      check("a - b - c", "(binary (binary a - b) - c)");
      check("a / b % c", "(binary (binary a / b) % c)");
      check("a >= b > c", "(binary (binary a >= b) > c)");
    });

    it("join brackets that stand together", () => {
      check("a >> b", "(binary a >> b)");
      check("a >= b", "(binary a >= b)");
      check("x >>= 1", "(assignment x >>= 1)");
      check("x <<= 1", "(assignment x <<= 1)");
    });

    it("apply a sign after what stands behind the operand", () => {
      check("-f(x)", "(unary - (call f (arguments x)))");
      check("-a[0]", "(unary - (index a 0))");
      check("!o.m()", "(unary ! (call o.m (arguments)))");
      check("--x", "(unary -- x)");
      check("- -x", "(unary - (unary - x))");
    });

    it("keep dashes in words", () => {
      check("n-1", "n-1");
      check("n - 1", "(binary n - 1)");
      check("n -1", "(binary n - 1)");
    });

    it("take a type behind instanceof", () => {
      check("x instanceof Foo", "(binary x instanceof Foo)");
    });
  });

  describe("postfixes", () => {
    it("stack from the left", () => {
      check("a.b.c", "a.b.c");
      check("f(1)[2].g(3)", "(call (member (index (call f (arguments 1)) 2) g) (arguments 3))");
      check("(a).b", "(member (parenthesized a) b)");
      check("env.KEY", "env.KEY");
      check("x.$watch", "(member x $watch)");
      check("a.b.$watch.options(1)", "(call (member (member a.b $watch) options) (arguments 1))");
    });

    it("go on over lines", () => {
      check("f\n(1)", "(call f (arguments 1))");
      check("a\n.b()\n.c()", "(call (member (call a.b (arguments)) c) (arguments))");
      check("a\n- b", "(binary a - b)");
      check("a\n[0]", "(index a 0)");
    });

    it("take a keyword for a member's name", () => {
      check("x.client", "x.client");
      check("f().test", "(member (call f (arguments)) test)");
    });
  });

  describe("type arguments", () => {
    it("are a word in brackets behind an operand", () => {
      check("f<int>(1)", "(call (typeApplication f (typeArguments int)) (arguments 1))");
      check("f<map<string, int>>", "(typeApplication f (typeArguments map<string,int>))");
      check("a < b > c", "(typeApplication a (typeArguments b))", "c");
    });

    it("are a comparison otherwise", () => {
      check("a < b", "(binary a < b)");
      check("f(a < b, c)", "(call f (arguments (binary a < b) c))");
      check("a < 1 && b > 2", "(binary (binary a < 1) && (binary b > 2))");
    });
  });

  describe("braces", () => {
    it("construct behind a name or a path", () => {
      check("P { x: 1, ...q }", "(object P (objectField x 1) (spread q))");
      check('a.P { "x": 1, }', '(object a.P (objectField "x" 1))');
      check("P {}", "(object P)");
    });

    it("are a map before an end, a string, or a word and a colon", () => {
      check("{}", "(map)");
      check('{ "a": 1, b: 2 }', '(map (mapEntry "a" 1) (mapEntry b 2))');
      check("{ client: 1 }", "(map (mapEntry client 1))");
    });

    it("are a block otherwise", () => {
      check("{ (1 + 1) }", "(block (expressionStatement (parenthesized (binary 1 + 1))))");
      check("{ a }", "(block (expressionStatement a))");
    });
  });

  describe("arrays", () => {
    it("need no commas", () => {
      check("[1 2 3]", "(array 1 2 3)");
      check("[1, 2, 3,]", "(array 1 2 3)");
      check("[[1] [2]]", "(array (index (array 1) 2))");
    });
  });

  describe("if", () => {
    it("chains", () => {
      check(
        "if (a) { 1 } else if (b) { 2 } else { 3 }",
        "(if (parenthesized a) (block (expressionStatement 1)) " +
          "(if (parenthesized b) (block (expressionStatement 2)) (block (expressionStatement 3))))",
      );
    });

    it("is a value", () => {
      check(
        "1 + if (a) { 1 } else { 2 } * 3",
        "(binary 1 + (binary (if (parenthesized a) (block (expressionStatement 1)) (block (expressionStatement 2))) * 3))",
      );
    });
  });

  describe("match", () => {
    it("has patterns, guards and bodies of both kinds", () => {
      check(
        "match (x) { 1 | -2 => a, n: int if n > 3 => { b } E.A => {} _ => c }",
        "(match x (matchArm (unionPattern 1 | -2) => a) " +
          "(matchArm (typedPattern n int) (binary n > 3) => (block (expressionStatement b))) " +
          "(matchArm E.A => (block)) (matchArm _ => c))",
      );
    });

    it("may annotate what is matched", () => {
      check(
        "match (x: int | bool) { _ => 1 }",
        "(match x (unionType int | bool) (matchArm _ => 1))",
      );
    });

    it("opens groups in patterns and lets types swallow bars", () => {
      check(
        'match (x) { 1 | (2 | 3) => a, y: int | bool => b, "s" | null => c }',
        "(match x (matchArm (unionPattern 1 | (parenthesizedPattern (unionPattern 2 | 3))) => a) " +
          "(matchArm (typedPattern y (unionType int | bool)) => b) " +
          '(matchArm (unionPattern "s" | null) => c))',
      );
    });
  });

  describe("catch", () => {
    it("takes the whole expression to its left", () => {
      check(
        "a + f() catch (e) { _ => 1 }",
        "(catch (binary a + (call f (arguments))) (catchClause catch e (catchArm _ => 1)))",
      );
      check(
        "throw 4 catch (e) { _ => 6 }",
        "(catch (throw 4) (catchClause catch e (catchArm _ => 6)))",
      );
      check(
        "x = f() catch (e) { _ => 1 }",
        "(assignment x = (catch (call f (arguments)) (catchClause catch e (catchArm _ => 1))))",
      );
    });

    it("chains", () => {
      check(
        "f() catch (e) { s: string => s } catch_all (e) { _ => 1 }",
        "(catch (call f (arguments)) " +
          "(catchClause catch e (catchArm (typedPattern s string) => s)) " +
          "(catchClause catch_all e (catchArm _ => 1)))",
      );
    });

    it("can be operated on", () => {
      check(
        "f() catch (e) { _ => 1 } + 2",
        "(binary (catch (call f (arguments)) (catchClause catch e (catchArm _ => 1))) + 2)",
      );
    });
  });

  describe("a block-like expression at the start of a statement", () => {
    const conditional = "(if (parenthesized c) (block (expressionStatement 1)))";

    it("ends at its brace before a line that could go on", () => {
      check("if (c) { 1 }\n(x)", conditional, "(parenthesized x)");
      check("if (c) { 1 }\n[x]", conditional, "(array x)");
      check("if (c) { 1 }\n-x", conditional, "(unary - x)");
      check("if (c) { 1 }\n!x", conditional, "(unary ! x)");
      check("if (c) { 1 }\n--x", conditional, "(unary -- x)");
      check("if (c) { 1 }\n{ x }", conditional, "(block (expressionStatement x))");
      check("match (x) { _ => 1 }\n(x)", "(match x (matchArm _ => 1))", "(parenthesized x)");
      check("{ a }\n-x", "(block (expressionStatement a))", "(unary - x)");
    });

    it("goes on with other operators, and on its own line", () => {
      check("if (c) { 1 }\n+ x", `(binary ${conditional} + x)`);
      check("if (c) { 1 }\n.y", `(member ${conditional} y)`);
      check("if (c) { 1 } - x", `(binary ${conditional} - x)`);
      check(
        "if (c) { 1 }\ncatch (e) { _ => 1 }",
        `(catch ${conditional} (catchClause catch e (catchArm _ => 1)))`,
      );
    });
  });

  describe("problems", () => {
    it("name what was expected", () => {
      checkProblems("f(1 2)", ["E0010 \"2\" expected ',' or ')', found `2`"]);
      checkProblems("a.", ['E0010 "}" expected a name, found `}`']);
      checkProblems("1 +", ['E0010 "}" expected an expression, found `}`']);
      checkProblems("(1", ["E0010 \"}\" expected ')', found `}`"]);
      checkProblems("[1", ["E0010 \"}\" expected ',' or ']', found `}`"]);
      checkProblems("a[1", ["E0010 \"}\" expected ']', found `}`"]);
    });

    it("ask for commas in maps and constructors", () => {
      checkProblems('let m = {"a": 1 "b": 2};', [
        'E0010 "\\"b\\"" expected \',\' or \'}\' after this entry, found `"b"`',
      ]);
      checkProblems("P { x: 1 y: 2 }", [
        "E0010 \"y\" expected ',' or '}' after this field, found `y`",
      ]);
    });

    it("allow assignments as statements only", () => {
      checkProblems("a = b = c;", ['E0010 "=" an assignment is a statement and has no value']);
      checkProblems("f(a = 1);", ['E0010 "=" an assignment is a statement and has no value']);
      checkProblems("let x = a += 1;", [
        'E0010 "+=" an assignment is a statement and has no value',
      ]);
    });

    it("are reported for what the language lacks", () => {
      checkProblems("xs.map((x) => x + 1)", [
        'E0010 "=>" lambda expressions are not supported, found `=>`',
      ]);
      checkProblems("a ? b : c", ["E0010 \"?\" expected ';', found `?`"]);
      checkProblems("a ?? b", ["E0010 \"?\" expected ';', found `?`"]);
      checkProblems("a?.b", ["E0010 \"?\" expected ';', found `?`"]);
    });

    it("are one for a missing parenthesis around a condition", () => {
      checkProblems("if x { 1 }", ['E0030 "x" condition in `if` must be wrapped in parentheses']);
      checkProblems("while x { 1 }", [
        'E0030 "x" condition in `while` must be wrapped in parentheses',
      ]);
      checkProblems("if (a) && (b) { 1 }", [
        'E0030 "(a) && (b)" condition in `if` must be wrapped in parentheses',
      ]);
      checkProblems("if x) { 1 }", ['E0030 "x" condition in `if` must be wrapped in parentheses']);
      checkProblems("if (x { 1 }", ["E0010 \"{\" expected ')', found `{`"]);
    });

    it("are reported for an integer that does not fit", () => {
      checkProblems("9223372036854775807", []);
      checkProblems("9223372036854775808", [
        'E0010 "9223372036854775808" invalid numeric value: 9223372036854775808 does not fit in 64 bits',
      ]);
    });

    it("skip an arm without an arrow", () => {
      checkProblems("f() catch (e) { _ 1, s: string => 2 }", [
        "E0010 \"1\" expected '=>', found `1`",
      ]);
      checkProblems("match (x) { 1 2\n 3 => 4 }", ["E0010 \"2\" expected '=>', found `2`"]);
    });
  });
});

describe("types", () => {
  it("bind postfixes before bars", () => {
    checkType("int | string[]", "(unionType int | (listType string))");
    checkType(
      "(int | string)[]",
      "(listType (parenthesizedType (functionTypeParameter (unionType int | string))))",
    );
    checkType("int?[]", "(listType (optionalType int))");
    checkType("int[]?", "(optionalType (listType int))");
    checkType("map<string, int[]>[]", "(listType map<string,int[]>)");
    checkType('"a" | 7 | true | null', '(unionType "a" | 7 | true | null)');
    checkType("baml.http.Request", "baml.http.Request");
  });

  it("nest arrows to the right", () => {
    checkType(
      "(x: int) -> (y: int) -> int",
      "(functionType (functionTypeParameter x int) -> (functionType (functionTypeParameter y int) -> int))",
    );
    checkType("() -> A | B", "(functionType -> (unionType A | B))");
  });

  it("own their attributes, but for those of the field", () => {
    const label =
      "(attribute check (attributeArguments (attributeArgument c) (attributeArgument)))";
    checkType('int @check(c, {{ this > 0 }}) @alias("x")', `(attributedType int ${label})`);
    checkType('int @alias("x") @check(c, {{ this > 0 }})', "int");
    checkType(
      "int | string @assert({{ this }})",
      "(unionType int | (attributedType string (attribute assert (attributeArguments (attributeArgument)))))",
    );
    checkType('map<string, int @description("d")>', 'map<string,int@description("d")>');
  });

  it("report what is no type", () => {
    checkTypeProblems("(int, string)", ['E0010 "(int, string)" tuple types are not supported']);
    checkTypeProblems("(x: int)", ['E0010 "(x: int)" only a function type has named parameters']);
    checkTypeProblems("-1 | 0", []);
    checkTypeProblems("int[5]", ["E0010 \"5\" expected ']', found `5`"]);
    checkTypeProblems("1.5", ['E0010 "1.5" float literal values are not supported as types: 1.5']);
    checkTypeProblems("map<string, int>>", ['E0010 ">" 1 surplus `>`']);
    checkTypeProblems("map<string, int>>>", ['E0010 ">>" 2 surplus `>`']);
    checkTypeProblems("map<string,>", ['E0010 ">" expected a type, found `>`']);
    checkTypeProblems("map<string", ["E0010 \"}\" expected ',' or '>', found `}`"]);
    checkTypeProblems("int[", ["E0010 \"}\" expected ']', found `}`"]);
    checkTypeProblems("int |", ['E0010 "}" expected a type, found `}`']);
    checkTypeProblems("()", ['E0010 "()" expected a type, found `()`']);
  });
});

/** The statements of a body, as they bind. */
function check(body: string, ...expected: string[]): void {
  const tree = parseFile(`function f() -> int { ${body} }`);
  assert.deepEqual(
    tree.problems.map((problem) => printProblem(problem, tree.text)),
    [],
  );
  const { block } = new FunctionView(tree.items[0]!.node);
  const printed = block!.statements.map((statement) => {
    return statement.kind === "expressionStatement"
      ? printExpression(statement.expression!.syntax)
      : statement.kind;
  });
  assert.deepEqual(printed, expected);
}

function checkProblems(body: string, expected: readonly string[]): void {
  const tree = parseFile(`function f() -> int { ${body} }`);
  assert.deepEqual(
    tree.problems.map((problem) => printProblem(problem, tree.text)),
    expected,
  );
}

function checkType(type: string, expected: string): void {
  const tree = parseFile(`class C { a ${type} }`);
  assert.deepEqual(tree.problems, []);
  assert.equal(
    printExpression(new ClassView(tree.items[0]!.node).fields[0]!.type!.syntax),
    expected,
  );
}

function checkTypeProblems(type: string, expected: readonly string[]): void {
  const tree = parseFile(`class C { a ${type} }`);
  assert.deepEqual(
    tree.problems.map((problem) => printProblem(problem, tree.text)),
    expected,
  );
}
