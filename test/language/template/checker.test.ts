/** Prompts and template strings: what is reported of them, by code and by the text it covers. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { analyzed, check as checkMarked } from "../analyzed";

describe("the checker of templates", () => {
  it("knows parameters, `ctx`, `_`, template strings, functions and enums", () => {
    check(`{{ name }} {{ ctx.output_format }} {{ ctx.output_format(prefix="x") }}`);
    check(`{{ ctx.client.name }} {{ ctx.client.provider }} {{ ctx.tags["a"] }} {{ ctx }} {{ _ }}`);
    check(`{{ _.role("user") }} {{ _.chat(role="user") }} {{ _.role("user", cache={"a": 1}) }}`);
    check(`{{ Greet("x") }} {{ Count("x") }} {{ Ask("x") }} {{ Mood.Up }} {{ Mood.Up.value }}`);
    check(`{{ range(3) }} {{ dict(a=1).a }} {{ debug() }}`);
  });

  it("reports names that mean nothing here", () => {
    check("{{ nam }}", "E0070 nam");
    check("{{ nam.x.y(1) }} {{ pets[at] }} {{ nam|upper }}", "E0070 nam", "E0070 at", "E0070 nam");
    check("{{ Cat }} {{ LIMIT }} {{ this }}", "E0070 Cat", "E0070 LIMIT", "E0070 this");
    check("{{ nam is defined }}", "E0070 nam");
    check("{{ maybe == null }}", "E0070 null");
  });

  it("suggests the nearest names, whatever their distance", () => {
    const [found] = diagnosticsOf("{{ nmae }}");
    assert.equal(found?.hint, "Did you mean `name`, `byName` or `cat`?");
    assert.deepEqual(found?.suggestions, ["name"]);
  });

  it("reports functions that are named and not called", () => {
    check("{{ Greet }} {% set x = Count %}{{ x.y }}", "E0071 Greet", "E0071 Count");
    check(
      "{{ Greet(Ask) }} {{ Greet|upper }} {{ _.role }}",
      "E0071 Ask",
      "E0071 Greet",
      "E0071 _.role",
    );
    check("{% for x in Greet %}{{ x.y }}{% endfor %}", "E0071 Greet");
  });

  it("lets parameters and variables hide functions and enums", () => {
    check("{{ Shadowed }} {% set Greet = 1 %}{{ Greet }}{% set Mood = name %}{{ Mood }}");
  });

  describe("of properties", () => {
    it("finds the fields of classes", () => {
      check("{{ cat.name }} {{ cat.owner.name }} {{ alias.name }} {{ pets[0].name }}");
      check("{{ cat.nme }} {{ alias.nme }}", "E0074 cat.nme", "E0074 alias.nme");
      check(
        "{{ pets[0].nme }} {{ pets[1:][0].nme }}",
        "E0074 pets[0].nme",
        "E0074 pets[1:][0].nme",
      );
      check("{{ byName['a'].nme }}", "E0074 byName['a'].nme");
    });

    it("finds the variants of enums, and `value` of their values", () => {
      check("{{ Mood.Upp }}", "E0074 Mood.Upp");
      check("{{ mood.value }} {{ mood.value|upper }} {{ Mood.Up.value.upper() }}");
      check("{{ mood.name }} {{ Mood.Up.x }}", "E0075 mood.name", "E0075 Mood.Up.x");
    });

    it("finds the members of `ctx` and `_`", () => {
      check(
        "{{ ctx.x }} {{ ctx.client.x }} {{ _.x }}",
        "E0074 ctx.x",
        "E0074 ctx.client.x",
        "E0074 _.x",
      );
      check("{{ ctx.output_format.x }}", "E0073 ctx.output_format.x");
    });

    it("asks all members of a union", () => {
      check("{{ pet.name }} {{ pet.kind }} {{ either.name }}");
      check("{{ pet.lives }}", "E0077 pet.lives");
      check("{{ mixed.size }}", "E0078 mixed.size");
      check(
        "{{ catOrText.name }} {{ maybeCat.name }}",
        "E0079 catOrText.name",
        "E0079 maybeCat.name",
      );
      check("{{ maybeMood.value }} {{ maybe.x }}", "E0079 maybeMood.value", "E0079 maybe.x");
    });

    it("names the first member of a union that is no class", () => {
      const [found] = diagnosticsOf("{{ catOrText.name }}");
      assert.equal(found?.message, "cannot access `name` on `catOrText`: it may be `string`");
    });

    it("are of classes only", () => {
      check(
        "{{ name.x }} {{ count.x }} {{ pets.x }}",
        "E0073 name.x",
        "E0073 count.x",
        "E0073 pets.x",
      );
      check(
        "{{ byName.x }} {{ none.x }} {{ json.x }}",
        "E0073 byName.x",
        "E0073 none.x",
        "E0073 json.x",
      );
      check("{{ name.x.y.z }}", "E0073 name.x");
    });

    it("are not asked of what is unchecked", () => {
      check("{{ picture.url }} {{ picture|upper }} {{ anything.x.y }} {{ nowhere.x }}");
      check("{{ (name|default('x')).y }} {{ pets|map(attribute='name')|sum }}");
    });
  });

  it("lets items and slices be anything", () => {
    check("{{ name[0] }} {{ cat['x'] }} {{ count[1] }} {{ maybe[0].x }} {{ mood['x'] }}");
    check("{{ name[0].x }}", "E0073 name[0].x");
  });

  describe("of operators", () => {
    it("wants numbers behind a minus", () => {
      check("{{ -count }} {{ -ratio }} {{ -(count + 1) }} {{ -1 }} {{ -anything }}");
      check("{{ -name }} {{ -maybeCount }}", "E0073 -name", "E0073 -maybeCount");
    });

    it("works out what they give", () => {
      check(
        "{{ (name + count).x }} {{ (count ~ 1).x }}",
        "E0073 (name + count).x",
        "E0073 (count ~ 1).x",
      );
      check("{{ (count + 1)|upper }} {{ (1 < 2)|abs }}", "E0073 upper", "E0073 abs");
      check("{{ (1 / 2)|abs }} {{ (count * ratio)|round }} {{ (maybe or name)|upper }}");
      check("{{ (name if count else 'x')|upper }} {{ (cat if count else dog).name }}");
      check("{{ (cat if count else dog).lives }}", "E0077 (cat if count else dog).lives");
      check("{{ [cat, dog][0].name }} {{ {'a': cat}['a'].name }}");
    });

    it("compare an enum with itself only", () => {
      check(
        "{{ mood == Mood.Up }} {{ mood != mood }} {{ Mood.Up == Mood.Down }} {{ maybeMood == mood }}",
      );
      check("{{ mood in [Mood.Up, Mood.Down] }} {{ mood in moods }} {{ mood.value == 'Up' }}");
      check(
        "{{ maybeMood == none }} {{ moodOrText == 'Up' }} {{ mood == anything }} {{ 'Up' in moods }}",
      );
      check("{{ mood and name }} {{ maybeMood and maybeMood == Mood.Up }} {{ not mood }}");
      check(`{{ mood == "Up" }} {{ "Up" == mood }}`, 'E0076 mood == "Up"', 'E0076 "Up" == mood');
      check("{{ mood == name }} {{ mood == color }}", "E0076 mood == name", "E0076 mood == color");
      check("{{ maybeMood == 'Up' }} {{ mood < 1 }}", "E0076 maybeMood == 'Up'", "E0076 mood < 1");
      check("{{ mood ~ 'x' }} {{ mood + 'x' }}", "E0076 mood ~ 'x'", "E0076 mood + 'x'");
      check("{{ mood in ['Up'] }}", "E0076 mood in ['Up']");
      check("{{ cat.mood == 'Up' }}", "E0076 cat.mood == 'Up'");
    });

    it("say which variant was meant", () => {
      const [found] = diagnosticsOf("{{ mood == 'Up' }}");
      assert.equal(found?.message, 'comparing enum `Mood` to `"Up"` is deprecated');
      assert.equal(found?.hint, "Use `Mood.Up`.");
    });
  });

  describe("of filters", () => {
    it("knows those of the language and of the renderer", () => {
      const known = `abs attr attrs batch bool capitalize chain count d default dictsort e escape first
        float format groupby indent int items join json last length lines list lower map max min pprint
        regex_match reject rejectattr replace reverse round safe select selectattr slice sort split
        string sum title tojson trim unique upper urlencode zip`;
      for (const filter of known.split(/\s+/)) check(`{{ anything|${filter} }}`);
      check("{{ name|uper }}", "E0072 uper");
      check("{{ name|nope(1, nam)|upper }}", "E0072 nope(1, nam)", "E0070 nam");
    });

    it("checks what they are given", () => {
      check(
        "{{ count|abs }} {{ name|upper }} {{ pets|first }} {{ byName|items }} {{ cat|dictsort }}",
      );
      check(
        "{{ pets|length }} {{ name|length }} {{ byName|length }} {{ kind|length }} {{ text|upper }}",
      );
      check("{{ [1, 2.5]|sum }} {{ [count, ratio]|sum }} {{ []|sum }}");
      check("{{ name|abs }} {{ maybeCount|abs }}", "E0073 abs", "E0073 abs");
      for (const filter of ["capitalize", "escape", "lower", "upper"]) {
        check(`{{ count|${filter} }} {{ mood|${filter} }}`, `E0073 ${filter}`, `E0073 ${filter}`);
      }
      check("{{ name|first }} {{ byName|last }}", "E0073 first", "E0073 last");
      check("{{ count|length }} {{ maybe|length }}", "E0073 length", "E0073 length");
      check("{{ pets|items }} {{ name|dictsort }}", "E0073 items", "E0073 dictsort");
      check("{{ ['a']|sum }} {{ name|sum }}", "E0073 sum", "E0073 sum");
    });

    it("works out what they give", () => {
      check("{{ (pets|first).name }}", "E0079 (pets|first).name");
      check(
        "{{ (pets|sort(attribute='name'))[0].nme }}",
        "E0074 (pets|sort(attribute='name'))[0].nme",
      );
      check("{{ (name|length)|upper }} {{ (count|string)|upper }}", "E0073 upper");
    });
  });

  it("knows the tests", () => {
    const known = `boolean callable defined divisibleby endingwith eq equalto escaped even false filter
      float ge greaterthan gt in int integer iterable le lessthan lower lt mapping ne none number odd
      safe sameas sequence startingwith string test true undefined upper`;
    for (const test of known.split(/\s+/))
      check(`{{ count is ${test} }} {{ count is not ${test} }}`);
    check("{{ name is strng }} {{ name is not nope }}", "E0087 strng", "E0087 nope");
  });

  describe("of calls", () => {
    it("counts arguments and knows their names", () => {
      check("{{ Greet(name) }} {{ Greet(who=name) }} {{ Two(name, b=count) }} {{ Loose() }}");
      check("{{ Greet() }} {{ Two(name) }}", "E0081 Greet()", "E0081 Two(name)");
      check(
        "{{ Greet(name, 1) }} {{ Greet(name, who=name) }}",
        "E0080 Greet(name, 1)",
        "E0080 Greet(name, who=name)",
      );
      check("{{ Greet(name, whom=name) }}", "E0082 Greet(name, whom=name)");
      check("{{ Greet(whom=name) }}", "E0082 Greet(whom=name)", "E0081 Greet(whom=name)");
      check("{{ Two(*pets) }} {{ Greet(**byName) }}");
      check(
        "{{ _.role() }} {{ ctx.output_format(prefx='') }}",
        "E0081 _.role()",
        "E0082 ctx.output_format(prefx='')",
      );
    });

    it("checks the types of arguments", () => {
      check(
        "{{ Two('x', 1) }} {{ Two(kind, count + 1) }} {{ Two(text, 2 * ratio) }} {{ Show(picture) }}",
      );
      check("{{ Greet(count) }} {{ Greet(maybe) }}", "E0083 Greet(count)", "E0083 Greet(maybe)");
      check(
        "{{ Two(name, b=name) }} {{ Greet(mood) }}",
        "E0083 Two(name, b=name)",
        "E0083 Greet(mood)",
      );
      check("{{ Loose(1) }} {{ Loose('x') }} {{ Loose(none) }}", "E0083 Loose(1)");
    });

    it("calls the methods that the renderer has", () => {
      check(
        "{{ name.upper().strip().split(',')[0].x }}",
        "E0073 name.upper().strip().split(',')[0].x",
      );
      check("{{ byName.keys() }} {{ byName.get('x').y }} {{ pets.count(1) }} {{ cat.items() }}");
      check("{{ name.shout() }} {{ pets.append(1) }}", "E0073 name.shout", "E0073 pets.append");
      check("{{ maybe.upper() }}", "E0079 maybe.upper");
    });

    it("calls functions only", () => {
      check(
        "{{ name() }} {{ cat.name() }} {{ ctx() }}",
        "E0073 name()",
        "E0073 cat.name()",
        "E0073 ctx()",
      );
    });
  });

  describe("of statements", () => {
    it("gives loop variables the items of lists and the keys of maps", () => {
      check("{% for pet in pets %}{{ pet.name }}{{ loop.index }}{{ loop.nope }}{% endfor %}");
      check("{% for pet in pets %}{{ pet.nme }}{% endfor %}", "E0074 pet.nme");
      check("{% for key in byName %}{{ key.x }}{% endfor %}", "E0073 key.x");
      check("{% for key, cat in byName|items %}{{ key|upper }}{{ cat.name }}{% endfor %}");
      check("{% for key, cat in byName.items() %}{{ cat.nme }}{% endfor %}", "E0074 cat.nme");
      check("{% for pet in pets if pet.nme %}{% endfor %}", "E0074 pet.nme");
      check("{% for pet in maybePets %}{{ pet.nme }}{% endfor %}", "E0074 pet.nme");
      check("{% for x in anything %}{{ x.y }}{% endfor %}");
    });

    it("ends what a loop brings in with its body", () => {
      check(
        "{% for one in pets %}{% set n = one.name %}{% endfor %}{{ one }}{{ n }}",
        "E0070 one",
        "E0070 n",
      );
      check("{% for name in pets %}{{ name.name }}{% endfor %}{{ name|upper }}");
      check("{{ loop }}", "E0070 loop");
    });

    it("gives names what is set", () => {
      check("{% set x = cat %}{{ x.name }}{{ x.nme }}", "E0074 x.nme");
      check("{% set a, b = cat, name %}{{ a.name }}{{ b|upper }}{{ a.nme }}", "E0074 a.nme");
      check("{% set x %}{{ nam }}{% endset %}{{ x|upper }}", "E0070 nam");
      check("{% set x|uper %}a{% endset %}", "E0072 uper");
      check(
        "{% if count %}{% set x = 1 %}{% else %}{% set x = 'a' %}{% endif %}{{ x|upper }}",
        "E0073 upper",
      );
      check("{% if count %}{% set x = 'a' %}{% endif %}{{ x|upper }}");
    });

    it("wants targets that can take what they are given", () => {
      check("{% set ns = namespace(a=1) %}{% set ns.a = 2 %}{{ ns.a.b }}");
      check("{% set cat.name = 'x' %}", "E0086 cat.name");
      check("{% set a, b = [1, 2, 3] %}{{ a.x }}", "E0086 a, b");
      check("{% for a, b in byName %}{{ a.x }}{% endfor %}", "E0086 a, b");
    });

    it("leaves the bodies of macros, comments and raw text alone", () => {
      check("{% macro m(a, b=nam) %}{{ nope }}{% endmacro %}{{ m(1, 2, 3) }}");
      check("{# {{ nope }} #}{% raw %}{{ nope }}{% endraw %}");
    });

    it("reports those that are not supported", () => {
      check("{% with x = 1 %}{{ x }}{% endwith %}", "E0085 with x = 1 %}{{ x }}{% endwith");
      check("{% autoescape true %}{% endautoescape %}", "E0085 autoescape true %}{% endautoescape");
      check("{% filter upper %}{% endfilter %}", "E0085 filter upper %}{% endfilter");
      check("{% call Greet() %}{% endcall %}", "E0085 call Greet() %}{% endcall");
      check("{% do Greet() %}", "E0085 do Greet()");
    });

    it("reports the first thing that cannot be parsed", () => {
      check("{{ nope }}{{ a b }}", "E0084 b");
      check("{% include 'x' %}", "E0084 include");
      check("{{ 1 + }}", "E0084 }}");
      check("{% if name %}\n x\n", "E0084 {% if name %}");
    });
  });

  describe("of conditions", () => {
    it("rules out none where something is true", () => {
      check("{% if maybeCat %}{{ maybeCat.name }}{% endif %}");
      check("{% if maybeCat %}{% else %}{{ maybeCat.name }}{% endif %}", "E0073 maybeCat.name");
      check(
        "{% if not maybeCat %}{{ maybeCat.name }}{% else %}{{ maybeCat.name }}{% endif %}",
        "E0073 maybeCat.name",
      );
      check("{% if maybeCat %}{% endif %}{{ maybeCat.name }}", "E0079 maybeCat.name");
      check("{% if count %}{% elif maybeCat %}{{ maybeCat.name }}{% endif %}");
      check("{% if maybe %}{{ maybe|upper }}{{ maybe.upper() }}{% endif %}");
      check("{% set x = maybeCat %}{% if x %}{{ x.name }}{% endif %}");
    });

    it("understands comparisons and tests for none", () => {
      for (const condition of ["is not none", "!= none"]) {
        check(`{% if maybeCat ${condition} %}{{ maybeCat.name }}{% endif %}`);
      }
      for (const condition of ["is none", "== none"]) {
        check(`{% if maybeCat ${condition} %}{% else %}{{ maybeCat.name }}{% endif %}`);
      }
      check(
        "{% if catOrText is string %}{{ catOrText|upper }}{% else %}{{ catOrText.name }}{% endif %}",
      );
      check("{% if maybeMood == Mood.Up %}{{ maybeMood.value }}{% endif %}");
    });

    it("selects the members of a union by a literal", () => {
      check(`{% if pet.kind == "cat" %}{{ pet.lives }}{% else %}{{ pet.age }}{% endif %}`);
      check(`{% if "cat" != pet.kind %}{{ pet.age }}{% else %}{{ pet.lives }}{% endif %}`);
      check(`{% if pet.kind == "cat" %}{{ pet.age }}{% endif %}`, "E0074 pet.age");
      check(`{% if pet.kind == "cat" %}{% elif pet.kind == "dog" %}{{ pet.age }}{% endif %}`);
    });

    it("combines with `and`, `or` and `not`", () => {
      check("{% if maybeCat and maybe %}{{ maybeCat.name }}{{ maybe|upper }}{% endif %}");
      check("{% if maybeCat and maybeCat.name %}{% endif %}{{ maybeCat and maybeCat.name }}");
      check("{% if not maybeCat or maybeCat.lives > 3 %}{% else %}{{ maybeCat.name }}{% endif %}");
      check("{% if not (maybeCat and count) %}{% else %}{{ maybeCat.name }}{% endif %}");
      check("{% if maybeCat or count %}{{ maybeCat.name }}{% endif %}", "E0079 maybeCat.name");
      check(`{% if pet.kind == "cat" and pet.lives > 1 %}{{ pet.lives }}{% endif %}`);
    });

    it("holds for inline conditions and for paths", () => {
      check("{{ maybeCat.name if maybeCat else 'none' }}");
      check("{% if cat.friend %}{{ cat.friend.name }}{% endif %}");
      check("{{ cat.friend.name }}", "E0079 cat.friend.name");
      check("{% if cat.friend and cat.friend.friend %}{{ cat.friend.friend.name }}{% endif %}");
    });

    it("ends when the name gets a new value", () => {
      check(
        "{% if maybeCat %}{% set maybeCat = name %}{{ maybeCat.name }}{% endif %}",
        "E0073 maybeCat.name",
      );
    });
  });

  it("never throws, and stays inside the template", () => {
    const words = `{{ }} {% %} {# #} { } if else elif endif for in endfor set endset macro endmacro name
      cat . name pets | upper first ( ) [ ] , : = == "x" 'a' 1 2.5 - + ~ not and or is none defined Greet
      Mood Mood.Up ctx.output_format _.role("user") loop raw endraw ** * // % with filter`;
    const token = fc.constantFrom(...words.split(/\s+/), " ", "\n", "é", "\u{1f600}");
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        const template = tokens.join(" ").replaceAll('"#', '" #');
        for (const { range } of diagnosticsOf(template)) {
          assert(range.start <= range.end && range.end <= template.length, template);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is not moved by long chains", () => {
    diagnosticsOf(`{{ ${"1 + ".repeat(20_000)}1 }}`);
    diagnosticsOf(`{{ name${".x".repeat(20_000)} }}`);
    diagnosticsOf(`{{ name${"|trim".repeat(20_000)} }}`);
  });

  it("places what it reports in the file, whatever the delimiters and the indentation", () => {
    checkMarked(`
template_string Body(a: int) ##"
    é "# {{ a.x }}
//          ^^^ E0073
  "##
function Ask(a: int) -> string {
  client "openai/gpt-4o"
  prompt "a \\" b {{ nope }}"
//       ^^^^^^^^^^^^^^^^^^^ V117
//                  ^^^^ E0070
}
class Teacher {
  name string
  function Teach(self, topic: string) -> string {
    client "openai/gpt-4o"
    prompt #"{{ self.name }} {{ topic }} {{ self.nme }} {{ tpic }}"#
//                                          ^^^^^^^^ E0074
//                                                         ^^^^ E0070
  }
}
`);
  });

  it("leaves what is open at its end to the syntax", () => {
    checkMarked(`
template_string Body(a: int) #"{{ a "#
//                                  ^^ E0010
`);
  });

  it("asks again when what a template names changes", () => {
    const files = (text: string) =>
      new Map([
        ["a.baml", text],
        ["b.baml", PROMPT],
      ]);
    const before = analyzed(files("class Cat { name string }"));
    assert.deepEqual(codesIn(before), []);
    const renamed = analyzed(files("class Cat { nme string }"), before);
    assert.deepEqual(codesIn(renamed), ["E0074"]);
    const gone = analyzed(files(""), renamed);
    assert.deepEqual(codesIn(gone), ["E0002"]);
  });
});

const PROMPT = `function Ask(cat: Cat) -> string {
  client "openai/gpt-4o"
  prompt #"{{ cat.name }}"#
}`;

function codesIn(analysis: ReturnType<typeof analyzed>): readonly string[] {
  return analysis.diagnosticsOf("b.baml").map(({ code }) => code);
}

const PROJECT = `
enum Mood {
  Up
  Down
}
enum Color {
  Red
}
class Person {
  name string
}
class Cat {
  kind "cat"
  name string
  lives int
  size int
  mood Mood
  owner Person
  friend Cat?
}
class Dog {
  kind "dog"
  name string
  age float
  size string
}
type Pet = Cat | Dog
type Tame = Cat
type Text = string
type Json = string | map<string, Json> | Json[]
template_string Greet(who: string) #"Hi"#
template_string Two(a: string, b: int) #"Hi"#
template_string Loose(a: string?) #"Hi"#
template_string Show(a: image) #"Hi"#
template_string Shadowed #"Hi"#
let LIMIT = 5;
function Count(text: string) -> int {
  1
}
function Ask(text: string) -> string {
  client "openai/gpt-4o"
  prompt #"Hi"#
}
`;

const HEAD = `${PROJECT}function Tested(name: string, count: int, ratio: float, maybe: string?, maybeCount: int?,
  cat: Cat, dog: Dog, pet: Pet, either: Cat | Dog | Person, mixed: Cat | Dog, maybeCat: Cat?,
  catOrText: Cat | string, alias: Tame, text: Text, json: Json, kind: "a" | "b", pets: Cat[],
  maybePets: Cat[]?, byName: map<string, Cat>, mood: Mood, maybeMood: Mood?, moods: Mood[],
  moodOrText: Mood | string, color: Color, picture: image, anything: unknown, nowhere: unknown,
  Shadowed: int) -> string {
  client "openai/gpt-4o"
  prompt #"`;

function diagnosticsOf(template: string) {
  const files = new Map([["main.baml", `${HEAD}${template}"#\n}\n`]]);
  return analyzed(files)
    .diagnosticsOf("main.baml")
    .filter(({ code }) => /^E00[78]/.test(code))
    .map(({ range, ...diagnostic }) => ({
      ...diagnostic,
      range: { start: range.start - HEAD.length, end: range.end - HEAD.length },
    }));
}

/** `expected` are codes, each with the text that it covers, in the order of the text. */
function check(template: string, ...expected: readonly string[]): void {
  const found = diagnosticsOf(template).map(({ code, range: { start, end } }) => {
    return `${code} ${template.slice(start, end)}`;
  });
  assert.deepEqual(found, expected, template);
}
