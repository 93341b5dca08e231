/**
 * Programs written instruction by instruction, for tests of the machine alone.
 *
 *     program({ main: { code: [Op.Int, 2, Op.Int, 3, Op.Add, Op.Return] } })
 *
 * Operands that are no numbers: `"label"` stands for the place of `{ label }`, and a
 * `Constant` for its index.
 */
import type { Param, Shape, Shapes } from "../../server/base";
import {
  type Constant,
  type FunctionCode,
  greatestHeight,
  type Handler,
  type Op,
  type Program,
  type ProgramFunction,
  shapes,
} from "../../server/bytecode";

type Word = Op | number | string | Constant | { readonly label: string };

interface Assembly {
  readonly params?: readonly (string | Param)[];
  /** Slots behind the parameters. */
  readonly locals?: readonly string[];
  readonly kind?: "bytecode" | "llm";
  readonly returns?: Shape;
  readonly handlers?: readonly {
    readonly from: string;
    readonly to: string;
    readonly handler: string;
    readonly height: number;
    readonly slot: number;
  }[];
  readonly code: readonly Word[];
}

interface Parts {
  readonly globals?: Readonly<Record<string, Assembly>>;
  readonly classes?: Readonly<Record<string, readonly string[]>>;
  readonly enums?: Readonly<Record<string, readonly string[]>>;
}

export function program(
  functions: Readonly<Record<string, Assembly>>,
  { globals = {}, classes = {}, enums = {} }: Parts = {},
): Program {
  return {
    hash: "0",
    files: [{ uri: "main.baml", lineStarts: [0] }],
    functions: Object.entries(functions).map(([name, assembly]) => placed(name, assembly)),
    globals: Object.entries(globals).map(([name, assembly]) => placed(name, assembly)),
    classes: Object.entries(classes).map(([name, fields]) => ({ name, fields, problems: [] })),
    enums: Object.entries(enums).map(([name, values]) => ({ name, values, problems: [] })),
    catalog: {
      shapes: noShapes,
      functions: {},
      clients: {},
      retryPolicies: {},
      templateStrings: [],
    },
    tests: [],
  };
}

export const value = (constant: null | boolean | string | number | bigint): Constant => ({
  kind: "value",
  value: constant,
});
export const floatOf = (constant: number): Constant => ({ kind: "float", value: constant });
export const fn = (name: string): Constant => ({ kind: "function", name });
export const builtin = (name: string): Constant => ({ kind: "builtin", name });
export const cls = (name: string): Constant => ({ kind: "class", name });
export const field = (name: string): Constant => ({ kind: "field", name });
export const global = (name: string): Constant => ({ kind: "global", name });

const noShapes: Shapes = { classes: {}, enums: {}, aliases: {} };

function placed(name: string, assembly: Assembly): ProgramFunction {
  return { code: assemble(name, assembly), file: 0, itemStart: 0, problems: [] };
}

/** Each instruction's place is its own index, so that tests can tell where an error was. */
function assemble(name: string, assembly: Assembly): FunctionCode {
  const params = (assembly.params ?? []).map(asParam);
  const { words, labels, places, constants } = layOut(assembly.code);
  const code = Int32Array.from(words, (word) =>
    typeof word === "string" ? labels.get(word)! : word,
  );
  const handlers: Handler[] = (assembly.handlers ?? []).map((handler) => ({
    start: labels.get(handler.from)!,
    end: labels.get(handler.to)!,
    handler: labels.get(handler.handler)!,
    height: handler.height,
    slot: handler.slot,
  }));
  return {
    name,
    kind: assembly.kind ?? "bytecode",
    params,
    returns: assembly.returns ?? { kind: "unknown" },
    code,
    constants,
    handlers,
    slots: [...params.map((param) => param.name), ...(assembly.locals ?? [])],
    maxStack: greatestHeight(code, handlers),
    places: Int32Array.from(places),
    range: { start: 0, end: words.length },
    nameRange: { start: 0, end: 0 },
  };
}

function layOut(source: readonly Word[]) {
  const words: (number | string)[] = [];
  const labels = new Map<string, number>();
  const constants: Constant[] = [];
  const places: number[] = [];
  let operandsLeft = 0;
  for (const word of source) {
    if (typeof word === "object" && "label" in word) {
      labels.set(word.label, words.length);
      continue;
    }
    if (operandsLeft > 0) operandsLeft--;
    else {
      places.push(words.length, words.length, words.length + 1);
      operandsLeft = shapes[word as Op].operands.length;
    }
    if (typeof word === "object") words.push(constants.push(word) - 1);
    else words.push(word);
  }
  return { words, labels, constants, places };
}

function asParam(param: string | Param): Param {
  return typeof param === "string" ? { name: param, shape: { kind: "unknown" } } : param;
}
