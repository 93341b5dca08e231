/** What typed patterns ask at run time (5.7): the kind of a value, never its elements. */
import { unreachable } from "../base";
import type { TypeTest } from "../bytecode";
import { isInt } from "./arithmetic";
import { VmFunction } from "./function";
import {
  type VmClass,
  VmFloat,
  VmHandle,
  VmInstance,
  VmMedia,
  VmPanicText,
  type VmValue,
  VmVariant,
} from "./value";

export type ValueTest = (value: VmValue) => boolean;

export function valueTest(test: TypeTest, classNamed: (name: string) => VmClass): ValueTest {
  switch (test.kind) {
    case "int":
      return isInt;
    case "float":
      return (value) => value instanceof VmFloat;
    case "string":
      return (value) => typeof value === "string";
    case "bool":
      return (value) => typeof value === "boolean";
    case "null":
      return (value) => value === null;
    case "list":
      return (value) => Array.isArray(value);
    case "map":
      return (value) => value instanceof Map;
    case "function":
      return (value) => value instanceof VmFunction;
    case "unknown":
      // A panic of the host is of no type, so that only an untyped arm takes it.
      return (value) => !(value instanceof VmPanicText);
    case "never":
      return () => false;
    case "media":
      return (value) =>
        value instanceof VmMedia && (test.media === undefined || value.media === test.media);
    case "literal":
      return (value) => value === test.value;
    case "class":
      return classTest(classNamed(test.name));
    case "enum":
      return (value) => value instanceof VmVariant && value.enumName === test.name;
    case "handle":
      return (value) => value instanceof VmHandle && typeOfHandle(value) === test.name;
    case "any": {
      const members = test.of.map((member) => valueTest(member, classNamed));
      return (value) => members.some((member) => member(value));
    }
    default:
      return unreachable(test, "test");
  }
}

function classTest(cls: VmClass): ValueTest {
  return (value) => value instanceof VmInstance && value.cls.declared === cls;
}

function typeOfHandle({ what, label }: VmHandle): string | undefined {
  if (what === "promptAst") return "baml.llm.PromptAst";
  return what === "collector" ? "baml.trace.Collector" : label;
}
