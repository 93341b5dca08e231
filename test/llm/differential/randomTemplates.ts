/** Random templates over a fixed set of parameters, and random arguments for them. */
import fc from "fast-check";

/** Class, enum and template string that the templates name, and the parameters. */
export const TEMPLATE_TYPES = `
enum Mood {
  Glad @alias("happy")
  Sad
  Calm @description("at rest")
}
class Point {
  x int @alias("ex")
  y float
  tags string[]
  mood Mood?
  next Point?
  extra map<string, int?>
}
template_string Greet(who: string, times: int) #"
  Hi {{ who }}{% for i in range(times) %}!{% endfor %}
"#
`;

export const TEMPLATE_PARAMETERS =
  "n: int, f: float, s: string, b: bool, o: int?, xs: int[], ss: string[], mp: map<string, int>, p: Point, ps: Point[], m: Mood, ms: Mood[], u: int | string | null";

const texts = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "Hello World",
    "a,b,,c",
    " padded ",
    "x\ny",
    "q\"u'o",
    "é😀ß",
    "12",
    "-3.5",
    "<b>&",
    "tab\tx",
    "AbC def",
  ),
  fc.string({ maxLength: 6 }),
);
const ints = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 7, 100),
  fc.integer({ min: -1000000, max: 1000000 }),
);
const floats = fc.oneof(
  fc.constantFrom(0, 0.5, -2.5, 1e21, 1e-7, 12.3456, 100),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
);
const moods = fc.constantFrom("Glad", "Sad", "Calm");
const keys = fc.constantFrom("a", "b", "key one", "Z", "é");

const point: fc.Arbitrary<unknown> = fc.letrec<{ point: Record<string, unknown> }>((tie) => ({
  point: fc.record(
    {
      x: ints,
      y: floats,
      tags: fc.array(texts, { maxLength: 2 }),
      mood: fc.option(moods),
      next: fc.option(tie("point"), { maxDepth: 1, freq: 2 }),
      extra: fc.dictionary(keys, fc.option(ints), { maxKeys: 2, noNullPrototype: true }),
    },
    { requiredKeys: ["x", "y", "tags", "extra"], noNullPrototype: true },
  ),
})).point;

export const randomArguments: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    n: ints,
    f: floats,
    s: texts,
    b: fc.boolean(),
    o: fc.option(ints),
    xs: fc.array(ints, { maxLength: 4 }),
    ss: fc.array(texts, { maxLength: 4 }),
    mp: fc.dictionary(keys, ints, { maxKeys: 3, noNullPrototype: true }),
    p: point,
    ps: fc.array(point, { maxLength: 2 }),
    m: moods,
    ms: fc.array(moods, { maxLength: 3 }),
    u: fc.oneof(ints, texts, fc.constant(null)),
  },
  {
    requiredKeys: ["n", "f", "s", "b", "xs", "ss", "mp", "p", "ps", "m", "ms", "u"],
    noNullPrototype: true,
  },
);

const names = fc.constantFrom(
  "n",
  "f",
  "s",
  "b",
  "o",
  "xs",
  "ss",
  "mp",
  "p",
  "ps",
  "m",
  "ms",
  "u",
  "p.x",
  "p.y",
  "p.tags",
  "p.mood",
  "p.next",
  "p.extra",
  "Mood.Glad",
  "Mood.Sad.value",
  "m.value",
  "missing",
  "p.nothing",
  "mp.a",
  "xs[0]",
  "ss[-1]",
);
const literals = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map((value) => (value < 0 ? `(${value})` : `${value}`)),
  fc.constantFrom("1.5", "2.0", "1e3", "0.1", "true", "false", "none", "[]", "{}", "1_000", "0x1f"),
  fc.constantFrom("a", "", "b c", "é", "%", "x\\ny", "a,b").map((text) => `"${text}"`),
);

