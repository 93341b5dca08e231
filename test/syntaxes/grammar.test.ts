import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadWASM, OnigScanner, OnigString } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

describe("the TextMate grammar", () => {
  it("colours declarations and types", async () => {
    await check(
      `/// docs
class Person<T> { // c
  name string @alias("n")
  tags: map<string, int | "a">[]?
  function greet(self, to: string) -> bool throws Bad { true }
  @@dynamic
}
type Tree = int | Tree[];
enum E { A @skip, B }`,
      `
/// comment
 docs documentation
class class
Person class
< typeparameters
T type
> typeparameters
{ block
// comment
 c double-slash
name property
string primitive
@ annotation
alias annotation
( arguments
" string
n double
" string
) arguments
tags property
: type
map primitive
< typeparameters
string primitive
, separator
int primitive
| type
" string
a double
" string
> typeparameters
[] brackets
? type
function function
greet function
( parameters
self self
to parameter
: type
string primitive
) parameters
-> arrow
bool primitive
throws exception
Bad type
{ block
true language
} block
@@ annotation
dynamic annotation
} block
type type
Tree alias
= assignment
int primitive
| type
Tree type
[] brackets
; terminator
enum enum
E enum
{ block
A enummember
@ annotation
skip annotation
, separator
B enummember
} block`,
    );
  });

  it("colours Jinja in prompts and in constraints, and nowhere else", async () => {
    await check(
      `function F(q: string) -> string {
  client openai/gpt-4o
  prompt #"
    Hi {{ q|upper }} {# no #}
    {% for x in xs %}{{ loop.index }}{% endfor %}
  "#
}
template_string T(a: int) ##"{{ a == 1 }} "# "##
class C { a int @check(c, {{ this > 0 }}) }
let s = #"{{ x }}"#;`,
      `
function function
F function
( parameters
q parameter
: type
string primitive
) parameters
-> arrow
string primitive
{ block
client client
openai/gpt-4o client
prompt prompt
#" string
    Hi template
{{ embedded
q other
| filter
upper filter
}} embedded
{# comment
 no block
#} comment
{% embedded
for control
x other
in logical
xs other
%} embedded
{{ embedded
loop language
. accessor
index property
}} embedded
{% embedded
endfor control
%} embedded
"# string
} block
template_string type
T template
( parameters
a parameter
: type
int primitive
) parameters
##" string
{{ embedded
a other
== comparison
1 numeric
}} embedded
 "# template
"## string
class class
C class
{ block
a property
int primitive
@ annotation
check annotation
( arguments
c label
, separator
{{ embedded
this language
> comparison
0 numeric
}} embedded
) arguments
} block
let type
s constant
= assignment
#" string
{{ x }} raw
"# string
; terminator`,
    );
  });

  it("colours config blocks", async () => {
    await check(
      `client<llm> C {
  provider openai
  options: {
    api_key env.KEY
    list [A, "b", 1.5, true]
  }
}
test T { functions [F] type_builder { dynamic class P { a int } } @@assert({{ this }}) }`,
      `
client type
< typeparameters
llm type
> typeparameters
C section
{ block
provider property-name
openai unquoted
options property-name
: key-value
{ block
api_key property-name
env env
. accessor
KEY env
list property-name
[ brackets
A unquoted
, separator
" string
b double
" string
, separator
1.5 float
, separator
true language
] brackets
} block
} block
test type
T section
{ block
functions property-name
[ brackets
F unquoted
] brackets
type_builder type
{ block
dynamic dynamic
class class
P class
{ block
a property
int primitive
} block
} block
@@ annotation
assert annotation
( arguments
{{ embedded
this language
}} embedded
) arguments
} block`,
    );
  });

  it("colours statements and expressions", async () => {
    await check(
      `function f() -> int {
  //# Setup
  watch let a: int[] = [1, n-1];
  for x in xs { a.$watch.stop(); }
  for (let i = 0; i < 3; i += 1) { if (!b) { throw "e\\n\\q"; } }
  let r = g(env.K) catch (e) { s: string => -1, _ => P { x: 1, ...q } };
  match (r) { Mood.Up => null }
}`,
      `
function function
f function
( parameters
) parameters
-> arrow
int primitive
{ block
//# comment
Setup heading
watch watch
let type
a readwrite
: type
int primitive
[] brackets
= assignment
1 integer
, separator
n-1 readwrite
; terminator
for loop
x readwrite
in loop
xs readwrite
{ block
a readwrite
. accessor
$watch property
. accessor
stop member
; terminator
} block
for loop
let type
i readwrite
= assignment
0 integer
; terminator
i readwrite
< comparison
3 integer
; terminator
i readwrite
+= assignment
1 integer
{ block
if conditional
! logical
b readwrite
{ block
throw exception
" string
e double
\\n escape
\\q double
" string
; terminator
} block
} block
let type
r readwrite
= assignment
g call
env env
. accessor
K env
catch exception
e readwrite
{ block
s readwrite
: separator
string primitive
=> arrow
- arithmetic
1 integer
, separator
_ wildcard
=> arrow
P type
{ block
x readwrite
: separator
1 integer
, separator
... spread
q readwrite
} block
} block
; terminator
match conditional
r readwrite
{ block
Mood type
. accessor
Up property
=> arrow
null language
} block
} block`,
    );
  });
});

let grammar: Promise<IGrammar | null> | undefined;

function loadGrammar(): Promise<IGrammar | null> {
  grammar ??= loadFromFiles();
  return grammar;
}

async function loadFromFiles(): Promise<IGrammar | null> {
  const root = join(__dirname, "../..");
  await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const files: Readonly<Record<string, string>> = {
    "source.baml": "baml.tmLanguage.json",
    "source.baml.jinja": "baml-jinja.tmLanguage.json",
  };
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const path = join(root, "syntaxes", files[scope]!);
      return parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
  return registry.loadGrammar("source.baml");
}

/** Each piece of text with a scope of its own, and the telling word of that scope. */
async function check(text: string, expected: string): Promise<void> {
  const loaded = await loadGrammar();
  assert.ok(loaded);
  const printed: string[] = [];
  let stack = INITIAL;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = loaded.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = line.slice(startIndex, endIndex);
      const word = tellingWord(scopes);
      if (piece.trim() !== "" && word !== "baml") printed.push(`${piece.trimEnd()} ${word}`);
    }
  }
  assert.equal(`\n${printed.join("\n")}`, expected);
}

/** `double` of `string.quoted.double.baml`: what comes before the language's own name. */
function tellingWord(scopes: readonly string[]): string {
  const innermost = scopes.at(-1)!.split(" ")[0]!.split(".");
  const ignored = new Set(["baml", "jinja", "begin", "end", "source"]);
  return innermost.findLast((part) => !ignored.has(part)) ?? "baml";
}
