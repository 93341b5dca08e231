/** Random LLM functions with their prompts, template strings, and tests of the functions. */
import type { Chance } from "./chance";
import { block, raw, unmarked } from "./layout";
import { plainType, type Types } from "./randomTypes";

interface Parameter {
  readonly name: string;
  readonly type: string;
  /** A value as a test's argument, in lines. */
  readonly argument: readonly string[];
}

export function functionItems(
  chance: Chance,
  types: Types,
  clients: readonly string[],
): readonly (readonly string[])[] {
  const templates = chance.some(["Greeting", "Rules_2"]);
  const functions = chance.many(1, 4, (index) => {
    const name = chance.pick(["ExtractIt", "Classify", "F"]) + index;
    return { name, params: parameters(chance, types) };
  });
  return [
    ...templates.map((name) => templateItem(chance, name)),
    ...functions.map(({ name, params }) =>
      functionItem(chance, { name, params, types, clients, templates }),
    ),
    ...functions.flatMap(({ name, params }) =>
      chance.oneIn(2) ? [testItem(chance, name, { params, types })] : [],
    ),
  ];
}

function parameters(chance: Chance, types: Types): readonly Parameter[] {
  const names = chance.some(["text", "input2", "options", "xs", "image_1", "lang", "anything"]);
  return names.map((name) => ({ name, ...parameterType(chance, types) }));
}

function parameterType(chance: Chance, { enums, variants }: Types): Omit<Parameter, "name"> {
  const ofEnums = enums.map((type) => {
    const variant = chance.pick(variants.get(type)!);
    return { type, argument: [chance.pick([variant, `"${variant}"`])] };
  });
  return chance.pick([
    { type: "string", argument: [chance.pick(['"Hello"', "hello", '"It\'s \\"me\\""'])] },
    { type: "string", argument: [raw('#"'), raw("  Dear { all }, // no comment"), raw('"#')] },
    { type: "string?", argument: ["null"] },
    { type: "int", argument: [chance.pick(["5", "-5", "0"])] },
    { type: "float", argument: [chance.pick(["1.5", "2", "-0.5"])] },
    { type: "bool", argument: [chance.pick(["true", "false"])] },
    { type: "string[]", argument: [chance.pick(['["a", "b"]', "[]", '["a"]'])] },
    { type: "int[]", argument: [raw("["), raw("  1"), raw("  2"), raw("]")] },
    { type: "map<string, int>", argument: ["{", raw("  a 1"), raw('  "b c" 2'), "}"] },
    { type: "int | string", argument: [chance.pick(["5", '"x"'])] },
    { type: '"a" | "b"', argument: ['"a"'] },
    { type: "image", argument: ["{", raw('  url "https://example.com/a.png"'), "}"] },
    {
      type: "pdf",
      argument: ["{", raw('  file "../a.pdf"'), raw('  media_type "application/pdf"'), "}"],
    },
    ...ofEnums,
  ]);
}

interface FunctionParts {
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly types: Types;
  readonly clients: readonly string[];
  readonly templates: readonly string[];
}

function functionItem(chance: Chance, parts: FunctionParts): readonly string[] {
  const { name, params, types, clients, templates } = parts;
  const returns = plainType(chance, { ...types, all: [] });
  const client = chance.pick([
    ...clients,
    ...['"openai/gpt-4o-mini"', "openai/gpt-4o", '"anthropic/claude-3-5-haiku"'],
  ]);
  const body = chance.pick([
    [`client ${client}`, ...promptLines(chance, params, templates)],
    [...promptLines(chance, params, templates), `client ${client}`],
  ]);
  return block(chance, `function ${name}(${parameterList(chance, params)}) -> ${returns}`, body);
}

function parameterList(chance: Chance, params: readonly Parameter[]): string {
  const written = params.map(({ name, type }) => `${name}: ${type}`);
  if (written.length === 0 || !chance.oneIn(5)) return written.join(", ");
  return `\n  ${written.join(",\n  ")}${chance.pick(["", ","])}\n`;
}

function promptLines(
  chance: Chance,
  params: readonly Parameter[],
  templates: readonly string[],
): readonly string[] {
  const uses = params.map(({ name }) => `{{ ${name} }}`);
  const lines = [
    ...chance.some(['{{ _.role("system") }}', '{{ _.chat("user") }}', "Do \"this\" & 'that'."]),
    ...chance.some(promptTexts),
    ...templates.map((name) => `{{ ${name}("x") }}`),
    ...uses,
    "{{ ctx.output_format }}",
  ];
  const hashes = chance.pick(["#", "#", "##"]);
  if (chance.oneIn(6)) return [raw(`prompt ${hashes}"${lines.join(" ")}"${hashes}`)];
  return [raw(`prompt ${hashes}"`), ...lines.map((text) => raw(`  ${text}`)), raw(`"${hashes}`)];
}

const promptTexts = [
  "{# Nobody sees {{ this }}. #}",
  "{% if ctx.client.provider == 'openai' %}Hi{% else %}Ho{% endif %}",
  "{% for n in [1, 2, 3] %}{{ loop.index }}: {{ n }}{% endfor %}",
  "{% set total = 1 + 2 %}{{ total }}",
  '{{ ctx.output_format(prefix="Answer:", always_hoist_enums=true) }}',
  "// { } [ ] are only text",
  "{%- if true -%} x {%- endif -%}",
];

function templateItem(chance: Chance, name: string): readonly string[] {
  const text = chance.pick([
    ["{{ who }} says hi."],
    ["{% for c in who %}", "  {{ c }}", "{% endfor %}"],
    ["Static text."],
  ]);
  return [`template_string ${name}(who: string) #"`, ...text.map((line) => `  ${line}`), '"#'];
}

type Tested = Pick<FunctionParts, "params" | "types">;

function testItem(chance: Chance, name: string, { params, types }: Tested): readonly string[] {
  const args = params.flatMap((param) => {
    const [first = "", ...rest] = param.argument;
    const isRaw = rest.length > 0;
    return [isRaw ? raw(`${param.name} ${unmarked(first)}`) : `${param.name} ${first}`, ...rest];
  });
  return block(chance, `test ${chance.pick(["Works", "it_2", "T"])}_${name}`, [
    chance.pick([`functions [${name}]`, raw(`functions [\n    ${name},\n  ]`)]),
    ...(chance.oneIn(4) ? builderLines(chance, types) : []),
    ...block(chance, "args", args),
    ...(chance.oneIn(3) ? chance.some(testConstraints) : []),
  ]);
}

/** New types, and more fields for those that allow it. */
function builderLines(chance: Chance, { dynamic }: Types): readonly string[] {
  const fresh = [
    ...block(chance, "class Fresh", ["a string", "b Kind?"]),
    ...block(chance, "enum Kind", ["One", 'Two @alias("2")']),
  ];
  const more = dynamic.map((name) =>
    block(chance, `dynamic class ${name}`, ["extra Fresh?", 'more int @description("x")']),
  );
  return block(chance, "type_builder", [...fresh, ...more.flat()].map(raw));
}

const testConstraints = [
  "@@assert(there, {{ this != none }})",
  "@@check(quick, {{ _.latency_ms < 1000 }})",
  "@@assert({{ _.result is defined }})",
];
