/**
 * The machine: runs bytecode until something stops it.
 *
 * One stack holds the windows of all frames; frames, program counter and stack pointer
 * live in locals of `#run` while it runs, and in the machine's fields while it does not.
 *
 * Invariant: the machine is synchronous and owns no ids, clocks or I/O. When a program
 * needs the world the machine stops, and the engine answers and calls `exec` again. So a
 * run is decided by its program and its answers alone.
 *
 * Invariant: nothing of the user's program makes the machine throw. What escapes `exec`
 * is a bug of ours.
 */
import type { CallError, OpaqueValue, Value } from "../base";
import { type Handler, Op } from "../bytecode";
import * as arithmetic from "./arithmetic";
import { compare, equal } from "./comparison";
import { toValue, toVmValue, type ValueHome } from "./convert";
import { displayBare } from "./display";
import {
  Frame,
  HAS_WATCHES,
  IS_ENTRY,
  IS_FILTER,
  IS_INITIALIZER,
  IS_TRACED,
  MAX_FRAMES,
} from "./frame";
import { UNLINKED, VmFunction } from "./function";
import type { FieldRef, GlobalRef, HeaderRef, Image } from "./image";
import { findSlot, loadIndex, notAnInstance, outOfBounds, storeIndex } from "./indexing";
import { mapKey } from "./mapKey";
import { type NativeContext, wrongKind } from "./native";
import {
  describe,
  panic,
  Raised,
  runtimeError,
  stackOverflow,
  type TraceFrame,
  typeError,
} from "./raised";
import { SpanTracker } from "./spanTracker";
import type {
  CallSite,
  ExternalRequest,
  FailedFrame,
  Notification,
  SpanNotification,
  VmState,
} from "./state";
import { TRACE_OFF, TRACE_SELECTED, TraceSelection, type VmTracePolicy } from "./tracePolicy";
import type { ValueTest } from "./typeTest";
import { kindName, type VmArray, type VmClass, VmHandle, VmInstance, type VmValue } from "./value";
import { type Watch, Watches } from "./watches";

export interface VmOptions {
  readonly trace?: VmTracePolicy;
  /** The call's collectors, in order: what `baml.trace.collectors()` gives. */
  readonly collectors?: readonly OpaqueValue[];
  /** True when someone wants to hear of header comments that are passed. */
  readonly notifiesHeaders?: boolean;
}

/** What a slot can hold: a value, or the error that a handler took. */
type Slot = VmValue | Raised;

/** A call of a builtin that is told of: its begin is told before it is made. */
interface LeafCall {
  readonly callee: VmFunction;
  readonly argc: number;
  readonly resultAt: number;
}

type Answer = { readonly value: VmValue } | { readonly raised: Raised };

/**
 * Some 20,000 instructions, counted in words of code at calls and at the ends of loops,
 * so that straight code pays nothing.
 */
const TICK_WORDS = 40_000;

const MAX_INT = Number.MAX_SAFE_INTEGER;
const MIN_INT = Number.MIN_SAFE_INTEGER;

export class Vm {
  readonly #image: Image;
  readonly #stack: Slot[] = [];
  readonly #frames: Frame[] = [];
  readonly #globals: (VmValue | undefined)[];
  /** Indices of the constants that are being computed. */
  readonly #initializing = new Set<number>();
  readonly #handles = new Map<string, VmHandle>();
  readonly #home: ValueHome;
  readonly #context: NativeContext;
  readonly #spans: SpanTracker;
  readonly #watches = new Watches();
  readonly #notifiesHeaders: boolean;

  #depth = 0;
  #sp = 0;
  #budget = TICK_WORDS;
  #done = false;

  /** What is to be told before the machine goes on. */
  #queue: VmState[] = [];
  /** Changes of watched variables that are still to be told, or to be asked a filter about. */
  #changes: Watch[] = [];
  /** The change that a running filter decides about. */
  #filtered: Watch | undefined;
  #leaf: LeafCall | undefined;
  /** Set while the world is asked. */
  #asked: ExternalRequest | undefined;
  #answer: Answer | undefined;
  #raised: Raised | undefined;

  constructor(image: Image, name: string, args: readonly Value[], options: VmOptions = {}) {
    this.#image = image;
    this.#globals = new Array(image.globalCount).fill(undefined);
    this.#spans = new SpanTracker(new TraceSelection(options.trace ?? TRACE_OFF, image));
    this.#notifiesHeaders = options.notifiesHeaders ?? false;
    this.#home = this.#valueHome();
    this.#context = this.#nativeContext(options.collectors ?? []);
    this.#begin(name, args);
  }

