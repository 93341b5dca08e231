import assert from "node:assert/strict";
import { workspaceSymbols } from "../../server/lsp/workspaceSymbols";
import { projectOf } from "../support/projectView";

const project = projectOf(`
//- a.baml
class Person { name string }
enum Colour { Red }
//- b.baml
function PersonOf(name: string) -> Person { Person { name: name } }
test Prints { functions [PersonOf] args { name "" } }
`);

describe("workspace symbols", () => {
  it("are those whose name has the letters in order, the likeliest first", () => {
    check("person", ["Person a.baml", "PersonOf b.baml"]);
    check("pof", ["PersonOf b.baml"]);
    check("prs", ["Person a.baml", "PersonOf b.baml", "Prints b.baml"]);
  });

  it("have the members of types among them", () => {
    const [red] = workspaceSymbols([project], "red");
    assert.equal(red?.containerName, "Colour");
  });

  it("are all without a query, and none for a stranger", () => {
    assert.equal(workspaceSymbols([project], "").length, 6);
    check("zzz", []);
  });
});

function check(query: string, expected: readonly string[]): void {
  const found = workspaceSymbols([project], query);
  assert.deepEqual(
    found.map(({ name, location }) => `${name} ${location.uri.split("/").at(-1)}`),
    expected,
  );
}
