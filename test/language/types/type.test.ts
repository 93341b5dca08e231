import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { TypeAliasView } from "../../../server/language/syntax/views/declarations";
import { isAssignable } from "../../../server/language/types/assignable";
import { lowerType } from "../../../server/language/types/lowerType";
import type { Type } from "../../../server/language/types/type";
import { typeText } from "../../../server/language/types/typeText";
import { joinOf } from "../../../server/language/types/unions";
import { analyzed } from "../analyzed";

describe("a type", () => {
  it("is shown as it is written, with the parentheses it needs", () => {
    const texts = [
      "int?",
      "(int | string)[]",
      "(int | string)?",
      "int | string[]",
      "map<string, int[]>",
      '"a" | 3 | true | -5',
      "(x: int, int) -> bool",
      "((int) -> int)[]",
      "((int) -> int) | string",
      "(int) -> int | string",
      "Person",
      "baml.http.Request",
      "image",
    ];
    for (const text of texts) assert.equal(typeText(typeOf(text)), text);
  });

  it("is normalised: unions are flat, without repetitions, and of more than one", () => {
    assert.equal(typeText(typeOf("(int | (string | int))")), "int | string");
    assert.equal(typeText(typeOf("int | int")), "int");
    assert.equal(typeText(typeOf("int??")), "int?");
    assert.equal(typeText(typeOf("int | 5")), "int | 5");
  });

  it("is joined with others without never and without what is still empty", () => {
    assert.equal(typeText(joinOf([typeOf("never"), typeOf("int")])), "int");
    assert.equal(typeText(joinOf([])), "never");
  });
});

describe("assignability", () => {
  const fitting: readonly (readonly [string, string])[] = [
    ["int", "int"],
    ["never", "Dog"],
    ["Dog", "unknown"],
    ["null", "int?"],
    ["int", "int?"],
    ["int?", "int | null"],
    ["int?", "null | string | int"],
    ["int | string", "string | int | bool"],
    ["1 | 2", "int"],
    ["1", "1 | 2"],
    ["int[]", "float[]"],
    ["3", "float"],
    ["map<string, int>", "map<string, float>"],
    ["map<Key, int>", 'map<"b" | "a", int>'],
    ["(unknown) -> int", "(x: string) -> float"],
    ["Pet", "Dog | Cat"],
    ["Dog | Cat", "Pet"],
    ["image", "image"],
    ["Json", "Json2"],
    ["int[][]", "Json"],
    ["Nope", "int"],
    ["int", "Nope"],
  ];
  for (const [source, target] of fitting) {
    it(`lets ${source} be ${target}`, () => assert(fits(source, target)));
  }

  const unfit: readonly (readonly [string, string])[] = [
    ["unknown", "int"],
    ["float", "int"],
    ["int?", "int"],
    ["int | string", "int"],
    ["int", "1"],
    ["Dog", "Cat"],
    ["Mood", "string"],
    ['"Up"', "Mood"],
    ["map<string, int>", 'map<"a", int>'],
    ["map<Mood, int>", "map<string, int>"],
    ["(int) -> int", "(int, int) -> int"],
    ["(int) -> int", "(int) -> string"],
    ["(int) -> int", "(unknown) -> int"],
    ["image", "audio"],
    ["Json", "Text"],
    ["null", "int"],
  ];
  for (const [source, target] of unfit) {
    it(`keeps ${source} from being ${target}`, () => assert(!fits(source, target)));
  }
});

const DECLARATIONS = `
class Dog { n int }
class Cat { n int }
enum Mood { Up }
type Pet = Dog | Cat
type Key = "a" | "b"
type Json = int | Json[] | map<string, Json>
type Json2 = map<string, Json2> | int | Json2[]
type Text = string | Text[]
`;

function fits(source: string, target: string): boolean {
  const { environment } = analyzed(new Map([["main.baml", DECLARATIONS]]));
  return isAssignable(environment, typeOf(source), typeOf(target));
}

function typeOf(text: string): Type {
  const [item] = parseFile(`type T = ${text}`).items;
  return lowerType(new TypeAliasView(item!.node).type);
}
