import assert from "node:assert/strict";
import { printedTemplate, renderedTemplate } from "./printed";

const setting = {
  types: "class Row {\n  a int\n  b string?\n}",
  params: "xs: int[], s: string, rows: Row[]",
  args: {
    xs: [3, 1, 2],
    s: "hello wOrld",
    rows: [{ a: 2, b: "y" }, { a: 1, b: "x" }, { a: 2 }],
  },
};

describe("filters", () => {
  it("change texts", () => {
    check(
      "{{ s|upper }} {{ s|title }} {{ s|capitalize }} {{ 'A'|lower }}",
      "HELLO WORLD Hello World Hello world a",
    );
    check("{{ ' x '|trim }}{{ 'xax'|trim('x') }}{{ 'aab'|replace('a', 'x') }}", "xaxxb");
    check("{{ 'a\nb\n\nc'|indent(2) }}", "a\n  b\n\n  c");
    check("{{ 'a\n\nb'|indent(2, true, true) }}", "  a\n  \n  b");
    check(
      "{{ 'a,b'|split(',')|list }} {{ 'a b  c'|split|list }} {{ 'a,b,c'|split(',', 1)|list }}",
      '["a", "b"] ["a", "b", "c"] ["a", "b,c"]',
    );
    check("{{ 'a,b'|split(',') }} {{ 'a\nb'|lines }}", '<iterator> ["a", "b"]');
    check(
      "{{ '<a href=\"/\">'|e }} {{ 12|upper }} {{ none|upper }}",
      "&lt;a href=&quot;&#x2f;&quot;&gt; 12 NONE",
    );
  });

  it("match regular expressions as Rust writes them", () => {
    check(
      "{{ 'abc'|regex_match('b') }} {{ 'abc'|regex_match('^b') }} {{ 'abc'|regex_match('[') }}",
      "true false false",
    );
    check("{{ 'ABC'|regex_match('(?i)b') }} {{ '12'|regex_match('^[[:digit:]]+$') }}", "true true");
    check(
      "{{ 'aa'|regex_match('(?P<x>a)') }} {{ 'aa'|regex_match('(a)\\\\1') }} {{ 'a\nb'|regex_match('\\\\Ab') }}",
      "true false false",
    );
    check(
      "{{ 'a@b'|regex_match('\\\\@') }} {{ 'é1'|regex_match('^\\\\w\\\\d$') }} {{ 'ab'|regex_match('a(?=b)') }}",
      "true true false",
    );
  });

  it("calculate", () => {
    check(
      "{{ 3.7|round }} {{ 2.345|round(2) }} {{ -2.5|round }} {{ 3|round }} {{ 0.49999999999999994|round }}",
      "4.0 2.35 -3.0 3 0.0",
    );
    check(
      "{{ -5|abs }} {{ '12'|int }} {{ -3.9|int }} {{ '1e3'|float }} {{ none|int }}",
      "5 12 -3 1000.0 0",
    );
    check(
      "{{ xs|sum }} {{ [1, 2.5]|sum }} {{ ['a']|sum }} {{ []|sum }} {{ xs|min }}{{ xs|max }}",
      "6 3.5 0 0 13",
    );
    fails("{{ 'x'|float }}", /invalid float literal/);
    fails("{{ 5|sum }}", /not iterable/);
  });

  it("order, and keep the order of equals", () => {
    check(
      "{{ xs|sort }} {{ xs|sort(reverse=true) }} {{ ['b', 'A', 'c']|sort }} {{ ['b', 'A']|sort(case_sensitive=true) }}",
      '[1, 2, 3] [3, 2, 1] ["A", "b", "c"] ["A", "b"]',
    );
    check("{{ rows|sort(attribute='a')|map(attribute='b')|list }}", '["x", "y", undefined]');
    check(
      "{{ {'b': 1, 'A': 2}|dictsort }} {{ {'b': 1, 'a': 2}|dictsort(by='value') }}",
      '[["A", 2], ["b", 1]] [["b", 1], ["a", 2]]',
    );
    check(
      "{{ [1, 1.0, 'a', 'A']|unique }} {{ ['a', 'A']|unique(case_sensitive=true) }}",
      '[1, "a"] ["a", "A"]',
    );
    check(
      "{{ [0, missing]|sort }} {{ xs|reverse }} {{ 'abc'|reverse }}",
      "[undefined, 0] [2, 1, 3] cba",
    );
  });

  it("pick and look into items", () => {
    check("{{ xs|select('odd') }} {{ xs|reject('odd') }} {{ [0, 1]|select }}", "[3, 1] [2] [1]");
    check(
      "{{ rows|selectattr('a', 'eq', 2)|list|length }} {{ rows|rejectattr('b')|list|length }}",
      "2 1",
    );
    check(
      "{{ ['a']|map('upper') }} {{ rows|map(attribute='a') }} {{ rows|map(attribute='b', default='-') }}",
      '["A"] [2, 1, 2] ["y", "x", "-"]',
    );
    check(
      "{% for k, group in rows|groupby('a') %}{{ k }}:{{ group|length }} {% endfor %}",
      "1:1 2:2 ",
    );
    check(
      "{% for g in rows|groupby(attribute='a') %}{{ g.grouper }}{{ g.list|length }} {% endfor %}",
      "11 22 ",
    );
    check(
      "{{ xs|first }}{{ xs|last }}{{ 'abc'|first }}{{ []|first }} {{ 'é😀'|length }} {{ {'a': 1}|count }}",
      "32a 2 1",
    );
    check(
      "{{ xs|join('-') }} {{ 'abc'|join('.') }} {{ {'a': 1}|items }} {{ 'ab'|list }}",
      '3-1-2 a.b.c [["a", 1]] ["a", "b"]',
    );
    check(
      "{{ xs|batch(2) }} {{ xs|batch(2, 0) }} {{ xs|slice(2, 0) }}",
      "[[3, 1], [2]] [[3, 1], [2, 0]] [[3, 1], [2, 0]]",
    );
    check(
      "{{ xs|chain([4]) }} {{ {'a': 1}|chain({'b': 2}) }} {{ [1]|zip(['a', 'b']) }} {{ xs|attr(0) }}",
      '[3, 1, 2, 4] {"a": 1, "b": 2} [[1, "a"]] 3',
    );
    fails("{{ 5|length }}", /cannot calculate length of value of type number/);
    fails("{{ xs|map('nosuch') }}", /unknown filter/);
  });

  it("convert", () => {
    check(
      "{{ 0|bool }} {{ 1|string }} {{ [1|string] }} {{ none|string }} {{ 's'|safe }}",
      'false 1 ["1"] none s',
    );
    check("{{ [1, {'a': none}]|pprint }}", '[\n    1,\n    {\n        "a": none,\n    },\n]');
    check(
      "{{ {'a': '<é>', 'b': [1, 2.0, none, true]}|tojson }}",
      '{"a":"\\u003cé\\u003e","b":[1,2.0,null,true]}',
    );
    check(
      "{{ {'a': [1]}|tojson(indent=2) }} {{ []|tojson(true) }}",
      '{\n  "a": [\n    1\n  ]\n} []',
    );
    check("{{ rows[2]|tojson }}", '{"a":2}');
  });

  it("check their arguments", () => {
    fails("{{ s|upper(1) }}", /too many arguments/);
    fails("{{ s|replace('a') }}", /missing argument/);
    fails("{{ s|indent('x') }}", /cannot convert string to usize/);
    fails("{{ xs|sort(foo=1) }}", /unknown keyword argument 'foo'/);
  });
});

