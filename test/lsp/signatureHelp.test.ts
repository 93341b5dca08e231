import assert from "node:assert/strict";
import { signatureHelp } from "../../server/lsp/signatureHelp";
import { projectAt } from "../support/projectView";

const declared = `
//- more.baml
/// Adds.
function add(left: int, right: int[]) -> int { left }
template_string Shout(text: string, loud: bool) #"{{ text }}"#
class P { name string
  function greet(self, other: string) -> string { other }
  function of(name: string) -> P { P { name: name } }
}
`;

describe("signature help", () => {
  it("shows the function and the parameter at the cursor", () => {
    check("function F() -> int { add($0 }", "add(left: int, right: int[]) -> int", "left: int");
    check(
      "function F() -> int { add(1, [2, $0]) }",
      "add(left: int, right: int[]) -> int",
      "right: int[]",
    );
    check(
      "function F() -> int { add(add(1, [2]), $0 }",
      "add(left: int, right: int[]) -> int",
      "right: int[]",
    );
  });

  it("shows methods and builtins", () => {
    check(
      'function F(p: P) -> string { p.greet($0"a") }',
      "P.greet(other: string) -> string",
      "other: string",
    );
    check("function F() -> P { P.of($0", "P.of(name: string) -> P", "name: string");
    const help = helpAt("function F(xs: int[]) -> int { xs.push($0) }");
    assert.match(help?.signatures[0]?.label ?? "", /^baml\.Array\.push\(/);
    assert.ok(help?.signatures[0]?.documentation);
  });

  it("works inside the braces of a template, behind astral characters", () => {
    const prompt = (text: string) =>
      `function F(p: P) -> string { client "openai/x" prompt #"😀 ${text}"# }`;
    check(prompt('{{ Shout("a, b", $0) }}'), "Shout(text: string, loud: bool)", "loud: bool");
    check(prompt("{{ Shout(loud=$0"), "Shout(text: string, loud: bool)", "loud: bool");
    check(prompt("{{ _.role($0"), "_.role(role: string)", "role: string");
    assert.match(
      helpAt(prompt("{{ ctx.output_format(prefix=$0"))!.signatures[0]!.label,
      /^ctx\.output_format\(prefix\?: string, /,
    );
    assert.equal(helpAt(prompt("{{ Shout(p) }} ($0")), undefined);
  });

  it("is silent outside of calls", () => {
    for (const text of [
      "function F($0) -> int { 1 }",
      "function F() -> int { if ($0true) { 1 } else { 2 } }",
      "function F() -> int { $0 }",
      "function F() -> int { add(1, [2]) $0 }",
      "// add($0",
    ]) {
      assert.equal(helpAt(text), undefined, text);
    }
  });
});

function helpAt(marked: string) {
  const { project, at } = projectAt(marked + declared);
  return signatureHelp(project.snapshot, at);
}

function check(marked: string, label: string, parameter: string): void {
  const help = helpAt(marked);
  assert.equal(help?.signatures[0]?.label, label);
  const place = help.signatures[0].parameters?.[help.activeParameter ?? -1]?.label;
  assert.ok(Array.isArray(place));
  assert.equal(label.slice(...place), parameter);
}
