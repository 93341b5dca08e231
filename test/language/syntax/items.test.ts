import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { printTree } from "./printTree";

describe("items", () => {
  it("are classes with fields, methods and attributes", () => {
    check(
      `/// A person.
class Person<T> {
  name string @alias("n")
  age: int?, tags string[];
  client string
  function greet(self, to: string) -> string { to }
  @@dynamic
}`,
      `class
  docComment "/// A person."
  "class"
  word "Person"
  genericParameters
    "<"
    word "T"
    ">"
  "{"
  field
    word "name"
    namedType
      word "string"
    attribute
      "@"
      word "alias"
      attributeArguments
        "("
        attributeArgument
          literal
            string "\\"n\\""
        ")"
  field
    word "age"
    ":"
    optionalType
      namedType
        word "int"
      "?"
    ","
  field
    word "tags"
    listType
      namedType
        word "string"
      "["
      "]"
    ";"
  field
    word "client"
    namedType
      word "string"
  function
    "function"
    word "greet"
    parameters
      "("
      parameter
        word "self"
      ","
      parameter
        word "to"
        ":"
        namedType
          word "string"
      ")"
    "->"
    namedType
      word "string"
    block
      "{"
      expressionStatement
        name
          word "to"
      "}"
  blockAttribute
    "@@"
    word "dynamic"
  "}"`,
    );
  });

  it("are enums, with commas or without", () => {
    check(
      "enum E { A, B @skip C /* c */ }",
      `enum
  "enum"
  word "E"
  "{"
  variant
    word "A"
    ","
  variant
    word "B"
    attribute
      "@"
      word "skip"
  variant
    word "C"
  "}"`,
    );
  });

  it("are LLM functions, whose client may be a word", () => {
    check(
      `function F(x: int) -> string throws E {
  client openai/gpt-4o-mini // fast
  prompt #"hi {{ x }}"#
}`,
      `function
  "function"
  word "F"
  parameters
    "("
    parameter
      word "x"
      ":"
      namedType
        word "int"
    ")"
  "->"
  namedType
    word "string"
  throws
    "throws"
    namedType
      word "E"
  llmBody
    "{"
    clientField
      "client"
      clientWord "openai/gpt-4o-mini"
    promptField
      word "prompt"
      rawString "#\\"hi {{ x }}\\"#"
    "}"`,
    );
  });

  it("may stand on one line", () => {
    check(
      'function F() -> int { client G prompt #"x"# }',
      `function
  "function"
  word "F"
  parameters
    "("
    ")"
  "->"
  namedType
    word "int"
  llmBody
    "{"
    clientField
      "client"
      clientWord "G"
    promptField
      word "prompt"
      rawString "#\\"x\\"#"
    "}"`,
    );
  });

  it("are clients with values of every kind", () => {
    check(
      `client<llm> C {
  provider openai
  retry_policy: "R", options {
    api_key env.KEY
    url "a" + env.HOST + "b"
    temperature -0.5
    strategy [A "b/c", { x 1 }]
    flag true @x
  }
}`,
      `client
  "client"
  genericParameters
    "<"
    word "llm"
    ">"
  word "C"
  configBlock
    "{"
    configItem
      word "provider"
      configWord
        word "openai"
    configItem
      word "retry_policy"
      ":"
      literal
        string "\\"R\\""
    ","
    configItem
      word "options"
      configBlock
        "{"
        configItem
          word "api_key"
          envReference
            "env"
            "."
            word "KEY"
        configItem
          word "url"
          binary
            binary
              literal
                string "\\"a\\""
              "+"
              envReference
                "env"
                "."
                word "HOST"
            "+"
            literal
              string "\\"b\\""
        configItem
          word "temperature"
          configNumber
            "-"
            float "0.5"
        configItem
          word "strategy"
          configArray
            "["
            configWord
              word "A"
            literal
              string "\\"b/c\\""
            ","
            configBlock
              "{"
              configItem
                word "x"
                configNumber
                  int "1"
              "}"
            "]"
        configItem
          word "flag"
          configWord
            word "true"
          attribute
            "@"
            word "x"
        "}"
    "}"`,
    );
  });

  it("are tests with type builders", () => {
    check(
      `test T {
  functions [F]
  type_builder {
    dynamic class P { a int }
    enum E { A }
    type N = int
  }
  args { client "x" class Foo }
  @@assert({{ this // 2 == 0 }})
}`,
      `test
  "test"
  word "T"
  configBlock
    "{"
    configItem
      word "functions"
      configArray
        "["
        configWord
          word "F"
        "]"
    typeBuilder
      "type_builder"
      "{"
      dynamic
        "dynamic"
        class
          "class"
          word "P"
          "{"
          field
            word "a"
            namedType
              word "int"
          "}"
      enum
        "enum"
        word "E"
        "{"
        variant
          word "A"
        "}"
      typeAlias
        word "type"
        word "N"
        "="
        namedType
          word "int"
      "}"
    configItem
      word "args"
      configBlock
        "{"
        configItem
          word "client"
          literal
            string "\\"x\\""
        configItem
          word "class"
          configWord
            word "Foo"
        "}"
    blockAttribute
      "@@"
      word "assert"
      attributeArguments
        "("
        attributeArgument
          jinja "{{ this // 2 == 0 }}"
        ")"
    "}"`,
    );
  });

  it("are the rest", () => {
    check(
      `//## Part
type A = int | A[] @check(c, {{ this }});
template_string T(x: int) #"{{ x }}"#
string_template U = () #"u"#
retry_policy R { max_retries 3 }
generator G { output_type "typescript" }
let LIMIT: int = 3;`,
      `header
  header "//## Part"
typeAlias
  word "type"
  word "A"
  "="
  unionType
    namedType
      word "int"
    "|"
    attributedType
      listType
        namedType
          word "A"
        "["
        "]"
      attribute
        "@"
        word "check"
        attributeArguments
          "("
          attributeArgument
            name
              word "c"
          ","
          attributeArgument
            jinja "{{ this }}"
          ")"
  ";"
templateString
  "template_string"
  word "T"
  parameters
    "("
    parameter
      word "x"
      ":"
      namedType
        word "int"
    ")"
  rawString "#\\"{{ x }}\\"#"
templateString
  template_string "string_template"
  word "U"
  "="
  parameters
    "("
    ")"
  rawString "#\\"u\\"#"
retryPolicy
  "retry_policy"
  word "R"
  configBlock
    "{"
    configItem
      word "max_retries"
      configNumber
        int "3"
    "}"
generator
  "generator"
  word "G"
  configBlock
    "{"
    configItem
      word "output_type"
      literal
        string "\\"typescript\\""
    "}"
let
  "let"
  word "LIMIT"
  ":"
  namedType
    word "int"
  "="
  literal
    int "3"
  ";"`,
    );
  });

  it("hold the statements of expression functions", () => {
    check(
      `function f() -> int {
  watch let a: int = 1;
  for (let i = 0; i < 3; i += 1) { continue }
  for (;;) { break; }
  for x in xs { ; }
  for (let x: int in xs) { }
  while (a) { assert a }
  //# Part
  return
  a
}`,
      `function
  "function"
  word "f"
  parameters
    "("
    ")"
  "->"
  namedType
    word "int"
  block
    "{"
    let
      "watch"
      "let"
      word "a"
      ":"
      namedType
        word "int"
      "="
      literal
        int "1"
      ";"
    for
      "for"
      "("
      let
        "let"
        word "i"
        "="
        literal
          int "0"
        ";"
      binary
        name
          word "i"
        "<"
        literal
          int "3"
      ";"
      forUpdate
        assignment
          name
            word "i"
          "+="
          literal
            int "1"
      ")"
      block
        "{"
        continue
          "continue"
        "}"
    for
      "for"
      "("
      ";"
      ";"
      ")"
      block
        "{"
        break
          "break"
          ";"
        "}"
    for
      "for"
      word "x"
      "in"
      name
        word "xs"
      block
        "{"
        emptyStatement
          ";"
        "}"
    for
      "for"
      "("
      "let"
      word "x"
      ":"
      namedType
        word "int"
      "in"
      name
        word "xs"
      ")"
      block
        "{"
        "}"
    while
      "while"
      parenthesized
        "("
        name
          word "a"
        ")"
      block
        "{"
        assert
          "assert"
          name
            word "a"
        "}"
    header
      header "//# Part"
    return
      "return"
      name
        word "a"
    "}"`,
    );
  });
});

function check(text: string, expected: string): void {
  assert.equal(printTree(parseFile(text)), expected);
}
