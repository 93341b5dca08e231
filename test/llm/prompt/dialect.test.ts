import assert from "node:assert/strict";
import { printedTemplate, renderedTemplate } from "./printed";

const setting = {
  types: 'template_string Twice(a: string) #"{{ a }}{{ a }}"#',
  params: "n: int, xs: int[], s: string",
  args: { n: 7, xs: [3, 1, 2], s: "hello world" },
};

describe("a template", () => {
  it("gives way where tags say so", () => {
    check("a\n{% if n > 5 %}\n  big\n{% endif %}\nb", "a\n  big\nb");
    check("a {%- if true %} x {% endif -%} b", "a x b");
    check("a\n    {# gone #}\nb", "a\nb");
    check("a\n {%+ if true +%}\nb{% endif %}", "a\n \nb");
    check("{{ 1 }} {% if true %}b{% endif %}", "1 b");
    check("{{ 1 }}\n{{ 2 -}}\n\n x", "1\n2x");
    check("{% raw %}\n{{ x }} {% y %}\n{% endraw %}\n.", "{{ x }} {% y %}\n.");
  });

  it("branches", () => {
    check("{% if n == 1 %}one{% elif n == 7 %}seven{% else %}other{% endif %}", "seven");
    check("{{ n if n is odd else 'even' }}{{ 1 if false }}|", "7|");
    for (const empty of ["false", "none", "missing", "0", "0.0", "''", "[]", "{}"]) {
      check(`{% if ${empty} %}yes{% else %}no{% endif %}`, "no");
    }
  });

  it("goes through lists, maps and texts", () => {
    check(
      "{% for x in xs %}{{ loop.index }}:{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
      "1:3, 2:1, 3:2",
    );
    check("{% for x in xs if x > 1 %}{{ x }}/{{ loop.length }};{% endfor %}", "3/2;2/2;");
    check("{% for k, v in {'a': 1}|items %}{{ k }}={{ v }}{% endfor %}", "a=1");
    check("{% for (a, (b, c)) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "123");
    check("{% for c in 'ab' %}{{ c }}.{% else %}none{% endfor %}", "a.b.");
    check("{% for x in missing %}{% else %}none{% endfor %}", "none");
    fails("{% for x in 5 %}{% endfor %}", /number is not iterable/);
    fails("{% for a, b in [[1]] %}{% endfor %}", /cannot unpack: sequence of wrong length/);
  });

  it("knows where a loop stands", () => {
    const loop =
      "{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.depth }}";
    check(`{% for x in [1, 2] %}${loop};{% endfor %}`, "021true1;110false1;");
    check(
      "{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}",
      "<3>1 3<1>2 1<2> ",
    );
    check("{% for x in [1, 1, 2] %}{{ loop.changed(x) }} {% endfor %}", "true false true ");
    check("{% for x in xs %}{{ loop.cycle('a', 'b') }}{% endfor %}", "aba");
    check(
      "{% for x in 'a,b'|split(',') %}{{ loop.length }}{{ loop.last }} {% endfor %}",
      "false false ",
    );
  });

  it("recurses", () => {
    const tree =
      "{% for x in [1, [2, [3]]] recursive %}{% if x is iterable %}({{ loop(x) }}){% else %}{{ x }}{% endif %}{% endfor %}";
    check(tree, "1(2(3))");
    fails("{% for x in xs %}{{ loop(xs) }}{% endfor %}", /cannot recurse/);
    fails("{% for x in xs recursive %}{{ loop(xs) }}{% endfor %}", /recursion limit exceeded/);
  });

  it("sets names, and lets them out of loops through namespaces alone", () => {
    check("{% set a = 1 %}{% set b, c = 2, 3 %}{{ a }}{{ b }}{{ c }}", "123");
    check("{% set t %} x {% endset %}[{{ t }}]{% set u | upper %}y{% endset %}{{ u }}", "[ x ]Y");
    check("{% set t = 0 %}{% for x in xs %}{% set t = t + x %}{% endfor %}{{ t }}", "0");
    check(
      "{% set ns = namespace(t=0) %}{% for x in xs %}{% set ns.t = ns.t + x %}{% endfor %}{{ ns.t }}",
      "6",
    );
    check("{% for x in xs %}{{ y }},{% set y = x %}{% endfor %}", ",3,1,");
    fails("{% set s.x = 1 %}", /can only assign to namespaces/);
  });

  it("calls macros", () => {
    check(
      "{% macro m(a, b=2) %}{{ a }}{{ b }};{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}{{ m() }}{{ m }}",
      "12;13;2;<macro m>",
    );
    check(
      "{% macro m(k) %}{{ k }}{% if k > 0 %}{{ m(k - 1) }}{% endif %}{% endmacro %}{{ m(2) }}",
      "210",
    );
    check("{{ Twice('a') }}{{ Twice(a='b') }}", "aabb");
    fails("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", /too many arguments/);
    fails("{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", /unknown keyword argument `b`/);
    fails("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", /recursion limit exceeded/);
  });

  it("prints nothing for what is not there, and fails a step beyond", () => {
    check("{{ missing }}|{{ missing|default('d') }}|{{ s[0:5] }}|{{ xs[-1] }}", "|d|hello|2");
    check("{{ none|default('d') }} {{ ''|default('d', true) }}", "null d");
    fails("{{ missing.attr }}", /undefined value/);
    fails("{{ missing() }}", /unknown function: missing is unknown/);
    fails("{{ s.nosuch() }}", /unknown method: string has no method named nosuch/);
    fails("{{ s|nosuch }}", /unknown filter: filter nosuch is unknown/);
    fails("{{ s is nosuch }}", /unknown test: test nosuch is unknown/);
  });

  it("says what it cannot do", () => {
    fails("{% with a = 1 %}{% endwith %}", /unsupported statement: with/);
    fails("{{ a b }}", /syntax error: unexpected identifier/);
  });
});

describe("operators", () => {
  it("calculate", () => {
    check("{{ 7 / 2 }} {{ 7 // 2 }} {{ 4 / 2 }} {{ 2 ** 3 }} {{ n ~ '!' }}", "3.5 3 2.0 8 7!");
    check("{{ -7 // 2 }} {{ -7 % 3 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }}", "-4 2 3.0 -1.5");
    check("{{ 1 / 0 }} {{ -1 / 0 }} {{ true + 1 }} {{ 1.5 + 1 }}", "inf -inf 2 2.5");
    check(
      "{{ 9223372036854775807 + 1 }} {{ 2 ** 100 }}",
      "9223372036854775808 1267650600228229401496703205376",
    );
    check(
      "{{ 'a' * 3 }} {{ [1] + [2] }} {{ [1] * 2 }} {{ 1 ~ none ~ 2.0 }}",
      "aaa [1, 2] [1, 1] 1none2.0",
    );
    check("{{ -2 ** 2 }} {{ 2 ** 3 ** 2 }} {{ 2 * 3 ~ 4 }}", "4 64 64");
    fails("{{ 'a' + 1 }}", /tried to use \+ operator on unsupported types string and number/);
    fails("{{ 1 // 0 }}", /unable to calculate 1 \/\/ 0/);
    fails("{{ 1 + 2 ~ 3 }}", /unsupported types number and string/);
  });

  it("compare, group to the left and know kinds", () => {
    check(
      "{{ 1 == 1.0 }} {{ true == 1 }} {{ none == missing }} {{ [1, 2] == (1, 2) }}",
      "true true false true",
    );
    check("{{ 1 < 2 < 3 }} {{ 3 > 2 > 1 }}", "true false");
    check("{{ 'a' < 1 }} {{ 1 < 'a' }} {{ none < 0 }} {{ [1] < [1, 0] }}", "false true true true");
    check("{{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }}", "true");
  });

  it("look inside", () => {
    check(
      "{{ 1 in [1.0] }} {{ 'b' in s }} {{ 'a' in {'a': 1} }} {{ 2 not in xs }} {{ 1 in missing }}",
      "true false true false false",
    );
    fails("{{ 1 in 5 }}", /cannot perform a containment check/);
  });

  it("give an operand where they choose one", () => {
    check("{{ 1 and 'x' }} {{ 0 and 1 }} {{ 1 and 0 }} {{ n and 0 }}", "x false false 0");
    check("{{ 0 or 'x' }} {{ '' or 0 }} {{ missing or 'd' }}", "x 0 d");
  });

  it("take slices", () => {
    check(
      "{{ xs[1:] }} {{ xs[:-1] }} {{ xs[::2] }} {{ xs[::-1] }} {{ s[::-1][0:3] }}",
      "[1, 2] [3, 1] [3, 2] [2, 1, 3] dlr",
    );
    check("{{ xs[5:] }} {{ xs[-9:] }} {{ none[1:] }} {{ [][::-1] }}", "[] [3, 1, 2] [] []");
    fails("{{ xs[::0] }}", /cannot slice by step size of 0/);
  });
});

function check(template: string, expected: string): void {
  assert.equal(printedTemplate(`|${template}`, setting), `|${expected}`);
}

function fails(template: string, message: RegExp): void {
  const result = renderedTemplate(template, setting);
  assert("error" in result, template);
  assert.match(result.error, message);
}