  /** Calls directly below the entry function that limits kept from having spans. */
  get suppressedSpans(): number {
    return this.#spans.suppressedAtEntry;
  }

  /** Runs until something stops it. Call it again to go on. */
  exec(): VmState {
    if (this.#done) throw new Error("the machine is done");
    if (this.#asked !== undefined && !this.#answer) throw new Error("the machine needs an answer");
    for (;;) {
      const state = this.#queue.shift() ?? this.#advance();
      if (!state) continue;
      if (state.tag === "complete" || state.tag === "failed") this.#done = true;
      return state;
    }
  }

  /** Answers what `await` asked for. */
  resolve(value: Value): void {
    this.#expectQuestion();
    this.#answer = { value: toVmValue(value, this.#home) };
  }

  /** Raises an error where the machine awaits. A handler sees its message, the caller all of it. */
  reject(error: CallError): void {
    const request = this.#expectQuestion();
    const op = request.kind === "llm" ? request.function : request.path;
    const asksModel = request.kind === "llm" || op === "baml.llm.call_llm_function";
    this.#answer = { raised: new Raised({ kind: "external", op, asksModel, error }) };
  }

  #expectQuestion(): ExternalRequest {
    if (this.#asked === undefined || this.#answer) throw new Error("the machine asked nothing");
    return this.#asked;
  }

  #begin(name: string, args: readonly Value[]): void {
    const fn = this.#image.functionNamed(name);
    if (fn?.body.kind !== "program") throw new Error(`no function ${name} in the program`);
    this.#link(fn);
    if (fn.arity !== args.length) throw new Error(`${name} takes ${fn.arity} arguments`);
    for (const arg of args) this.#stack[this.#sp++] = toVmValue(arg, this.#home);
    this.#pushFrame(fn, 0, 0, IS_ENTRY);
  }

  /** One step beside the queue: whatever has to be done next. */
  #advance(): VmState | undefined {
    const raised = this.#raised;
    if (raised) {
      this.#raised = undefined;
      return this.#unwind(raised);
    }
    if (this.#answer) return this.#takeAnswer(this.#answer);
    if (this.#changes.length > 0 && !this.#filtered)
      return this.#tellChange(this.#changes.shift()!);
    if (this.#leaf && this.#asked === undefined) return this.#runLeaf(this.#leaf);
    return this.#run();
  }

  #takeAnswer(answer: Answer): undefined {
    this.#answer = undefined;
    this.#asked = undefined;
    if (this.#leaf) this.#endLeaf(answer);
    else if ("raised" in answer) this.#raise(answer.raised);
    else this.#stack[this.#sp++] = answer.value;
  }

  /** Remembers where an error was raised, and unwinds once everything before it is told. */
  #raise(raised: Raised): void {
    if (raised.frames.length === 0) raised.frames = this.#liveFrames();
    this.#raised = raised;
  }

  // ---------------------------------------------------------------------------------------
  // The loop. Long because the language is: one case an instruction.

  #run(): VmState | undefined {
    const stack = this.#stack;
    const globals = this.#globals;
    const watches = this.#watches;
    const mask = this.#spans.mask;

    let depth = this.#depth;
    let frame = this.#frames[depth - 1]!;
    let code = frame.fn.code;
    let constants = frame.fn.constants;
    let pc = frame.pc;
    let base = frame.base;
    let sp = this.#sp;
    let budget = this.#budget;

    // Set by the two calling instructions, for the code behind the switch.
    let callee: VmFunction;
    let argc: number;
    let resultAt: number;

    try {
      for (;;) {
        switch (code[pc++] as Op) {
          case Op.Constant:
            stack[sp++] = constants[code[pc++]!] as VmValue;
            continue;
          case Op.Int:
            stack[sp++] = code[pc++]!;
            continue;
          case Op.Null:
            stack[sp++] = null;
            continue;
          case Op.True:
            stack[sp++] = true;
            continue;
          case Op.False:
            stack[sp++] = false;
            continue;
          case Op.Pop:
            sp--;
            continue;
          case Op.Dup:
            stack[sp] = stack[sp - 1]!;
            sp++;
            continue;
          case Op.Dup2:
            stack[sp] = stack[sp - 2]!;
            stack[sp + 1] = stack[sp - 1]!;
            sp += 2;
            continue;

          case Op.LoadLocal:
            stack[sp++] = stack[base + code[pc++]!]!;
            continue;
          case Op.StoreLocal:
            stack[base + code[pc++]!] = stack[--sp]!;
            continue;
          case Op.LoadLocals:
            stack[sp] = stack[base + code[pc]!]!;
            stack[sp + 1] = stack[base + code[pc + 1]!]!;
            sp += 2;
            pc += 2;
            continue;
          case Op.AddToLocal: {
            const at = base + code[pc]!;
            const by = code[pc + 1]!;
            pc += 2;
            const value = stack[at] as VmValue;
            if (typeof value === "number") {
              const sum = value + by;
              if (sum <= MAX_INT && sum >= MIN_INT) {
                stack[at] = sum;
                continue;
              }
            }
            stack[at] = arithmetic.add(value, by);
            continue;
          }
          case Op.LoadGlobal: {
            const ref = constants[code[pc++]!] as GlobalRef;
            const value = globals[ref.index];
            if (value !== undefined) {
              stack[sp++] = value;
              continue;
            }
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            this.#startInitializer(ref);
            return undefined;
          }

          case Op.Add: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            if (typeof left === "number" && typeof right === "number") {
              const sum = left + right;
              if (sum <= MAX_INT && sum >= MIN_INT) {
                stack[sp - 1] = sum;
                continue;
              }
            }
            stack[sp - 1] = arithmetic.add(left, right);
            continue;
          }
          case Op.Subtract: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            if (typeof left === "number" && typeof right === "number") {
              const difference = left - right;
              if (difference <= MAX_INT && difference >= MIN_INT) {
                stack[sp - 1] = difference;
                continue;
              }
            }
            stack[sp - 1] = arithmetic.subtract(left, right);
            continue;
          }
          case Op.Multiply: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            if (typeof left === "number" && typeof right === "number") {
              const product = left * right;
              if (product <= MAX_INT && product >= MIN_INT) {
                // Adding zero turns −0 into 0, which is the only zero that ints have.
                stack[sp - 1] = product + 0;
                continue;
              }
            }
            stack[sp - 1] = arithmetic.multiply(left, right);
            continue;
          }
          case Op.Divide: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            if (typeof left === "number" && typeof right === "number" && right !== 0) {
              stack[sp - 1] = Math.trunc(left / right) + 0;
            } else {
              stack[sp - 1] = arithmetic.divide(left, right);
            }
            continue;
          }
          case Op.Remainder: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            if (typeof left === "number" && typeof right === "number" && right !== 0) {
              stack[sp - 1] = (left % right) + 0;
            } else {
              stack[sp - 1] = arithmetic.remainder(left, right);
            }
            continue;
          }
          case Op.ShiftLeft: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = arithmetic.shiftLeft(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.ShiftRight: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = arithmetic.shiftRight(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.BitAnd: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = arithmetic.bitAnd(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.BitOr: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = arithmetic.bitOr(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.BitXor: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = arithmetic.bitXor(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.Negate:
            stack[sp - 1] = arithmetic.negate(stack[sp - 1] as VmValue);
            continue;
          case Op.Not: {
            const value = stack[sp - 1];
            stack[sp - 1] = value === false || value === null;
            continue;
          }
          case Op.ToFloat:
            stack[sp - 1] = arithmetic.toFloat(stack[sp - 1] as VmValue);
            continue;

          case Op.Equal: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = equal(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.NotEqual: {
            const right = stack[--sp] as VmValue;
            stack[sp - 1] = !equal(stack[sp - 1] as VmValue, right);
            continue;
          }
          case Op.Less: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            stack[sp - 1] =
              typeof left === "number" && typeof right === "number"
                ? left < right
                : compare(left, right, "<") < 0;
            continue;
          }
          case Op.LessEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            stack[sp - 1] =
              typeof left === "number" && typeof right === "number"
                ? left <= right
                : compare(left, right, "<=") <= 0;
            continue;
          }
          case Op.Greater: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            stack[sp - 1] =
              typeof left === "number" && typeof right === "number"
                ? left > right
                : compare(left, right, ">") > 0;
            continue;
          }
          case Op.GreaterEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[sp - 1] as VmValue;
            stack[sp - 1] =
              typeof left === "number" && typeof right === "number"
                ? left >= right
                : compare(left, right, ">=") >= 0;
            continue;
          }

          case Op.Jump:
            pc = code[pc]!;
            continue;
          case Op.Loop: {
            const target = code[pc]!;
            budget -= pc - target;
            pc = target;
            if (budget > 0) continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = TICK_WORDS;
            return { tag: "tick" };
          }
          case Op.JumpIfFalsy: {
            const value = stack[--sp];
            pc = value === false || value === null ? code[pc]! : pc + 1;
            continue;
          }
          case Op.JumpIfTruthy: {
            const value = stack[--sp];
            pc = value === false || value === null ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessLess: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left < right
                : compare(left, right, "<") < 0;
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessLessEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left <= right
                : compare(left, right, "<=") <= 0;
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessGreater: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left > right
                : compare(left, right, ">") > 0;
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessGreaterEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left >= right
                : compare(left, right, ">=") >= 0;
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left === right
                : equal(left, right);
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }
          case Op.JumpUnlessNotEqual: {
            const right = stack[--sp] as VmValue;
            const left = stack[--sp] as VmValue;
            const holds =
              typeof left === "number" && typeof right === "number"
                ? left !== right
                : !equal(left, right);
            pc = holds ? pc + 1 : code[pc]!;
            continue;
          }

          case Op.MakeArray: {
            const count = code[pc++]!;
            sp -= count;
            stack[sp] = stack.slice(sp, sp + count) as VmArray;
            sp++;
            continue;
          }
          case Op.MakeMap: {
            const count = code[pc++]!;
            sp -= 2 * count;
            const map = new Map<string, VmValue>();
            for (let at = sp; at < sp + 2 * count; at += 2) {
              map.set(mapKey(stack[at] as VmValue), stack[at + 1] as VmValue);
            }
            stack[sp++] = map;
            continue;
          }
          case Op.NewInstance: {
            const cls = constants[code[pc++]!] as VmClass;
            stack[sp++] = new VmInstance(cls, cls.blank.slice());
            continue;
          }
          case Op.InitField: {
            const ref = constants[code[pc++]!] as FieldRef;
            const value = stack[--sp] as VmValue;
            const instance = stack[sp - 1] as VmInstance;
            const slot = instance.cls === ref.cls ? ref.slot : findSlot(instance, ref);
            instance.fields[slot] = value;
            continue;
          }
          case Op.Spread: {
            const source = stack[--sp] as VmValue;
            spread(stack[sp - 1] as VmInstance, source);
            continue;
          }
          case Op.LoadIndex: {
            const index = stack[--sp] as VmValue;
            const target = stack[sp - 1] as VmValue;
            if (
              Array.isArray(target) &&
              typeof index === "number" &&
              index >= 0 &&
              index < target.length
            ) {
              stack[sp - 1] = target[index]!;
            } else {
              stack[sp - 1] = loadIndex(target, index);
            }
            continue;
          }
          case Op.StoreIndex: {
            const value = stack[--sp] as VmValue;
            const index = stack[--sp] as VmValue;
            const target = stack[--sp] as VmValue;
            if (
              Array.isArray(target) &&
              typeof index === "number" &&
              index >= 0 &&
              index < target.length
            ) {
              target[index] = value;
            } else {
              storeIndex(target, index, value);
            }
            if (watches.isEmpty || !this.#noteWrite(target)) continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return undefined;
          }
          case Op.LoadField: {
            const ref = constants[code[pc++]!] as FieldRef;
            const instance = stack[sp - 1] as VmValue;
            if (!(instance instanceof VmInstance)) throw notAnInstance(instance);
            const slot = instance.cls === ref.cls ? ref.slot : findSlot(instance, ref);
            stack[sp - 1] = instance.fields[slot]!;
            continue;
          }
          case Op.StoreField: {
            const ref = constants[code[pc++]!] as FieldRef;
            const value = stack[--sp] as VmValue;
            const instance = stack[--sp] as VmValue;
            if (!(instance instanceof VmInstance)) throw notAnInstance(instance);
            const slot = instance.cls === ref.cls ? ref.slot : findSlot(instance, ref);
            instance.fields[slot] = value;
            if (watches.isEmpty || !this.#noteWrite(instance)) continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return undefined;
          }

          case Op.EachStart: {
            const at = base + code[pc++]!;
            const items = stack[--sp] as VmValue;
            if (!Array.isArray(items)) throw wrongKind("array", items);
            stack[at] = items;
            stack[at + 1] = items.length;
            stack[at + 2] = 0;
            continue;
          }
          case Op.EachNext: {
            const at = base + code[pc]!;
            const index = stack[at + 2] as number;
            if (index >= (stack[at + 1] as number)) {
              pc = code[pc + 1]!;
              continue;
            }
            const items = stack[at] as VmArray;
            if (index >= items.length) throw outOfBounds(index, items.length);
            stack[sp++] = items[index]!;
            stack[at + 2] = index + 1;
            pc += 2;
            continue;
          }

          case Op.Test:
            stack[sp - 1] = (constants[code[pc++]!] as ValueTest)(stack[sp - 1] as VmValue);
            continue;

          case Op.Call:
            callee = constants[code[pc]!] as VmFunction;
            argc = code[pc + 1]!;
            resultAt = sp - argc;
            pc += 2;
            break;
          case Op.CallIndirect: {
            argc = code[pc++]!;
            resultAt = sp - argc - 1;
            const value = stack[resultAt] as VmValue;
            if (!(value instanceof VmFunction)) throw wrongKind("function", value);
            callee = value;
            break;
          }
          case Op.Return: {
            const result = stack[sp - 1] as VmValue;
            if (frame.flags !== 0) {
              this.#budget = budget;
              return this.#returnSpecially(frame, result);
            }
            sp = frame.resultAt;
            stack[sp++] = result;
            frame = this.#frames[--depth - 1]!;
            this.#depth = depth;
            code = frame.fn.code;
            constants = frame.fn.constants;
            pc = frame.pc;
            base = frame.base;
            continue;
          }
          case Op.AskModel:
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return this.#askModel(frame);

          case Op.Throw:
            throw new Raised({ kind: "throw", value: stack[--sp] as VmValue });
          case Op.Caught:
            stack[sp++] = (stack[base + code[pc++]!] as Raised).visible;
            continue;
          case Op.Rethrow:
            throw stack[base + code[pc++]!] as Raised;
          case Op.Assert: {
            const value = stack[--sp] as VmValue;
            if (value === true) continue;
            if (value === false) throw panic("assertion failed");
            throw typeError(`type error: expected bool, got ${kindName(value)}`);
          }
          case Op.Unreachable:
            throw panic("unreachable code executed");

          case Op.Watch: {
            const at = base + code[pc]!;
            const name = constants[code[pc + 1]!] as string;
            pc += 2;
            watches.start({ name, owner: frame.fn, at, depth: depth - 1 }, stack[at] as VmValue);
            frame.flags |= HAS_WATCHES;
            continue;
          }
          case Op.Unwatch:
            watches.stop(base + code[pc++]!);
            continue;
          case Op.WatchAssigned: {
            const watch = watches.at(base + code[pc++]!);
            if (!watch || !this.#noteAssignment(watch)) continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return undefined;
          }
          case Op.WatchOptions: {
            const watch = watches.at(base + code[pc++]!);
            const filter = stack[--sp] as VmValue;
            if (watch) watches.setFilter(watch, filter);
            continue;
          }
          case Op.WatchNotify: {
            const watch = watches.at(base + code[pc++]!);
            if (!watch || watch.filter === "never") continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return this.#told(watch);
          }
          case Op.Header: {
            const { title, level } = constants[code[pc++]!] as HeaderRef;
            if (!this.#notifiesHeaders) continue;
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            return notify({ kind: "header", title, level, function: frame.fn.name });
          }

          default:
            throw new Error(`no instruction ${code[pc - 1]}: the compiler emitted bad code`);
        }

        // A call. Functions that were never called have no arity yet, so that linking them
        // costs the calls of others nothing.
        if (callee.arity !== argc) {
          this.#link(callee);
          if (callee.arity !== argc) throw wrongArgumentCount(callee, argc);
        }
        if (!callee.isCode) {
          const { native } = callee;
          const traced = mask !== 0 && ((callee.bits | TRACE_SELECTED) & mask) !== 0;
          if (native === undefined || traced) {
            frame.pc = pc;
            this.#sp = sp;
            this.#budget = budget;
            const leaf = { callee, argc, resultAt };
            if (traced && this.#entersLeaf(leaf, frame)) return undefined;
            if (native === undefined) return this.#ask(leaf);
          }
          const at = sp - argc;
          const target = stack[at] as VmValue;
          const result = native.run(
            this.#context,
            target,
            stack[at + 1] as VmValue,
            stack[at + 2] as VmValue,
          );
          const wrote = native.mutates && !watches.isEmpty;
          sp = resultAt;
          stack[sp++] = result;
          if (!wrote || !this.#noteWrite(target)) continue;
          frame.pc = pc;
          this.#sp = sp;
          this.#budget = budget;
          return undefined;
        }
        if (depth === MAX_FRAMES) throw stackOverflow();
        frame.pc = pc;
        base = sp - argc;
        frame = this.#frames[depth] ?? this.#newFrame(callee);
        depth++;
        this.#depth = depth;
        frame.fn = callee;
        frame.base = base;
        frame.resultAt = resultAt;
        frame.flags = 0;
        if (callee.floatParams !== undefined) widen(stack, base, callee.floatParams);
        code = callee.code;
        constants = callee.constants;
        pc = 0;
        sp = base + callee.slotCount;
        if (base + callee.frameSize > stack.length) this.#grow(base + callee.frameSize);
        budget -= callee.cost;
        if (
          mask !== 0 &&
          ((callee.bits | TRACE_SELECTED) & mask) !== 0 &&
          this.#entersFrame(frame)
        ) {
          frame.pc = 0;
          this.#sp = sp;
          this.#budget = budget;
          return undefined;
        }
        if (budget > 0) continue;
        frame.pc = 0;
        this.#sp = sp;
        this.#budget = TICK_WORDS;
        return { tag: "tick" };
      }
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      frame.pc = pc;
      this.#sp = sp;
      this.#budget = budget;
      this.#raise(error);
      return undefined;
    }
  }

  // ---------------------------------------------------------------------------------------
  // Frames

  #link(fn: VmFunction): void {
    if (fn.arity === UNLINKED) this.#image.link(fn);
  }

  /** A call that no instruction makes. Its arguments are on the stack already, from `base`. */
  #pushFrame(fn: VmFunction, base: number, resultAt: number, flags: number): Frame {
    const frame = this.#frames[this.#depth++] ?? this.#newFrame(fn);
    frame.fn = fn;
    frame.base = base;
    frame.resultAt = resultAt;
    frame.flags = flags;
    frame.pc = 0;
    if (fn.floatParams !== undefined) widen(this.#stack, base, fn.floatParams);
    this.#sp = base + fn.slotCount;
    if (base + fn.frameSize > this.#stack.length) this.#grow(base + fn.frameSize);
    return frame;
  }

  #newFrame(fn: VmFunction): Frame {
    const frame = new Frame(fn);
    this.#frames.push(frame);
    return frame;
  }

  /** The stack has no holes: V8 would look for a value in them elsewhere. */
  #grow(needed: number): void {
    const length = Math.max(needed, 2 * this.#stack.length, FIRST_STACK);
    while (this.#stack.length < length) this.#stack.push(null);
  }

  /** The end of a frame that has more to see to than handing over its result. */
  #returnSpecially(frame: Frame, result: VmValue): VmState | undefined {
    const { flags } = frame;
    if ((flags & HAS_WATCHES) !== 0) this.#watches.stopFrom(this.#depth - 1);
    if ((flags & IS_ENTRY) !== 0) return { tag: "complete", value: result };
    this.#depth--;
    this.#sp = frame.resultAt;
    if ((flags & IS_TRACED) !== 0) this.#tellSpan(this.#spans.exit({ ok: result }));
    if ((flags & IS_FILTER) !== 0) {
      this.#endFilter(result);
      return undefined;
    }
    if ((flags & IS_INITIALIZER) !== 0) this.#setGlobal(frame.globalIndex, result);
    this.#stack[this.#sp++] = result;
    return undefined;
  }

  // ---------------------------------------------------------------------------------------
  // Top-level constants

  #startInitializer({ index, initializer }: GlobalRef): void {
    if (this.#initializing.has(index)) {
      this.#raise(runtimeError(`constant \`${initializer.name}\` depends on itself`));
    } else if (this.#depth === MAX_FRAMES) {
      this.#raise(stackOverflow());
    } else {
      this.#link(initializer);
      this.#initializing.add(index);
      this.#pushFrame(initializer, this.#sp, this.#sp, IS_INITIALIZER).globalIndex = index;
    }
  }

  #setGlobal(index: number, value: VmValue): void {
    this.#globals[index] = value;
    this.#initializing.delete(index);
  }

  // ---------------------------------------------------------------------------------------
  // Builtins that the world answers, LLM functions, and builtins that are traced

  #ask({ callee, argc, resultAt }: LeafCall): VmState {
    if (callee.body.kind !== "sysop") throw new Error(`${callee.name} is not for the world`);
    const args = this.#argumentsAt(this.#sp - argc, argc).map((arg) => toValue(arg));
    this.#sp = resultAt;
    return this.#await({ kind: "sysop", path: callee.body.path, args });
  }

