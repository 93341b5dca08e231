import assert from "node:assert/strict";
import { builtinClasses, builtinEnums, natives, sysops } from "../../server/bytecode";
import {
  builtinAt,
  builtinRoots,
  builtinTypeAt,
  isNamespace,
  namesInNamespace,
} from "../../server/language/types/library/library";

describe("the standard library", () => {
  const arities: Readonly<Record<string, number>> = { ...natives, ...sysops };

  it("has a builtin of the machine for every function, with room for its arguments", () => {
    for (const path of paths()) {
      const builtin = builtinAt(path);
      if (!builtin) continue;
      const count = builtin.params.length + (builtin.receiver ? 1 : 0);
      assert.equal(arities[path], count, path);
    }
  });

  it("names every builtin of the machine but those behind other items", () => {
    const hidden = ["baml.llm.make_client", "baml.llm.render_template"];
    const known = new Set([...paths(), ...hidden]);
    assert.deepEqual(
      Object.keys(arities).filter((path) => !known.has(path)),
      [],
    );
  });

  it("has the fields of its classes in the order of the machine", () => {
    for (const { name, fields } of builtinClasses) {
      const signature = builtinTypeAt(name);
      assert(signature?.kind === "class", name);
      assert.deepEqual(
        signature.fields.map((field) => field.name),
        fields,
      );
    }
    for (const { name, values } of builtinEnums) {
      const signature = builtinTypeAt(name);
      assert.deepEqual(signature?.kind === "enum" && signature.variants, values);
    }
  });
});

/** Every path that a program can write. */
function paths(): readonly string[] {
  const found: string[] = [];
  const work = [...builtinRoots];
  for (let path = work.pop(); path !== undefined; path = work.pop()) {
    found.push(path);
    if (isNamespace(path)) for (const name of namesInNamespace(path)) work.push(`${path}.${name}`);
  }
  return found;
}
