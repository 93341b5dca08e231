/**
 * Declarations with one mistake each, by what the mistake is. Most are refused by the
 * released language; where it is of another mind, `disagreements.ts` says why.
 */
export const mistakes: Readonly<Record<string, string>> = {
  // Names.
  lowerCaseClass: "class zzThing {\n  a int\n}",
  lowerCaseEnum: "enum zzKind {\n  A\n}",
  lowerCaseAlias: "type zzAlias = int",
  lowerCaseFunction: llm("zzAsk", "x: string", "string"),
  lowerCaseVariant: "enum ZzKind {\n  A\n  b\n}",
  lowerCaseClient: 'client<llm> zzClient {\n  provider openai\n  options {\n    model "m"\n  }\n}',
  dashInClass: "class Zz-Thing {\n  a int\n}",
  dashInField: "class ZzThing {\n  a int\n  b-c int\n}",
  underscoreField: "class ZzThing {\n  _a int\n}",
  keywordField: "class ZzThing {\n  a int\n  lambda int\n}",
  reservedClassName: "class BamlClient {\n  a int\n}",
  primitiveClassName: "class string {\n  a int\n}",
  duplicateClass: "class ZzThing {\n  a int\n}\nclass ZzThing {\n  a int\n}",
  duplicateAcrossKinds: "class ZzThing {\n  a int\n}\nenum ZzThing {\n  A\n}",
  parameterKeyword: llm("ZzAsk", "class: int", "string"),
  dashInParameter: llm("ZzAsk", "a-b: int", "string"),
  duplicateField: "class ZzThing {\n  a int\n  b int\n  a string\n}",
  duplicateVariant: "enum ZzKind {\n  A\n  B\n  A\n}",
  duplicateFunction: `${llm("ZzAsk", "", "int")}\n${llm("ZzAsk", "", "int")}`,
  duplicateTest: `${llm("ZzAsk", "", "int")}\n${testOf("ZzAsk")}\n${testOf("ZzAsk")}`,

  // Types.
  unknownFieldType: "class ZzThing {\n  a int\n  b Nowhere\n}",
  unknownFieldTypeInList: "class ZzThing {\n  a (int | Nowhere)[]\n}",
  unknownMapValue: "class ZzThing {\n  a map<string, Nowhere>\n}",
  unknownAlias: "type ZzAlias = int | Nowhere",
  unknownParameterType: llm("ZzAsk", "x: Nowhere", "string"),
  unknownReturnType: llm("ZzAsk", "x: int", "Nowhere[]"),
  unknownTemplateParameter: 'template_string ZzText(a: Nowhere) #"x"#',
  wrongCaseType: "class ZzThing {\n  a String\n}",
  classCycle: "class ZzHen {\n  egg ZzEgg\n}\nclass ZzEgg {\n  hen ZzHen\n}",
  selfCycle: "class ZzHen {\n  hen ZzHen\n}",
  aliasCycle: "type ZzA = ZzB\ntype ZzB = ZzA",
  mapKeyFloat: "class ZzThing {\n  a map<float, int>\n}",
  mapKeyClass: "class ZzKey {\n  a int\n}\nclass ZzThing {\n  a map<ZzKey, int>\n}",
  mapArity: "class ZzThing {\n  a map<string>\n}",
  floatLiteralType: "class ZzThing {\n  a 1.5\n}",
  missingFieldType: "class ZzThing {\n  a\n  b int\n}",
  listSize: "class ZzThing {\n  a int[3]\n}",
  surplusBracket: "class ZzThing {\n  a int[]]\n}",
  bracesType: "class ZzThing {\n  a { b int }\n}",
  tupleType: "class ZzThing {\n  a (int, string)\n}",
  unclosedParenthesis: "class ZzThing {\n  a (int | string\n  b int\n}",
  emptyUnionMember: "class ZzThing {\n  a int |\n}",

  // Attributes.
  unknownAttribute: "class ZzThing {\n  a int @nope\n}",
  unknownBlockAttribute: "class ZzThing {\n  a int\n  @@nope\n}",
  unknownStreamAttribute: "class ZzThing {\n  a int @stream.nope\n}",
  unknownVariantAttribute: "enum ZzKind {\n  A @nope\n}",
  aliasWithoutArgument: "class ZzThing {\n  a int @alias\n}",
  aliasEmpty: "class ZzThing {\n  a int @alias()\n}",
  descriptionWithoutArgument: "class ZzThing {\n  a int @description\n}",
  aliasNumber: "class ZzThing {\n  a int @alias(5)\n}",
  aliasTwoArguments: 'class ZzThing {\n  a int @alias("a", "b")\n}',
  skipRequired: "class ZzThing {\n  a int @skip\n}",
  skipWithArgument: 'class ZzThing {\n  a int? @skip("no")\n}',
  dynamicWithArgument: "class ZzThing {\n  a int\n  @@dynamic(x)\n}",
  dynamicOnField: "class ZzThing {\n  a int @dynamic\n}",
  checkWithoutLabel: "class ZzThing {\n  a int @check({{ this > 0 }})\n}",
  checkText: 'class ZzThing {\n  a int @check(x, "y")\n}',
  assertText: 'class ZzThing {\n  a int @assert("y")\n}',
  constraintSyntax: "class ZzThing {\n  a int @assert(x, {{ this > }})\n}",
  constraintWithoutArguments: "class ZzThing {\n  a int @assert\n}",
  checkWord: "class ZzThing {\n  a int @check(a, b)\n}",
  checkTextLabel: 'class ZzThing {\n  a int @check("a", {{ this }})\n}',
  checkTurned: "class ZzThing {\n  a int @check({{ this }}, a)\n}",
  checkThree: "class ZzThing {\n  a int @check(a, {{ this }}, {{ this }})\n}",
  blockAliasTwice: 'class ZzThing {\n  a int\n  @@alias("x")\n  @@alias("y")\n}',
  aliasTwice: 'class ZzThing {\n  a int @alias("x") @alias("y")\n}',
  blockAttributeOnField: 'class ZzThing {\n  a int @@alias("x")\n  b int @@nope\n}',
  streamArgument: 'class ZzThing {\n  a int @stream.done("x")\n}',
  descriptionTwoWords: "class ZzThing {\n  a int @description(two words)\n}",
  aliasWord: "class ZzThing {\n  a int @alias(word)\n}",
  aliasOnAlias: 'type ZzAlias = int @alias("x")',
  descriptionOnAlias: 'type ZzAlias = int @description("x")',
  checkedParameter: llm("ZzAsk", "x: int @check(a, {{ this > 0 }})", "int"),
  checkedClassParameter: `class ZzThing {\n  a int @check(a, {{ this > 0 }})\n}\n${llm("ZzAsk", "x: ZzThing", "int")}`,

  // Clients.
  noProvider: 'client<llm> ZzClient {\n  options {\n    model "m"\n  }\n}',
  unknownProvider: 'client<llm> ZzClient {\n  provider opnai\n  options {\n    model "m"\n  }\n}',
  clientTypeUnknown: "client<lm> ZzClient {\n  provider openai\n}",
  clientTypeEmpty: "client<> ZzClient {\n  provider openai\n}",
  providerNumber: "client<llm> ZzClient {\n  provider 5\n}",
  providerVariable: "client<llm> ZzClient {\n  provider env.PROVIDER\n}",
  retryPolicyNumber: "client<llm> ZzClient {\n  provider openai\n  retry_policy 5\n}",
  optionsNumber: "client<llm> ZzClient {\n  provider openai\n  options 5\n}",
  unknownClientKey: 'client<llm> ZzClient {\n  provider openai\n  optoins {\n    model "m"\n  }\n}',
  unknownRetryPolicy: "client<llm> ZzClient {\n  provider openai\n  retry_policy Nowhere\n}",
  headersText: 'client<llm> ZzClient {\n  provider openai\n  options {\n    headers "x"\n  }\n}',
  headerNumber: client("headers {\n      a 5\n    }"),
  modelNumber: client("model 5"),
  apiKeyBool: client("api_key true"),
  streamingText: client('supports_streaming "yes"'),
  rolesEmpty: client("allowed_roles []"),
  rolesText: client('allowed_roles "user"'),
  roleNumber: client("allowed_roles [1]"),
  defaultRoleUnknown: client('default_role "wizard"'),
  remapUnknownRole: client('remap_roles {\n      wizard "x"\n    }'),
  remapNumber: client("remap_roles {\n      user 5\n    }"),
  finishReasonsBoth: client('finish_reason_allow_list ["a"]\n    finish_reason_deny_list ["b"]'),
  finishReasonText: client('finish_reason_allow_list "stop"'),
  responseTypeUnknown: client('client_response_type "nope"'),
  httpNumber: client("http 5"),
  httpUnknownField: client("http {\n      conect_timeout_ms 5\n    }"),
  httpNegative: client("http {\n      request_timeout_ms -5\n    }"),
  httpText: client('http {\n      request_timeout_ms "5"\n    }'),
  httpTotal: client("http {\n      total_timeout_ms 5\n    }"),
  mediaHandlerUnknown: client('media_url_handler {\n      image "send_it"\n    }'),
  mediaHandlerKind: client('media_url_handler {\n      gif "send_url"\n    }'),
  metadataNumber: client("allowed_role_metadata 5"),
  queryParamsText: client('query_params "x"'),
  genericWithoutBaseUrl: client('model "m"', "openai-generic"),
  azureNothing: client('model "m"', "azure-openai"),
  azureMixed: client('base_url "x"\n    resource_name "r"\n    deployment_id "d"', "azure-openai"),
  azureHalf: client('resource_name "r"', "azure-openai"),
  vertexWithoutModel: client('location "x"', "vertex-ai"),
  vertexWithoutLocation: client('model "m"', "vertex-ai"),
  vertexBoth: client('model "m"\n    location "x"\n    base_url "y"', "vertex-ai"),
  vertexCredentials: client(
    'model "m"\n    location "x"\n    credentials "a"\n    credentials_content "b"',
    "vertex-ai",
  ),
  bedrockUnknown: client('model "m"\n    temperature 1', "aws-bedrock"),
  bedrockWithoutModel: client('region "x"', "aws-bedrock"),
  bedrockBothModels: client('model "m"\n    model_id "n"', "aws-bedrock"),
  bedrockInference: client(
    'model "m"\n    inference_configuration {\n      top_k 5\n    }',
    "aws-bedrock",
  ),
  fallbackWithoutStrategy: client("", "fallback"),
  fallbackEmpty: client("strategy []", "fallback"),
  fallbackUnknown: client("strategy [Nowhere]", "fallback"),
  fallbackText: client('strategy "x"', "fallback"),
  fallbackUnknownShorthand: client('strategy ["nope/gpt"]', "fallback"),
  fallbackNumber: client("strategy [5]", "fallback"),
  fallbackOption: client('strategy ["openai/gpt-4o"]\n    model "m"', "fallback"),
  fallbackSelf: client("strategy [ZzClient]", "fallback"),
  roundRobinStart: client('strategy ["openai/gpt-4o"]\n    start "x"', "round-robin"),
  duplicateClient: `${client('model "m"')}\n${client('model "m"')}`,

  // Retry policies.
  policyWithoutRetries: "retry_policy ZzPolicy {\n  strategy {\n    type constant_delay\n  }\n}",
  policyEmpty: "retry_policy ZzPolicy {\n}",
  policyText: 'retry_policy ZzPolicy {\n  max_retries "x"\n}',
  policyNegative: "retry_policy ZzPolicy {\n  max_retries -1\n}",
  policyUnknownKey: "retry_policy ZzPolicy {\n  max_retries 1\n  foo 1\n}",
  policyStrategyNumber: "retry_policy ZzPolicy {\n  max_retries 1\n  strategy 5\n}",
  policyMisspelledType: policy("typ constant_delay"),
  policyLowerCase: "retry_policy zzPolicy {\n  max_retries 1\n}",
  duplicatePolicy: `${policy("type constant_delay")}\n${policy("type constant_delay")}`,
  policyUnknownType: policy("type linear"),
  policyMultiplier: policy("type constant_delay\n    multiplier 2"),
  policyMaxDelay: policy("type constant_delay\n    max_delay_ms 2"),
  policyDelayText: policy('type constant_delay\n    delay_ms "x"'),
  policyWithoutType: policy("delay_ms 5"),

  // Generators.
  generatorWithoutType: 'generator zz {\n  output_dir "../"\n  version "0.1.0"\n}',
  generatorUnknownType: generator('output_type "cobol"'),
  generatorUnknownKey: generator('output_type "typescript"\n  foo "x"'),
  generatorUnknownMode: generator('output_type "typescript"\n  default_client_mode "x"'),
  generatorModule: generator('output_type "typescript"\n  module_format "x"'),
  generatorDirectory: 'generator zz {\n  output_type "typescript"\n  output_dir 5\n}',
  generatorVersion: 'generator zz {\n  output_type "typescript"\n  version "newest"\n}',
  generatorCommand: generator('output_type "typescript"\n  on_generate 5'),
  generatorGo: generator('output_type "go"'),
  generatorKeyTwice: generator('output_type "typescript"\n  output_type "python/pydantic"'),
  generatorNumber: generator("output_type 5"),

  // Functions.
  unknownClient: 'function ZzAsk() -> int {\n  client Nowhere\n  prompt #"x"#\n}',
  unknownShorthand: 'function ZzAsk() -> int {\n  client "nope/gpt"\n  prompt #"x"#\n}',
  quotedUnknownClient: 'function ZzAsk() -> int {\n  client "Nowhere"\n  prompt #"x"#\n}',
  noPrompt: 'function ZzAsk() -> int {\n  client "openai/gpt-4o"\n}',
  noClient: 'function ZzAsk() -> int {\n  prompt #"x"#\n}',
  twoPrompts:
    'function ZzAsk() -> int {\n  client "openai/gpt-4o"\n  prompt #"x"#\n  prompt #"x"#\n}',
  unknownFunctionKey:
    'function ZzAsk() -> int {\n  client "openai/gpt-4o"\n  promt #"x"#\n  prompt #"x"#\n}',
  noReturnType: 'function ZzAsk() {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}',
  noParameterType: 'function ZzAsk(a) -> int {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}',
  noColon: 'function ZzAsk(a int) -> int {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}',
  noParameters: 'function ZzAsk -> int {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}',
  quotedPrompt: 'function ZzAsk() -> int {\n  client "openai/gpt-4o"\n  prompt "x"\n}',
  quotedTemplate: 'template_string ZzText() "x"',
  templateLowerCase: 'template_string zzText(a: int) #"x"#',
  templateWithoutText: "template_string ZzText(a: int)",
  templateParameterType: 'template_string ZzText(a) #"x"#',
  duplicateTemplate: 'template_string ZzText() #"x"#\ntemplate_string ZzText() #"x"#',
  templateSyntax: prompt("{{ 1 + }}"),
  templateUnclosedIf: prompt("{% if true %}x"),
  templateUnknownStatement: prompt("{% nope %}"),
  templateUnclosed: prompt("{{ 1 "),
  templateStringSyntax: 'template_string ZzText(a: int) #"{{ a b }}"#',

  // Tests.
  testWithoutArgs: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n}`,
  testWithoutFunctions: "test ZzTest {\n  args {\n  }\n}",
  testUnknownFunction: "test ZzTest {\n  functions [Nowhere]\n  args {\n  }\n}",
  testArgsArray: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n  args [1]\n}`,
  testArgsTwice: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n  args {\n  }\n  args {\n  }\n}`,
  testUnknownKey: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n  foo 1\n  args {\n  }\n}`,
  testParameters: `${llm("ZzAsk", "", "int")}\ntest ZzTest() {\n  functions [ZzAsk]\n  args {\n  }\n}`,
  testFieldAttribute: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n  args {\n  } @assert({{ true }})\n}`,
  testCheckWithoutLabel: `${llm("ZzAsk", "", "int")}\n${testOf("ZzAsk", "@@check({{ true }})")}`,
  testConstraintSyntax: `${llm("ZzAsk", "", "int")}\n${testOf("ZzAsk", "@@assert(x, {{ this > }})")}`,
  testDynamicStatic: `${llm("ZzAsk", "", "int")}\nclass ZzThing {\n  a int\n}\n${builder("dynamic class ZzThing {\n      b int\n    }")}`,
  testDynamicAlias: `${llm("ZzAsk", "", "int")}\ntype ZzAlias = int\n${builder("dynamic class ZzAlias {\n      b int\n    }")}`,
  testDynamicUnknown: `${llm("ZzAsk", "", "int")}\n${builder("dynamic class Nowhere {\n      b int\n    }")}`,
  testBuilderRedefines: `${llm("ZzAsk", "", "int")}\nclass ZzThing {\n  a int\n}\n${builder("class ZzThing {\n      b int\n    }")}`,
  testBuilderDynamicAttribute: `${llm("ZzAsk", "", "int")}\n${builder("class ZzFresh {\n      b int\n      @@dynamic\n    }")}`,
  testBuilderUnknownType: `${llm("ZzAsk", "", "int")}\n${builder("class ZzFresh {\n      b Nowhere\n    }")}`,
  testBuilderTwice: `${llm("ZzAsk", "", "int")}\ntest ZzTest {\n  functions [ZzAsk]\n  type_builder {\n  }\n  type_builder {\n  }\n  args {\n  }\n}`,
  testBuilderIncomplete: `${llm("ZzAsk", "", "int")}\nclass ZzThing {\n  @@dynamic\n}\n${builder("dynamic ZzThing {\n      b int\n    }")}`,
  testBuilderForeignItem: `${llm("ZzAsk", "", "int")}\n${builder('template_string ZzText() #"x"#')}`,

  // Syntax.
  unknownItem: "model ZzThing {\n  a int\n}",
  unknownAliasKeyword: "alias ZzThing = int",
  strayWord: "zzz",
  strayBrace: "}",
  unclosedClass: "class ZzThing {\n  a int\n",
  unclosedEnum: "enum ZzKind {\n  A\n",
  unclosedClient: "client<llm> ZzClient {\n  provider openai\n",
  unclosedOptions: 'client<llm> ZzClient {\n  provider openai\n  options {\n    model "m"\n}',
  unclosedPrompt: 'function ZzAsk() -> int {\n  client "openai/gpt-4o"\n  prompt #"x\n}',
  unclosedString: 'class ZzThing {\n  a int @description("x)\n}',
  unclosedList: "class ZzThing {\n  a int[\n}",
  unclosedAttribute: 'class ZzThing {\n  a int @description("x"\n}',
  classWithoutName: "class {\n  a int\n}",
  clientWithoutName: "client<llm> {\n  provider openai\n}",
  equalsInField: "class ZzThing {\n  a = int\n}",
  equalsInOption: client('model = "m"'),
  missingOption: client("model"),
  variantType: "enum ZzKind {\n  A int[]\n}",
  emptyAlias: "type ZzAlias =",
  functionKeywordTypo: 'functon ZzAsk() -> int {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}',
};

function llm(name: string, params: string, returns: string): string {
  return `function ${name}(${params}) -> ${returns} {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}`;
}

function prompt(text: string): string {
  return `function ZzAsk() -> int {\n  client "openai/gpt-4o"\n  prompt #"\n    x\n    ${text}\n  "#\n}`;
}

function testOf(name: string, constraint = ""): string {
  return `test ZzTest {\n  functions [${name}]\n  args {\n  }\n  ${constraint}\n}`;
}

function builder(entry: string): string {
  return `test ZzTest {\n  functions [ZzAsk]\n  type_builder {\n    ${entry}\n  }\n  args {\n  }\n}`;
}

function client(options: string, provider = "openai"): string {
  return `client<llm> ZzClient {\n  provider ${provider}\n  options {\n    ${options}\n  }\n}`;
}

function policy(strategy: string): string {
  return `retry_policy ZzPolicy {\n  max_retries 1\n  strategy {\n    ${strategy}\n  }\n}`;
}

function generator(keys: string): string {
  return `generator zz {\n  output_dir "../zz"\n  version "0.1.0"\n  ${keys}\n}`;
}