  #askModel({ fn, base }: Frame): VmState {
    const args = this.#argumentsAt(base, fn.arity).map((arg) => toValue(arg));
    return this.#await({ kind: "llm", function: fn.name, args });
  }

  #await(request: ExternalRequest): VmState {
    this.#asked = request;
    return { tag: "await", request };
  }

  #argumentsAt(base: number, count: number): VmValue[] {
    return this.#stack.slice(base, base + count) as VmValue[];
  }

  #runLeaf(leaf: LeafCall): VmState | undefined {
    const { native } = leaf.callee;
    if (native === undefined) return this.#ask(leaf);
    const at = this.#sp - leaf.argc;
    const [first, second, third] = this.#argumentsAt(at, 3) as [VmValue, VmValue, VmValue];
    try {
      this.#endLeaf({ value: native.run(this.#context, first, second, third) });
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      this.#endLeaf({ raised: error });
    }
    if (native.mutates && !this.#watches.isEmpty) this.#noteWrite(first);
    return undefined;
  }

  #endLeaf(answer: Answer): void {
    const { resultAt } = this.#leaf!;
    this.#leaf = undefined;
    this.#sp = resultAt;
    if ("raised" in answer) {
      this.#raise(answer.raised);
      this.#tellSpan(this.#spans.exit({ thrown: this.#describe(answer.raised) }));
    } else {
      this.#stack[this.#sp++] = answer.value;
      this.#tellSpan(this.#spans.exit({ ok: answer.value }));
    }
  }

  // ---------------------------------------------------------------------------------------
  // Spans

  #tellSpan(span: SpanNotification): void {
    this.#queue.push({ tag: "spanNotify", span });
  }

  /** True when the call that just got its frame is to be told. */
  #entersFrame(frame: Frame): boolean {
    const depth = this.#depth - 1;
    const { fn, base } = frame;
    const site = this.#siteOf(this.#frames[depth - 1]!, base === frame.resultAt);
    const span = this.#spans.enter({ fn, site, depth }, () => this.#argumentsAt(base, fn.arity));
    if (!span) return false;
    frame.flags |= IS_TRACED;
    this.#tellSpan(span);
    return true;
  }

  #entersLeaf(leaf: LeafCall, caller: Frame): boolean {
    const { callee: fn, argc, resultAt } = leaf;
    const base = this.#sp - argc;
    const call = { fn, site: this.#siteOf(caller, base === resultAt), depth: this.#depth };
    const span = this.#spans.enter(call, () => this.#argumentsAt(base, argc));
    if (!span) return false;
    this.#leaf = leaf;
    this.#tellSpan(span);
    return true;
  }

  /** The calling instruction, which the caller's program counter is just behind. */
  #siteOf(caller: Frame, isDirect: boolean): CallSite {
    return { fn: caller.fn, pc: caller.pc - (isDirect ? CALL_WORDS : CALL_INDIRECT_WORDS) };
  }

  // ---------------------------------------------------------------------------------------
  // Watched variables

  /** True when a write to something that watched variables reach is to be told. */
  #noteWrite(target: VmValue): boolean {
    if (this.#filtered || typeof target !== "object" || target === null) return false;
    const changed = this.#watches.changedBy(target, this.#stack);
    this.#changes.push(...changed);
    return changed.length > 0;
  }

  #noteAssignment(watch: Watch): boolean {
    if (this.#filtered) return false;
    if (!this.#watches.changedByAssignment(watch, this.#valueOf(watch))) return false;
    this.#changes.push(watch);
    return true;
  }

  #valueOf(watch: Watch): VmValue {
    return this.#stack[watch.at] as VmValue;
  }

  #told(watch: Watch): VmState {
    const { name, owner } = watch;
    return notify({ kind: "watch", name, function: owner.name, value: this.#valueOf(watch) });
  }

  /** Tells a change, or asks the variable's filter whether to. */
  #tellChange(watch: Watch): VmState | undefined {
    const { filter } = watch;
    if (!(filter instanceof VmFunction)) return this.#told(watch);
    this.#link(filter);
    if (filter.arity !== 1) this.#raise(wrongArgumentCount(filter, 1));
    else if (!filter.isCode) this.#raise(typeError(`type error: ${filter.name} is no filter`));
    else if (this.#depth === MAX_FRAMES) this.#raise(stackOverflow());
    else this.#runFilter(watch, filter);
    return undefined;
  }

  #runFilter(watch: Watch, filter: VmFunction): void {
    const base = this.#sp;
    const value = this.#valueOf(watch);
    this.#stack[base] = value;
    const frame = this.#pushFrame(filter, base, base, IS_FILTER);
    this.#filtered = watch;
    const call = { fn: filter, site: null, depth: this.#depth - 1 };
    const span = this.#spans.enter(call, () => [value]);
    if (!span) return;
    frame.flags |= IS_TRACED;
    this.#tellSpan(span);
  }

  #endFilter(result: VmValue): void {
    const watch = this.#filtered;
    this.#filtered = undefined;
    if (watch && result !== false && result !== null) this.#queue.push(this.#told(watch));
  }

  // ---------------------------------------------------------------------------------------
  // Errors

  /** Goes to the innermost handler of any frame; without one, the run has failed. */
  #unwind(raised: Raised): VmState | undefined {
    for (let depth = this.#depth; depth > 0; depth--) {
      const frame = this.#frames[depth - 1]!;
      const handler = handlerOf(frame);
      if (!handler) continue;
      this.#dropFrames(depth, raised);
      this.#stack[frame.base + handler.slot] = raised;
      this.#sp = frame.base + frame.fn.slotCount + handler.height;
      frame.pc = handler.handler;
      return undefined;
    }
    return this.#fail(raised);
  }

  /** Ends the frames from `depth` on. Their spans end before the handler's first instruction. */
  #dropFrames(depth: number, raised: Raised): void {
    for (let dropped = depth; dropped < this.#depth; dropped++) {
      const { flags, globalIndex } = this.#frames[dropped]!;
      if ((flags & IS_INITIALIZER) !== 0) this.#initializing.delete(globalIndex);
      if ((flags & IS_FILTER) !== 0) this.#filtered = undefined;
    }
    this.#depth = depth;
    this.#watches.stopFrom(depth);
    this.#changes = this.#changes.filter((watch) => watch.depth < depth);
    if (!this.#spans.hasOpenFrom(depth)) return;
    const thrown = this.#describe(raised);
    while (this.#spans.hasOpenFrom(depth)) this.#tellSpan(this.#spans.exit({ thrown }));
  }

  #fail(raised: Raised): VmState {
    const frames = raised.frames.map((frame) => this.#describeFrame(frame));
    return { tag: "failed", error: this.#describe(raised), frames };
  }

  #describe(raised: Raised): CallError {
    const stack = raised.frames.map((frame) => stackLine(this.#describeFrame(frame)));
    return describe(raised, stack.join("\n"), (value) => ({
      text: thrownText(value),
      copy: toValue(value),
    }));
  }

  #describeFrame({ fn, pc }: TraceFrame): FailedFrame {
    return { function: fn.name, place: this.#image.siteSpan({ fn, pc }) };
  }

  #liveFrames(): TraceFrame[] {
    return this.#frames.slice(0, this.#depth).map(({ fn, pc }) => ({ fn, pc: pc - 1 }));
  }

  // ---------------------------------------------------------------------------------------
  // What natives and conversions may know

  #nativeContext(collectors: readonly OpaqueValue[]): NativeContext {
    const freeFrames = (): number => MAX_FRAMES - this.#depth;
    return {
      get freeFrames() {
        return freeFrames();
      },
      collectors: collectors.map((collector) => this.#handle(collector)),
    };
  }

  #valueHome(): ValueHome {
    return {
      classFor: (name, fields) => this.#image.classFor(name, fields),
      variant: (enumName, name) => this.#image.variant(enumName, name),
      opaque: (value) => this.#image.functionOf(value) ?? this.#handle(value),
    };
  }

  /** One object a handle, so that a value which left and came back equals itself. */
  #handle({ what, label, id }: OpaqueValue): VmHandle {
    const key = `${what} ${id}`;
    const known = id === undefined ? undefined : this.#handles.get(key);
    if (known) return known;
    const made = new VmHandle(what, label, id);
    if (id !== undefined) this.#handles.set(key, made);
    return made;
  }
}

