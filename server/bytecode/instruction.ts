/**
 * The instructions of the machine: what compiler and vm agree on.
 *
 * Code is an array of small integers: an `Op`, then its operands. A comment gives the
 * operands, and the stack before and after, its top at the right. Each function has a
 * frame of slots (its parameters, then its locals) and an evaluation stack above it,
 * which is empty between statements. Targets are indices into the function's code.
 *
 * Invariant: control is structured. Jumps lead forward, `Loop` alone leads back, and
 * the height of the stack at each instruction does not depend on how it was reached.
 *
 * Invariant: nothing here speaks of tracing. A call is a call, whoever listens.
 */
export const enum Op {
  /** constant ( → value ) */
  Constant,
  /** int ( → value ) An int that fits the operand. */
  Int,
  /** ( → null ) */
  Null,
  /** ( → true ) */
  True,
  /** ( → false ) */
  False,
  /** ( value → ) */
  Pop,
  /** ( value → value value ) */
  Dup,
  /** ( a b → a b a b ) For compound assignment to an element. */
  Dup2,

  /** slot ( → value ) */
  LoadLocal,
  /** slot ( value → ) */
  StoreLocal,
  /** slot slot ( → first second ) Two `LoadLocal`s in one. */
  LoadLocals,
  /** slot int ( → ) `x += 1`: adds an int to a local. */
  AddToLocal,
  /** constant ( → value ) A constant of the project; its initializer runs at the first use. */
  LoadGlobal,

  /** ( left right → sum ) Adds two numbers, or joins two strings. */
  Add,
  /** ( left right → difference ) */
  Subtract,
  /** ( left right → product ) */
  Multiply,
  /** ( left right → quotient ) Fails on a divisor of zero, floats included. */
  Divide,
  /** ( left right → remainder ) Has the sign of the left. */
  Remainder,
  /** ( left right → value ) The count is taken modulo 64. */
  ShiftLeft,
  /** ( left right → value ) Arithmetic. */
  ShiftRight,
  /** ( left right → value ) */
  BitAnd,
  /** ( left right → value ) */
  BitOr,
  /** ( left right → value ) */
  BitXor,
  /** ( value → value ) */
  Negate,
  /** ( value → bool ) By truthiness: null and false are falsy. */
  Not,
  /** ( value → value ) Turns an int into a float where one was declared; leaves others. */
  ToFloat,

  /** ( left right → bool ) */
  Equal,
  /** ( left right → bool ) */
  NotEqual,
  /** ( left right → bool ) */
  Less,
  /** ( left right → bool ) */
  LessEqual,
  /** ( left right → bool ) */
  Greater,
  /** ( left right → bool ) */
  GreaterEqual,

  /** target ( → ) Leads forward. */
  Jump,
  /** target ( → ) Leads back: the end of a turn of a loop. */
  Loop,
  /** target ( value → ) */
  JumpIfFalsy,
  /** target ( value → ) */
  JumpIfTruthy,
  /** target ( left right → ) Jumps unless left < right; and so on for the next ones. */
  JumpUnlessLess,
  /** target ( left right → ) */
  JumpUnlessLessEqual,
  /** target ( left right → ) */
  JumpUnlessGreater,
  /** target ( left right → ) */
  JumpUnlessGreaterEqual,
  /** target ( left right → ) */
  JumpUnlessEqual,
  /** target ( left right → ) */
  JumpUnlessNotEqual,

  /** count ( items… → array ) */
  MakeArray,
  /** count ( key value … → map ) The last of equal keys wins, at the place of the first. */
  MakeMap,
  /** constant ( → instance ) All fields null. */
  NewInstance,
  /** field ( instance value → instance ) */
  InitField,
  /** ( instance source → instance ) Copies each field of the source. */
  Spread,
  /** ( base index → value ) Of an array, a map or a string. */
  LoadIndex,
  /** ( base index value → ) */
  StoreIndex,
  /** field ( instance → value ) */
  LoadField,
  /** field ( instance value → ) */
  StoreField,

  /** slot ( array → ) Keeps the array, its length and a position in three slots from `slot`. */
  EachStart,
  /** slot target ( → item ) The next item; or jumps, with nothing pushed, after the last. */
  EachNext,

  /** constant ( value → bool ) Whether the value passes a `TypeTest`. */
  Test,

  /** constant count ( arguments… → result ) Calls a function known by name. */
  Call,
  /** count ( function arguments… → result ) Calls whatever function value is there. */
  CallIndirect,
  /** ( result → ) Ends this frame, drops what lies below, and pushes the result for the caller. */
  Return,
  /** ( → result ) The body of an LLM function: stops until the model has answered. */
  AskModel,

  /** ( value → ) Raises the value. */
  Throw,
  /** slot ( → value ) What a handler sees of the error that its `slot` keeps. */
  Caught,
  /** slot ( → ) Raises that error again, with the kind and place that it had. */
  Rethrow,
  /** ( value → ) Fails unless it is true. */
  Assert,
  /** ( → ) No arm of a match was taken. */
  Unreachable,

  /** slot constant ( → ) From here on, changes of what the slot reaches are told, by a name. */
  Watch,
  /** slot ( → ) The variable goes out of scope; nothing happens if it was not watched. */
  Unwatch,
  /** slot ( → ) The slot was assigned. */
  WatchAssigned,
  /** slot ( filter → ) A function, or one of the strings `manual` and `never`. */
  WatchOptions,
  /** slot ( → ) Tells the value now. */
  WatchNotify,
  /** constant ( → ) A header comment was reached. */
  Header,
}

