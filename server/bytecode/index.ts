/**
 * Bytecode: what compiler and machine agree on, and nothing of either.
 *
 * Invariant: a contract has no side. Types, tables, and functions that only read code.
 */
export {
  type BuiltinClass,
  type BuiltinEnum,
  builtinClasses,
  builtinEnums,
  type NativePath,
  natives,
  type SysopPath,
  sysops,
} from "./builtins";
export { disassemble } from "./disassembler";
export { type InstructionShape, Op, type Operand, shapes } from "./instruction";
export { callPlaces, lineRangeOf, placeAt } from "./places";
export type {
  Constant,
  FunctionCode,
  FunctionKind,
  Handler,
  Placement,
  Problem,
  Program,
  ProgramClass,
  ProgramEnum,
  ProgramFile,
  ProgramFunction,
  TestCase,
  TestSpec,
  TypeTest,
} from "./program";
export { type Reach, reachable } from "./reachable";
export { greatestHeight, stackHeights } from "./stackHeights";
