/** A return type with the types that it needs, from BAML text. */
import type { LlmCatalog, Shape, Shapes } from "../../server/base";
import { compiled } from "../compiler/compiled";

export interface Declared {
  readonly shape: Shape;
  readonly shapes: Shapes;
}

export function declared(types: string, returnType: string): Declared {
  const { shapes, functions } = catalogOf(`${types}\n${functionReturning(returnType)}`);
  return { shape: functions["F"]!.returns, shapes };
}

/** What `llm` is given of a project. */
export function catalogOf(text: string): LlmCatalog {
  return compiled(text).catalog;
}

/** A function `F` of a client `Model`, both of which nothing else is said. */
export function functionReturning(returnType: string): string {
  return `
client<llm> Model {
  provider openai
  options {
    model "m"
    api_key "k"
  }
}
function F() -> ${returnType} {
  client Model
  prompt #"x"#
}`;
}
