/**
 * The state of compiling one body: the code so far, where its locals live, and the loops
 * and watched variables around the place that is being compiled. Every function of the
 * compiler that writes code takes it first.
 *
 * Invariant: the body has no errors of its own that forbid to run it.
 */
import type { TextRange } from "../base";
import { Op } from "../bytecode";
import type { CheckedItem, Environment, Local, Meaning, SyntaxNode, Token } from "../language";
import { CodeBuilder, type Label } from "./codeBuilder";

export interface Loop {
  readonly breakTo: Label;
  readonly continueTo: Label;
  /** The height of the stack at both. */
  readonly height: number;
  /** How many watched variables there were before it. */
  readonly watchedBefore: number;
}

export class Body {
  readonly code = new CodeBuilder();
  readonly checked: CheckedItem;
  readonly environment: Environment;
  readonly #slots = new Map<Local, number>();
  /** Slots of the watched variables in scope, the innermost last. */
  readonly #watched: number[] = [];
  /** Every slot that was ever watched, in the order of the text. */
  readonly #everWatched: number[] = [];
  readonly #loops: Loop[] = [];

  constructor(checked: CheckedItem, environment: Environment) {
    this.checked = checked;
    this.environment = environment;
  }

  meaningOf(word: Token | undefined): Meaning {
    const meaning = word && this.checked.meaningOf(word);
    if (!meaning) throw new BuiltOnError(`the word ${word?.text ?? "that is missing"}`);
    return meaning;
  }

  declare(local: Local): number {
    const slot = this.code.addSlot(local.name);
    this.#slots.set(local, slot);
    return slot;
  }

  slotOf(local: Local): number {
    const slot = this.#slots.get(local);
    if (slot === undefined) throw new Error(`the variable ${local.name} has no slot`);
    return slot;
  }

  /** A slot that no user can name. */
  temporary(name: string): number {
    return this.code.addSlot(`$${name}`);
  }

  // ---------------------------------------------------------------------------------------
  // Watched variables

  watch(slot: number, name: string): void {
    this.code.emit(Op.Watch, slot, this.code.constant({ kind: "value", value: name }));
    this.#watched.push(slot);
    this.#everWatched.push(slot);
  }

  /** Compiles what has a scope of its own: variables that it watches end with it. */
  inScope(action: () => void): void {
    const before = this.#watched.length;
    action();
    this.#unwatchFrom(before);
    this.#watched.length = before;
  }

  /** Compiles something, and answers the variables that were watched in it. */
  collectWatched(action: () => void): readonly number[] {
    const before = this.#everWatched.length;
    action();
    return this.#everWatched.slice(before);
  }

  #unwatchFrom(index: number): void {
    for (const slot of this.#watched.slice(index)) this.code.emit(Op.Unwatch, slot);
  }

  // ---------------------------------------------------------------------------------------
  // Loops

  inLoop(labels: Pick<Loop, "breakTo" | "continueTo">, action: () => void): void {
    this.#loops.push({
      ...labels,
      height: this.code.height,
      watchedBefore: this.#watched.length,
    });
    action();
    this.#loops.pop();
  }

  /** Leaves the innermost loop, or its turn: from inside an expression, its operands are dropped. */
  leaveLoop(how: "breakTo" | "continueTo"): void {
    const loop = this.#loops.at(-1);
    if (!loop) throw new Error("there is no loop to leave");
    const height = this.code.height;
    while (this.code.height > loop.height) this.code.emit(Op.Pop);
    this.#unwatchFrom(loop.watchedBefore);
    this.code.jump(Op.Jump, loop[how]);
    this.code.assumeHeight(height);
  }
}

/** The whole of a node, for the place of its instructions. */
export function placeOf(node: SyntaxNode): TextRange {
  return node.range;
}

export function expectView<T>(view: T | undefined, what: string): T {
  if (view === undefined) throw new BuiltOnError(`the ${what}`);
  return view;
}

/**
 * Ends the compilation of a body about which the checker does not know enough. It has no
 * errors of its own: it builds on something else that has. Whoever would run it reaches
 * that error, and is told of it.
 */
export class BuiltOnError extends Error {
  constructor(what: string) {
    super(`nothing is known of ${what}`);
  }
}