const plainFilters = fc.constantFrom(
  "abs",
  "bool",
  "capitalize",
  "count",
  "dictsort",
  "e",
  "first",
  "float",
  "int",
  "items",
  "join",
  "last",
  "length",
  "lines",
  "list",
  "lower",
  "max",
  "min",
  "pprint",
  "reverse",
  "round",
  "safe",
  "sort",
  "split",
  "split|list",
  "string",
  "sum",
  "title",
  "tojson",
  "trim",
  "unique",
  "upper",
  "default",
  "select",
  "reject",
  'map("upper")',
  'map("string")|list',
  'map(attribute="x")',
  'map(attribute="x", default=0)',
  'select("odd")',
  'reject("none")',
  'selectattr("mood")',
  'selectattr("x", "gt", 0)',
  'rejectattr("mood", "none")',
  'groupby("mood")',
  "batch(2)",
  "batch(2, 0)",
  "slice(2)",
  'slice(3, "-")',
  "indent(2)",
  "indent(2, true)",
  'join(", ")',
  'split(",")|list',
  'split(",", 1)|list',
  'replace("a", "b")',
  'trim("a")',
  "round(1)",
  "round(-1)",
  "sort(reverse=true)",
  'sort(attribute="x")',
  "sort(case_sensitive=true)",
  "unique(case_sensitive=true)",
  "dictsort(reverse=true)",
  'dictsort(by="value")',
  "tojson(indent=2)",
  'default("d")',
  'default("d", true)',
  'regex_match("[a-c]+")',
  'regex_match("^\\\\d+$")',
  'format(type="json")',
  'format(type="yaml")',
  'format(type="toon")',
  'format(type="toon", delimiter="pipe")',
  'attr("x")',
  "chain([1])",
  "zip([1, 2])",
  "nosuch",
);
const methods = fc.constantFrom(
  "upper()",
  "lower()",
  "title()",
  "strip()",
  "lstrip()",
  "rstrip()",
  "capitalize()",
  "split()",
  'split(",")',
  'split(",", 1)',
  "splitlines()",
  "splitlines(true)",
  'replace("a", "b")',
  'replace("a", "b", 1)',
  'startswith("a")',
  'endswith("c")',
  'find("b")',
  'rfind("b")',
  'count("a")',
  'join(["a", "b"])',
  "isdigit()",
  "isalpha()",
  "isalnum()",
  "isspace()",
  "isupper()",
  "islower()",
  "isascii()",
  "isnumeric()",
  "items()",
  "keys()",
  "values()",
  'get("a")',
  'get("a", 1)',
  "count(1)",
  "nosuch()",
);
const tests = fc.constantFrom(
  "boolean",
  "defined",
  "divisibleby 3",
  "divisibleby(2)",
  'endingwith "c"',
  "eq 1",
  "even",
  "false",
  "float",
  "ge 1",
  "gt(0)",
  "in [1, 2]",
  "int",
  "integer",
  "iterable",
  "le 3",
  "lower",
  "lt 2",
  "mapping",
  "ne 1",
  "none",
  "number",
  "odd",
  "sameas 1",
  "sequence",
  'startingwith "a"',
  "string",
  "true",
  "undefined",
  "upper",
  "nosuch",
);
const formats = fc.constantFrom(
  "{}",
  "{:5}|",
  "{:>6}",
  "{:^7}",
  "{:*<6}",
  "{:05}",
  "{:+}",
  "{:,}",
  "{:.2f}",
  "{:.0f}",
  "{:8.3f}",
  "{:d}",
  "{:x}",
  "{:#x}",
  "{:b}",
  "{:e}",
  "{:g}",
  "{:.3}",
  "{:s}",
  "{0} {0}",
  "{{}}",
  "{",
);
const operators = fc.constantFrom(
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "~",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "and",
  "or",
  "in",
  "not in",
);