describe("tests", () => {
  it("tell what a value is", () => {
    check(
      "{{ 1 is int }} {{ 1.0 is int }} {{ 1.0 is float }} {{ true is number }} {{ true is boolean }}",
      "true false true false true",
    );
    check(
      "{{ 'a' is string }} {{ xs is sequence }} {{ {} is mapping }} {{ 'a' is iterable }} {{ none is none }}",
      "true true true true true",
    );
    check(
      "{{ missing is defined }} {{ missing is undefined }} {{ missing is not none }}",
      "false true true",
    );
    check("{{ 'abc' is lower }} {{ 'AB' is upper }} {{ 'Ab' is lower }}", "true true false");
    check("{{ 'upper' is filter }} {{ 'odd' is test }} {{ 'x' is test }}", "true true false");
  });

  it("compare it with another", () => {
    check(
      "{{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ 4 is divisibleby(0) }} {{ 2 is in [1, 2] }}",
      "true true false true",
    );
    check(
      "{{ 1 is eq 1.0 }} {{ 1 is lt 2 }} {{ 1 is sameas 1.0 }} {{ 'abc' is startingwith 'ab' }}",
      "true true false true",
    );
    fails("{{ 1 is eq }}", /missing argument/);
  });
});

describe("functions", () => {
  it("make values", () => {
    check(
      "{{ range(3) }} {{ range(1, 10, 4) }} {{ range(3, 0, -2) }}",
      "[0, 1, 2] [1, 5, 9] [3, 1]",
    );
    check(
      "{{ dict(a=1) }} {{ dict({'a': 1}, b=2) }} {{ namespace(x=1) }}",
      '{"a": 1} {"a": 1, "b": 2} {"x": 1}',
    );
    check("{{ range(*[1, 3]) }} {{ dict(**{'a': 1}) }}", '[1, 2] {"a": 1}');
    fails("{{ range(10000000) }}", /range has too many elements/);
    fails("{{ now() }}", /unknown function: now is unknown/);
  });
});

function check(template: string, expected: string): void {
  assert.equal(printedTemplate(template, setting), expected);
}

function fails(template: string, message: RegExp): void {
  const result = renderedTemplate(template, setting);
  assert("error" in result, template);
  assert.match(result.error, message);
}