const FIRST_STACK = 256;
const CALL_WORDS = 3;
const CALL_INDIRECT_WORDS = 2;

function notify(notification: Notification): VmState {
  return { tag: "notify", notification };
}

function widen(stack: Slot[], base: number, params: readonly number[]): void {
  for (const param of params) {
    stack[base + param] = arithmetic.toFloat(stack[base + param] as VmValue);
  }
}

function spread(target: VmInstance, source: VmValue): void {
  if (!(source instanceof VmInstance)) throw notAnInstance(source);
  if (source.cls.declared !== target.cls.declared) {
    throw typeError(`type error: expected ${target.cls.name}, got ${source.cls.name}`);
  }
  // Fields that were added at run time come behind those of the class, and are left out.
  for (let slot = 0; slot < target.fields.length; slot++)
    target.fields[slot] = source.fields[slot]!;
}

function handlerOf({ fn, pc }: Frame): Handler | undefined {
  return fn.handlers.find(({ start, end }) => start < pc && pc <= end);
}

function wrongArgumentCount(fn: VmFunction, count: number): Raised {
  return typeError(`wrong argument count: ${fn.name} takes ${fn.arity}, got ${count}`);
}

/** A thrown value that holds itself has no display. */
function thrownText(value: VmValue): string {
  try {
    return displayBare(value, MAX_FRAMES);
  } catch (error) {
    if (error instanceof Raised) return `<${kindName(value)}>`;
    throw error;
  }
}

function stackLine({ function: name, place }: FailedFrame): string {
  return place ? `${name} (${place.uri}:${place.range[0] + 1})` : name;
}
