/** Names, attributes, clients, retry policies, generators and tests: what is reported, and where. */
import assert from "node:assert/strict";
import { analyzed, check } from "../analyzed";

describe("declarations", () => {
  it("report each of their mistakes once, at its place", () => {
    check(`
  client<llm> lower {
//            ^^^^^ V101
  provider opnai
//         ^^^^^ V118
  optins { }
//^^^^^^ E0027
}
  client<llm> A { provider fallback options { strategy [B] } }
//            ^ V120
  client<llm> B { provider fallback options { strategy [A, "openai/gpt-4o", "A", 5, Gone] } }
//                                                                          ^^^ E0092
//                                                                               ^ E0092
//                                                                                  ^^^^ V119
  client<llm> C { options { model "m" } }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0026
  client<llm> D { provider openai-generic options { model 5 headers { x 1 } } }
//                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ V121
//                                                        ^ V121
//                                                                      ^ V121
  client<llm> E {
  provider openai
  retry_policy Nope
//             ^^^^ E0091
  options {
    model "m"
    http { conect_timeout_ms 5 total_timeout_ms 5 request_timeout_ms "x" }
//         ^^^^^^^^^^^^^^^^^ E0024
//                             ^^^^^^^^^^^^^^^^ E0024
//                                                                   ^^^ V121
    allowed_roles []
//                ^^ E0044
    finish_reason_allow_list ["a"]
//  ^^^^^^^^^^^^^^^^^^^^^^^^ V129
    finish_reason_deny_list ["b"]
    client_response_type "foo"
//                       ^^^^^ E0022
    remap_roles { wizard "x" user y }
//                                ^ E0044
    supports_streaming "yes"
//                     ^^^^^ V121
  }
}
  client<llm> F { provider openai options { http 5 } }
//                                          ^^^^ E0023
  client<llm> G { provider vertex-ai options { model "m" } }
//                                           ^^^^^^^^^^^^^ V121
  client<llm> H { provider aws-bedrock options { model "m" temperature 1 } }
//                                                         ^^^^^^^^^^^ V121
  client<llm> I { provider azure-openai options { base_url "x" resource_name "y" } }
//                                                                           ^^^ V121
  client<llm> J { provider round-robin options { strategy [] start "x" foo 1 } }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0090
//                                                                 ^^^ V121
//                                                                     ^^^ V121
  retry_policy R { strategy { type linear } foo 1 }
//             ^ V122
//                                 ^^^^^^ V122
//                                          ^^^ V122
  retry_policy R2 { max_retries -1 strategy { type exponential_backoff delay_ms "x" } }
//                              ^^ V122
//                                                                              ^^^ V122
  generator g { output_type "python/pydantic" output_dir "../" default_client_mode "maybe" hm "x" }
//                                                                                 ^^^^^^^ E0019
//                                                                                         ^^ E0017
  generator h { output_dir "../" }
//          ^ E0018
  class P {
  lambda int
//^^^^^^ V104
//^^^^^^ E0020
  P string
  P2 P2?
//^^ E0021
  a-b int
//^^^ V102
  x int @alias() @alias("a", "b")
//            ^^ E0037
//                ^^^^^ E0014
//                     ^^^^^^^^^^ E0037
  y int? @skip("no") @foo @stream.nope
//            ^^^^^^ E0038
//                    ^^^ E0015
//                         ^^^^^^^^^^^ E0015
  z int @assert("x") @check({{ this > 0 }}) @check(n, {{ this > }}) @assert(n, {{ that > 0 }})
//       ^^^^^^ E0032
//                          ^^^^^^^^^^^^^^ V111
//                                                            ^ V113 error parsing template: syntax error: unexpected end of input, expected expression
//                                                                                ^^^^ V114
  @@dynamic(1)
//         ^^^ E0038
  @@skip
//  ^^^^ E0016
  @@foo
//  ^^^ E0015
}
  class P2 { v int @check(c, {{ this > 0 }}) }
  enum e { a B @stream.done C @assert({{ true }}) D @alias("x") @alias("y") }
//     ^ V101
//         ^ V101
//              ^^^^^^^^^^^ E0016
//                             ^^^^^^ E0016
//                                                               ^^^^^ E0014
  type T = int @skip
//     ^ V109
  function Ask(p: P2, from: string) -> string { client Ey prompt "hi" }
//                ^^ V115
//                    ^^^^ E0020
//                                                     ^^ V116
//                                                               ^^^^ V117
  template_string Q() "x"
//                    ^^^ V117
  test t1 {
  functions [Ask, Nope]
//                ^^^^ E0088
  args { p { v "x" } zz 1 } @check(a, {{ true }})
//^^^^ V126
//         ^^^^^^^^^ V125
//                   ^^ V124
//                           ^^^^^ E0036
  foo 1
//^^^ E0034
  check 1
//^^^^^ E0034
  type_builder { class P { a int } dynamic class P2 { b int } dynamic enum P2 { X } class New { c int @@dynamic } }
//                     ^ V127
//                                               ^^ V127
//                                                                         ^^ V127
//                                                                         ^^ V127
//                                                                                        ^^^ V127
  type_builder { }
//^^^^^^^^^^^^ E0041
  @@assert(a, {{ this == froom }})
//                       ^^^^^ V114
  @@check({{ true }})
//        ^^^^^^^^^^ V111
}
  test t2 { }
//     ^^ V123
//     ^^ E0035
`);
  });

  it("say at each option which others it does not go with", () => {
    check(`
client<llm> A {
  provider azure-openai
  options {
    base_url "x"
//           ^^^ V121
    resource_name "y"
//                ^^^ V121
    deployment_id "z"
//                ^^^ V121
  }
}
client<llm> B {
  provider vertex-ai
  options {
    model "m"
    base_url "x"
//           ^^^ V121
    location "y"
//           ^^^ V121
    credentials "z"
//              ^^^ V121
    credentials_content "z"
//                      ^^^ V121
  }
}
client<llm> C { provider aws-bedrock options { region "x" } }
//                                           ^^^^^^^^^^^^^^ V121
retry_policy D { max_retries 1 strategy { type constant_delay jitter 5 } }
`);
  });

  it("are named by names, and have values of their kinds", () => {
    check(`
client<lm> A {
//     ^^ E0010
  provider 5
//         ^ V118
  retry_policy [A]
//             ^^^ E0091
}
  generator g {
//          ^ E0018
  output_type "go"
  output_dir 5
//           ^ E0019
  version "newest"
//        ^^^^^^^^ E0019
}
`);
  });

  it("are only warned of attributes that have no meaning where they stand", () => {
    const [parameter, returned, variant] = warned(`
function Ask(x: string @description("x")) -> string @alias("y") { client "openai/gpt-4o" prompt #"x"# }
enum E { A @check(a, {{ this }}) }
`);
    for (const found of [parameter, returned, variant]) {
      assert.deepEqual([found?.code, found?.severity], ["E0016", "warning"]);
    }
  });

  it("are checked inside a type builder, and with what they extend", () => {
    check(`
function Ask() -> Open { client "openai/gpt-4o" prompt #"Hi"# }
class Open {
  a int
  @@dynamic
}
class Holder { open Open }
test Builds {
  functions [Ask]
  args { }
  type_builder {
    dynamic class Open {
//                ^^^^ V127
      a int
      a string
//    ^ E0012
      holder Holder
    }
    dynamic class Open { }
//                ^^^^ V127
    dynamic class Nowhere { }
//                ^^^^^^^ E0002
    class lower { x int @nope }
//        ^^^^^ V101
//                       ^^^^ E0015
    enum E { A b A }
//             ^ V101
//               ^ E0013
    type T = U
//       ^ V127
    type U = T
  }
}
`);
  });

  it("are left alone when nothing is wrong with them", () => {
    check(`
client<llm> Fast {
  provider openai
  retry_policy Patient
  options {
    model "gpt-4o"
    api_key env.OPENAI_API_KEY
    temperature 0.2
    headers { "x-a" "b" }
    allowed_roles ["system", "user"]
    remap_roles { user "human" }
    http { connect_timeout_ms 100 request_timeout_ms 0 }
  }
}
client<llm> Either {
  provider round-robin
  options { strategy [Fast, "anthropic/claude-3-5-haiku"] start 1 }
}
client<llm> Azure { provider azure-openai options { resource_name "a" deployment_id "b" api_version "2024" } }
client<llm> Cloud { provider vertex-ai options { model "m" location "eu" } }
client<llm> Bed { provider aws-bedrock options { model_id "m" inference_configuration { max_tokens 5 } } }
retry_policy Patient { max_retries 3 strategy { type exponential_backoff delay_ms 100 multiplier 1.5 max_delay_ms 900 } }
generator g { output_type typescript output_dir "../" version "0.1.0" }
class Person {
  name string @alias("full name") @description(#"Two words"#)
  mood Mood? @skip
  age int @assert({{ this > 0 }}) @check(old, {{ this > 100 }}) @stream.done
  tags (string @assert({{ this|length > 0 }}))[]
  @@dynamic
  @@description("Somebody")
}
enum Mood { Up @alias("u") Down @description("d") @skip @@alias("Feeling") @@dynamic }
type Age = int @check(old, {{ this > 100 }})
function Ask(text: string, mood: Mood, picture: image?) -> Person @check(ok, {{ this.age > 0 }}) {
  client "openai/gpt-4o"
  prompt #"{{ text }}"#
}
test Works {
  functions [Ask]
  type_builder { dynamic class Person { nick string? } class Pet { name string } }
  args { text "x" mood Up picture { url "https://example.com/p.png" } }
  @@assert(named, {{ this.name|length > 0 and text == "x" }})
  @@check(fast, {{ _.latency_ms < 100 }})
}
`);
  });
});

function warned(text: string) {
  return analyzed(new Map([["main.baml", text]])).diagnosticsOf("main.baml");
}
