import assert from "node:assert/strict";
import { callHierarchyAt, incomingCalls, outgoingCalls } from "../../server/lsp/callHierarchy";
import { projectAt } from "../support/projectView";

const declared = `
//- more.baml
template_string Shout(text: string) #"{{ text }}"#
class P { name string
  function greet(self) -> string { low(1); low(2); self.name }
}
function low(n: int) -> int { n }
function high(p: P) -> int { p.greet(); low(low(3)) }
function Ask(p: P) -> string { client "openai/x" prompt #"😀 {{ Shout(p.name) }}"# }
`;

describe("call hierarchy", () => {
  it("begins at a function, with what is known of its last call", () => {
    const { project, at } = projectAt(`function F() -> int { lo$0w(1) }\n${declared}`);
    const [item] = callHierarchyAt(project, at, (name) => `last of ${name}`);
    assert.equal(item?.name, "low");
    assert.equal(item?.detail, "last of low");
    assert.match(item?.uri ?? "", /more\.baml$/);
  });

  it("knows the callers, each once", () => {
    check("function F() -> int { lo$0w(1) }", {
      incoming: ["F 1", "P.greet 2", "high 2"],
      outgoing: [],
    });
  });

  it("knows whom a function, a method and a prompt call", () => {
    check("function F(p: P) -> int { hi$0gh(p) }", {
      incoming: ["F 1"],
      outgoing: ["P.greet 1", "low 2"],
    });
    check("function F(p: P) -> string { p.gre$0et() }", {
      incoming: ["F 1", "high 1"],
      outgoing: ["low 2"],
    });
    check("function F(p: P) -> string { As$0k(p) }", { incoming: ["F 1"], outgoing: ["Shout 1"] });
  });

  it("is silent on what is not called", () => {
    const { project, at } = projectAt(`function F(p: $0P) -> int { 1 }\n${declared}`);
    assert.deepEqual(
      callHierarchyAt(project, at, () => undefined),
      [],
    );
    assert.deepEqual(
      incomingCalls(project, at, () => undefined),
      [],
    );
    assert.deepEqual(
      outgoingCalls(project, at, () => undefined),
      [],
    );
  });
});

interface Expected {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

function check(marked: string, { incoming, outgoing }: Expected): void {
  const { project, at } = projectAt(`${marked}\n${declared}`);
  const silent = () => undefined;
  const callers = incomingCalls(project, at, silent);
  const callees = outgoingCalls(project, at, silent);
  assert.deepEqual(
    callers.map(({ from, fromRanges }) => `${from.name} ${fromRanges.length}`),
    incoming,
  );
  assert.deepEqual(
    callees.map(({ to, fromRanges }) => `${to.name} ${fromRanges.length}`),
    outgoing,
  );
}
