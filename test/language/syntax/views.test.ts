import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { type SyntaxNode, textOf } from "../../../server/language/syntax/tree";
import { type ItemView, itemView } from "../../../server/language/syntax/views/declarations";
import type { ExpressionView } from "../../../server/language/syntax/views/expressions";
import type { StatementView } from "../../../server/language/syntax/views/statements";

describe("views", () => {
  it("show a class", () => {
    const view = item(
      '/// One.\n/// Two.\nclass A<T> { a int @check(c, {{ this }}) @alias("x") function f(self) -> T { 1 } @@x }',
      "class",
    );
    assert.equal(view.documentation, "One.\nTwo.");
    assert.equal(view.name?.text, "A");
    assert.deepEqual(
      view.genericParameters.map((token) => token.text),
      ["T"],
    );
    const [field] = view.fields;
    assert.equal(field?.type?.kind, "attributedType");
    assert.deepEqual(
      field?.attributes.map(({ name }) => name),
      ["alias"],
    );
    assert.deepEqual(
      field?.allAttributes.map(({ name }) => name),
      ["check", "alias"],
    );
    const [check, alias] = field?.allAttributes ?? [];
    assert.equal(check?.arguments[0]?.word?.text, "c");
    assert.equal(check?.arguments[1]?.jinja?.content, " this ");
    assert.equal(alias?.arguments[0]?.string?.value, "x");
    assert.equal(view.methods[0]?.parameters[0]?.isSelf, true);
    assert.equal(view.attributes[0]?.isBlock, true);
  });

  it("show what broken text leaves out as undefined", () => {
    assert.equal(item("class { a }", "class").name, undefined);
    assert.equal(item("class A { a }", "class").fields[0]?.type, undefined);
    assert.equal(item("function f", "function").body, undefined);
    assert.equal(item("client<llm> A", "client").block, undefined);
    assert.equal(item("let a", "let").value, undefined);
    assert.equal(statement("if { }", "expressionStatement").expression?.kind, "if");
    assert.equal(statement("return", "return").value, undefined);
    assert.equal(statement("for", "for").body, undefined);
  });

  it("show an LLM function", () => {
    const view = item(
      'function F(a: int) -> A | B throws E { client x/y.z prompt #"hi"# }',
      "function",
    );
    assert.equal(view.isLlm, true);
    assert.equal(view.llmBody?.client?.value, "x/y.z");
    assert.equal(view.llmBody?.prompt?.string?.content, "hi");
    assert.equal(text(view.returnType), "A | B");
    assert.equal(text(view.throws?.type), "E");
    assert.equal(view.parameters[0]?.name?.text, "a");
  });

  it("show unquoted values as they are written", () => {
    const lines =
      "a gemini-1.5-pro\n b ../x/y\n c [us.x:0 k/v, w]\n d Élodie\n e test\n f a//b //c\n g d/**/";
    const block = item(`client C { ${lines}\n}`, "client").block;
    const texts = block?.items.flatMap(({ value }) => {
      const values = value?.kind === "configArray" ? value.elements : [value];
      return values.map((one) => (one?.kind === "configWord" ? one.text : one?.kind));
    });
    assert.deepEqual(texts, [
      "gemini-1.5-pro",
      "../x/y",
      "us.x:0",
      "k/v",
      "w",
      "Élodie",
      "test",
      "a//b",
      "d",
    ]);
  });

  it("show config values", () => {
    const { block } = item(
      'client<llm> C { a x a y b -1.5 c ["s", env.K] d "a" + env.B e { } }',
      "client",
    );
    assert.deepEqual(
      block?.items.map(({ key }) => key),
      ["a", "a", "b", "c", "d", "e"],
    );
    const last = block?.item("a")?.value;
    assert.equal(last?.kind === "configWord" && last.text, "y");
    const number = block?.item("b")?.value;
    assert.equal(number?.kind === "configNumber" && number.number, -1.5);
    const array = block?.item("c")?.value;
    assert.deepEqual(array?.kind === "configArray" && array.elements.map(({ kind }) => kind), [
      "literal",
      "envReference",
    ]);
    assert.equal(block?.item("d")?.value?.kind, "binary");
    assert.equal(block?.item("e")?.value?.kind, "configBlock");
  });

  it("show loops of both kinds", () => {
    const iteration = statement("for (let x: int in xs) { }", "for");
    assert.equal(iteration.isIteration, true);
    assert.deepEqual(
      [iteration.name?.text, text(iteration.type), text(iteration.iterable)],
      ["x", "int", "xs"],
    );
    const counting = statement("for (let i = 0; i < 3; i += 1) { }", "for");
    assert.equal(counting.isIteration, false);
    assert.deepEqual(
      [counting.initializer?.name?.text, text(counting.condition), text(counting.update)],
      ["i", "i < 3", "i += 1"],
    );
    const endless = statement("for (;;) { }", "for");
    assert.deepEqual([endless.condition, endless.update], [undefined, undefined]);
    assert.deepEqual(text(statement("for (; a; ) { }", "for").condition), "a");
    assert.deepEqual(text(statement("for (;; b = 1) { }", "for").update), "b = 1");
  });

  it("show branches", () => {
    const view = expression("if (a) { 1 } else if (b) { 2 } else { 3 }", "if");
    assert.deepEqual([text(view.condition), text(view.thenBlock?.tail)], ["(a)", "1"]);
    const other = view.elseBranch;
    assert.equal(other?.kind === "if" && other.elseBranch?.kind, "block");
  });

  it("show the tail of a block", () => {
    assert.equal(text(expression("{ a; b }", "block").tail), "b");
    assert.equal(expression("{ a; b; }", "block").tail, undefined);
    assert.equal(expression("{ return a }", "block").tail, undefined);
  });

  it("show operators and their operands", () => {
    const binary = expression("a >> b", "binary");
    assert.deepEqual([text(binary.left), binary.operator, text(binary.right)], ["a", ">>", "b"]);
    const test = expression("a instanceof B[]", "binary");
    assert.deepEqual(
      [text(test.left), test.operator, text(test.rightType)],
      ["a", "instanceof", "B[]"],
    );
    const unary = expression("!a", "unary");
    assert.deepEqual([unary.operator, text(unary.operand)], ["!", "a"]);
    const assignment = expression("a.b -= c", "assignment");
    assert.deepEqual(
      [text(assignment.target), assignment.operator, text(assignment.value)],
      ["a.b", "-=", "c"],
    );
  });

  it("show calls, members and indices", () => {
    const call = expression("f<int>(1, b)", "call");
    assert.equal(call.callee?.kind, "typeApplication");
    assert.deepEqual(call.arguments.map(text), ["1", "b"]);
    const member = expression("x.$watch", "member");
    assert.deepEqual(
      [text(member.object), member.name?.text, member.isAccessor],
      ["x", "$watch", true],
    );
    const index = expression("a[b]", "index");
    assert.deepEqual([text(index.object), text(index.index)], ["a", "b"]);
  });

  it("show maps and constructors", () => {
    const map = expression('{ "a b": 1, c: 2 }', "map");
    assert.deepEqual(
      map.entries.map(({ key, value }) => [key, text(value)]),
      [
        ["a b", "1"],
        ["c", "2"],
      ],
    );
    const object = expression("a.P { x: 1, ...y }", "object");
    assert.equal(text(object.type), "a.P");
    assert.deepEqual(
      object.entries.map(({ kind, value }) => [kind, text(value)]),
      [
        ["entry", "1"],
        ["spread", "y"],
      ],
    );
  });

  it("show match and catch", () => {
    const match = expression("match (x: T) { (1 | (2)) | 3 if g => h, E.A => { i } }", "match");
    assert.deepEqual([text(match.scrutinee), text(match.type)], ["x", "T"]);
    const [first, second] = match.arms;
    assert.deepEqual([text(first?.guard), text(first?.body)], ["g", "h"]);
    assert.equal(first?.pattern?.kind === "unionPattern" && first.pattern.flatMembers.length, 3);
    const { pattern } = second ?? {};
    assert.deepEqual(
      pattern?.kind === "variantPattern" && [pattern.enumName, pattern.variant?.text],
      ["E", "A"],
    );
    const caught = expression("f() catch (e) { _ => 1 } catch_all (e: A) { }", "catch");
    assert.equal(text(caught.body), "f()");
    assert.deepEqual(
      caught.clauses.map(({ isCatchAll }) => isCatchAll),
      [false, true],
    );
    assert.equal(caught.clauses[1]?.binding?.kind, "typedPattern");
  });

  it("show headers", () => {
    const header = item("//##   Some title  ", "header");
    assert.deepEqual([header.level, header.title], [2, "Some title"]);
    assert.deepEqual([item("//#", "header").level, item("//#", "header").title], [1, ""]);
  });
});

function text(view: { readonly syntax: SyntaxNode } | undefined): string | undefined {
  return view && textOf(view.syntax);
}

/** The first item of a text, which has that kind. */
function item<Kind extends ItemView["kind"]>(
  source: string,
  kind: Kind,
): Extract<ItemView, { kind: Kind }> {
  const view = itemView(parseFile(source).items[0]!.node);
  assert.equal(view?.kind, kind);
  return view as Extract<ItemView, { kind: Kind }>;
}

function statement<Kind extends StatementView["kind"]>(
  source: string,
  kind: Kind,
): Extract<StatementView, { kind: Kind }> {
  const view = item(`function f() -> int {\n${source}\n}`, "function").block!.statements[0];
  assert.equal(view?.kind, kind);
  return view as Extract<StatementView, { kind: Kind }>;
}

function expression<Kind extends ExpressionView["kind"]>(
  source: string,
  kind: Kind,
): Extract<ExpressionView, { kind: Kind }> {
  const view = statement(source, "expressionStatement").expression;
  assert.equal(view?.kind, kind);
  return view as Extract<ExpressionView, { kind: Kind }>;
}
