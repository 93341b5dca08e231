/** Free functions (6.4 to 6.6): values, math, the environment and the system. */
import {
  boolType,
  floatType,
  intType,
  neverType,
  nullType,
  optionalType,
  stringType,
  typeVariable,
} from "../type";
import { type Builtin, builtin } from "./builtin";

const any = typeVariable("T");

export const freeFunctions: readonly Builtin[] = [
  builtin(
    "baml.deep_copy",
    { value: any },
    any,
    "A copy of a value and all it refers to; what was shared in it stays shared in the copy.",
  ),
  builtin(
    "baml.deep_equals",
    { left: any, right: any },
    boolType,
    "Whether two values have the same structure. An int never equals a float.",
  ),
  builtin("baml.unstable.string", { value: any }, stringType, "A value as text, for display."),
  builtin(
    "baml.math.trunc",
    { value: floatType },
    intType,
    "The whole part of a number. Too large ones become the largest int; not-a-number becomes 0.",
  ),
  builtin(
    "env.get",
    { key: stringType },
    optionalType(stringType),
    "An environment variable; null when it is not set.",
  ),
  builtin(
    "env.get_or_panic",
    { key: stringType },
    stringType,
    "An environment variable. Fails when it is not set.",
  ),
  builtin(
    "baml.sys.shell",
    { command: stringType },
    stringType,
    "Runs a command in the shell and returns what it printed.",
  ),
  builtin("baml.sys.sleep", { ms: intType }, nullType, "Waits for that many milliseconds."),
  builtin("baml.sys.panic", { message: stringType }, neverType, "Ends the run with a message."),
];
