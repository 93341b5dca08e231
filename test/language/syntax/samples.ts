/** Texts that between them use every construct of the grammar, for properties. */
export const samples: readonly string[] = [
  `//# Types
/// A person.
class Person<T> {
  /// The name.
  name string @alias("n") @description(#"of a person"#) // trailing
  age: int?, tags string[];
  meta map<string, int | "a" | 7>[] @check(small, {{ this // 2 < 10 }})
  client string
  callback (x: int, string) -> bool
  function greet(self, to: string) -> string throws Bad { "hi " + to }
  @@dynamic
  @@stream.done
}

enum Mood {
  Up @alias("u"), Down /* no comma */
  Flat @skip
  @@description("a mood")
}

type Tree = (int | Tree)[] @assert({{ this|length > 0 }});
type Plain = int
let LIMIT: int = 3 * 4;
`,
  `client<llm> Fast {
  provider "openai"
  retry_policy: Often,
  options {
    model gpt-4o
    api_key env.OPENAI_API_KEY
    base_url "https://" + env.HOST + "/v1"
    temperature -0.5
    strategy [A "openai/gpt-4o", { x 1, "y" true }]
    http { connect_timeout_ms 10 }
  }
}
retry_policy Often { max_retries 3 strategy { type exponential_backoff } }
generator target { output_type "typescript" output_dir "../" }
template_string Greet(name: string) ##"
  Hi {{ name }}, "#
"##
function Ask(q: string, p: Person) -> string[] | null @check(c, {{ this }}) {
  {// an old comment //}
  client openai/gpt-4o-mini // fast
  prompt #"
    {{ _.role("system") }}
    {% for x in q %}{{ x }}{% endfor %} {# note #}
    {{ ctx.output_format }}
  "#
}
test Asks {
  functions [Ask]
  type_builder {
    dynamic class Person { nick string? }
    dynamic enum Mood { Odd }
    class New { a int }
    type Other = int
  }
  args { q "x" p { name "A" age null } list ["a" "b", -1.5] }
  @@check(fast, {{ _.latency_ms < 2000 }})
  @@assert({{ this == "a" }})
}
`,
  `function main(n: int, f: (int) -> int) -> int throws string | Bad {
  //# Setup
  watch let total: int = 0;
  let a = [1, 2 3, [4]]; let m = { "k": 1, w: -2 };
  let p = Person { name: "A", ...base, age: 3 };
  /// Counts.
  for (let i = 0; i < n; i += 1) { if (i % 2 == 0) { continue; } else if (i > 5) { break } }
  for (let x: int in a) { total += x; }
  for x in a { total.$watch.notify(); }
  for (;;) { break; }
  while (total >= 1 << 2) { total >>= 1; a[0] -= ~1; }
  let r = risky<int>(1)(2).go[3].x catch (e) {
    s: string => 0 - s.length(),
    Bad.Kind | 1 | -2.5 | "t" => throw e
    _ => { 1 }
  } catch_all (e) { _ => -1 };
  assert r >= 0 && !(r == 7 || env.MODE != "x");
  match (p.mood: Mood | null) {
    Mood.Up => 1,
    x: int | float if x > 0 => { x }
    (null | (true)) => {}
    other => if (other) { 1 } else { 2 }
  }
  if (r > 1) { return r }
  (r + 1) * -a.b.c(1, f(2),) ^ 3 | 4 & 5
}
`,
];

/** The same with line ends of other systems, and with what is not ASCII. */
export const oddSamples: readonly string[] = [
  samples[0]!.replaceAll("\n", "\r\n"),
  samples[2]!.replaceAll("\n", "\r"),
  `\ufeff${samples[1]!.replaceAll("name", "\u00e9\u{1f600}")}`,
];