const slices = fc
  .tuple(
    ...Array.from({ length: 2 }, () => fc.option(fc.integer({ min: -4, max: 4 }))),
    fc.constantFrom("", ":1", ":2", ":-1", ":-2"),
  )
  .map(([start, stop, step]) => `${start ?? ""}:${stop ?? ""}${step}`);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      names,
      literals,
      fc.tuple(inner, plainFilters).map(([input, filter]) => `(${input})|${filter}`),
      fc.tuple(inner, methods).map(([input, method]) => `(${input}).${method}`),
      fc.tuple(inner, tests).map(([input, test]) => `(${input}) is ${test}`),
      fc.tuple(inner, tests).map(([input, test]) => `(${input}) is not ${test}`),
      fc.tuple(inner, operators, inner).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      fc.tuple(names, operators, literals).map(([a, operator, b]) => `${a} ${operator} ${b}`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a}) if (${b}) else (${c})`),
      inner.map((operand) => `not (${operand})`),
      inner.map((operand) => `-(${operand})`),
      fc.tuple(inner, inner).map(([a, b]) => `[${a}, ${b}]`),
      fc.tuple(keys, inner).map(([key, value]) => `{"${key}": ${value}}`),
      fc.tuple(inner, literals).map(([object, index]) => `(${object})[${index}]`),
      fc.tuple(inner, slices).map(([object, slice]) => `(${object})[${slice}]`),
      fc.tuple(formats, inner).map(([format, value]) => `"${format}".format(${value})`),
      fc.tuple(fc.nat(3), fc.nat(5)).map(([start, stop]) => `range(${start}, ${stop})`),
      fc.tuple(inner, fc.nat(2)).map(([who, times]) => `Greet(${who}, ${times})`),
    ),
  };
});

const { template } = fc.letrec<{ template: string }>((tie) => {
  const body = tie("template");
  return {
    template: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      expression.map((value) => `{{ ${value} }}`),
      fc.constantFrom(
        "text ",
        "\n",
        "  ",
        "a\n  b\n",
        "{# note #}",
        "\n  {#- gone -#}\n",
        "{% raw %}{{ x }}{% endraw %}",
        "\n  {%- raw %}\n r \n{% endraw -%}\n",
      ),
      fc
        .tuple(expression, body, body)
        .map(
          ([condition, yes, no]) =>
            `\n  {% if ${condition} %}\n${yes}\n  {% else %}\n${no}{% endif %}\n`,
        ),
      fc
        .tuple(expression, body)
        .map(([condition, yes]) => `{%- if ${condition} -%}\n${yes}{%+ endif +%}\n`),
      fc
        .tuple(expression, body)
        .map(
          ([items, inner]) =>
            `{% for it in ${items} %}{{ loop.index }}{{ it }}${inner}{% if loop.last %}.{% endif %}{% else %}none{% endfor %}`,
        ),
      fc
        .tuple(expression, expression)
        .map(
          ([items, condition]) =>
            `{% for it in ${items} if ${condition} %}{{ loop.length }}:{{ it }};{{ loop.cycle("a", "b") }}{{ loop.previtem }}{% endfor %}`,
        ),
      fc
        .tuple(expression)
        .map(([map]) => `{% for k, v in (${map})|items %}{{ k }}={{ v }};{% endfor %}`),
      fc.tuple(expression, body).map(([value, inner]) => `{% set y = ${value} %}${inner}{{ y }}`),
      body.map((inner) => `{% set z %}${inner}{% endset %}[{{ z }}]`),
      fc
        .tuple(body, expression)
        .map(
          ([inner, argument]) =>
            `{% macro mac(q, r=2) %}${inner}{{ q }}{{ r }}{% endmacro %}{{ mac(${argument}) }}{{ mac(1, r=3) }}`,
        ),
      expression.map(
        (value) =>
          `{% set ns = namespace(t=0) %}{% for i in [1, 2] %}{% set ns.t = ns.t + i %}{% endfor %}{{ ns.t }}{{ ${value} }}`,
      ),
      fc.tuple(body, body).map(([a, b]) => a + b),
    ),
  };
});

export const randomTemplate: fc.Arbitrary<string> = template;
