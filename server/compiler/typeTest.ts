/** Types as tests at run time (5.7): the kind of a value, with unions and aliases opened. */
import { unreachable } from "../base";
import { builtinClasses, builtinEnums, type TypeTest } from "../bytecode";
import type { Environment, NamedType, Type } from "../language";

export function typeTest(type: Type, environment: Environment): TypeTest {
  switch (type.kind) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "list":
    case "map":
    case "function":
    case "unknown":
    case "never":
      return { kind: type.kind };
    case "literal":
      return { kind: "literal", value: type.value };
    case "media":
      return type.media === "any" ? { kind: "media" } : { kind: "media", media: type.media };
    case "optional":
      return anyOf([typeTest(type.inner, environment), { kind: "null" }]);
    case "union":
      return anyOf(type.members.map((member) => typeTest(member, environment)));
    case "named":
      return namedTest(type, environment);
    case "type":
    case "void":
    case "variable":
    case "recovery":
      return { kind: "unknown" };
    default:
      return unreachable(type, "type");
  }
}

function namedTest({ name }: NamedType, environment: Environment): TypeTest {
  const declared = environment.typeNamed(name);
  // An alias that leads back to itself does so inside a list or map, which no test looks into.
  if (declared?.kind === "alias") return typeTest(declared.type, environment);
  if (!declared) return { kind: "unknown" };
  const isHandle = name.startsWith("baml.") && !builtinNames.has(name);
  return { kind: isHandle ? "handle" : declared.kind, name };
}

const builtinNames: ReadonlySet<string> = new Set(
  [...builtinClasses, ...builtinEnums].map(({ name }) => name),
);

function anyOf(tests: readonly TypeTest[]): TypeTest {
  return { kind: "any", of: tests.flatMap((test) => (test.kind === "any" ? test.of : [test])) };
}