/** What an operand means: how to print it, and whether it leads somewhere. */
export type Operand = "constant" | "field" | "int" | "slot" | "count" | "target";

export interface InstructionShape {
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly pops: number;
  /** Popped besides, for each unit of the `count` operand. */
  readonly popsEach?: number;
  readonly pushes: number;
  /** Pushed when it jumps; as `pushes` when it is missing. */
  readonly pushesOnJump?: number;
  /** True when the instruction behind it is not reached from here. */
  readonly ends?: true;
}

/** Read by the disassembler and by the check of stack heights; complete, or it does not compile. */
export const shapes: Readonly<Record<Op, InstructionShape>> = {
  [Op.Constant]: shape("constant", 0, 1, ["constant"]),
  [Op.Int]: shape("int", 0, 1, ["int"]),
  [Op.Null]: shape("null", 0, 1),
  [Op.True]: shape("true", 0, 1),
  [Op.False]: shape("false", 0, 1),
  [Op.Pop]: shape("pop", 1, 0),
  [Op.Dup]: shape("dup", 1, 2),
  [Op.Dup2]: shape("dup2", 2, 4),

  [Op.LoadLocal]: shape("load_local", 0, 1, ["slot"]),
  [Op.StoreLocal]: shape("store_local", 1, 0, ["slot"]),
  [Op.LoadLocals]: shape("load_locals", 0, 2, ["slot", "slot"]),
  [Op.AddToLocal]: shape("add_to_local", 0, 0, ["slot", "int"]),
  [Op.LoadGlobal]: shape("load_global", 0, 1, ["constant"]),

  [Op.Add]: shape("add", 2, 1),
  [Op.Subtract]: shape("subtract", 2, 1),
  [Op.Multiply]: shape("multiply", 2, 1),
  [Op.Divide]: shape("divide", 2, 1),
  [Op.Remainder]: shape("remainder", 2, 1),
  [Op.ShiftLeft]: shape("shift_left", 2, 1),
  [Op.ShiftRight]: shape("shift_right", 2, 1),
  [Op.BitAnd]: shape("bit_and", 2, 1),
  [Op.BitOr]: shape("bit_or", 2, 1),
  [Op.BitXor]: shape("bit_xor", 2, 1),
  [Op.Negate]: shape("negate", 1, 1),
  [Op.Not]: shape("not", 1, 1),
  [Op.ToFloat]: shape("to_float", 1, 1),

  [Op.Equal]: shape("equal", 2, 1),
  [Op.NotEqual]: shape("not_equal", 2, 1),
  [Op.Less]: shape("less", 2, 1),
  [Op.LessEqual]: shape("less_equal", 2, 1),
  [Op.Greater]: shape("greater", 2, 1),
  [Op.GreaterEqual]: shape("greater_equal", 2, 1),

  [Op.Jump]: { ...shape("jump", 0, 0, ["target"]), ends: true },
  [Op.Loop]: { ...shape("loop", 0, 0, ["target"]), ends: true },
  [Op.JumpIfFalsy]: shape("jump_if_falsy", 1, 0, ["target"]),
  [Op.JumpIfTruthy]: shape("jump_if_truthy", 1, 0, ["target"]),
  [Op.JumpUnlessLess]: shape("jump_unless_less", 2, 0, ["target"]),
  [Op.JumpUnlessLessEqual]: shape("jump_unless_less_equal", 2, 0, ["target"]),
  [Op.JumpUnlessGreater]: shape("jump_unless_greater", 2, 0, ["target"]),
  [Op.JumpUnlessGreaterEqual]: shape("jump_unless_greater_equal", 2, 0, ["target"]),
  [Op.JumpUnlessEqual]: shape("jump_unless_equal", 2, 0, ["target"]),
  [Op.JumpUnlessNotEqual]: shape("jump_unless_not_equal", 2, 0, ["target"]),

  [Op.MakeArray]: { ...shape("make_array", 0, 1, ["count"]), popsEach: 1 },
  [Op.MakeMap]: { ...shape("make_map", 0, 1, ["count"]), popsEach: 2 },
  [Op.NewInstance]: shape("new_instance", 0, 1, ["constant"]),
  [Op.InitField]: shape("init_field", 2, 1, ["field"]),
  [Op.Spread]: shape("spread", 2, 1),
  [Op.LoadIndex]: shape("load_index", 2, 1),
  [Op.StoreIndex]: shape("store_index", 3, 0),
  [Op.LoadField]: shape("load_field", 1, 1, ["field"]),
  [Op.StoreField]: shape("store_field", 2, 0, ["field"]),

  [Op.EachStart]: shape("each_start", 1, 0, ["slot"]),
  [Op.EachNext]: { ...shape("each_next", 0, 1, ["slot", "target"]), pushesOnJump: 0 },

  [Op.Test]: shape("test", 1, 1, ["constant"]),

  [Op.Call]: { ...shape("call", 0, 1, ["constant", "count"]), popsEach: 1 },
  [Op.CallIndirect]: { ...shape("call_indirect", 1, 1, ["count"]), popsEach: 1 },
  [Op.Return]: { ...shape("return", 1, 0), ends: true },
  [Op.AskModel]: shape("ask_model", 0, 1),

  [Op.Throw]: { ...shape("throw", 1, 0), ends: true },
  [Op.Caught]: shape("caught", 0, 1, ["slot"]),
  [Op.Rethrow]: { ...shape("rethrow", 0, 0, ["slot"]), ends: true },
  [Op.Assert]: shape("assert", 1, 0),
  [Op.Unreachable]: { ...shape("unreachable", 0, 0), ends: true },

  [Op.Watch]: shape("watch", 0, 0, ["slot", "constant"]),
  [Op.Unwatch]: shape("unwatch", 0, 0, ["slot"]),
  [Op.WatchAssigned]: shape("watch_assigned", 0, 0, ["slot"]),
  [Op.WatchOptions]: shape("watch_options", 1, 0, ["slot"]),
  [Op.WatchNotify]: shape("watch_notify", 0, 0, ["slot"]),
  [Op.Header]: shape("header", 0, 0, ["constant"]),
};

function shape(
  name: string,
  pops: number,
  pushes: number,
  operands: readonly Operand[] = [],
): InstructionShape {
  return { name, operands, pops, pushes };
}
