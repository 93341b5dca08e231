/**
 * Reads the arguments of filters, tests, functions and methods into what they need.
 *
 * Invariant: the only place where a missing, superfluous or unfit argument is reported.
 */
import { DictObject, pairsOf } from "./collections";
import { invalidOperation, missingArgument, tooManyArguments } from "./failure";
import { displayText } from "./print";
import { isFloat, kindName, type TemplateValue } from "./value";

export type Arguments = readonly TemplateValue[];

/** Makes one argument of what was given; `given` is false when nothing was. */
export type Reader<T> = (value: TemplateValue, given: boolean) => T;

/** Reads positional arguments, one reader each. Keyword arguments count as one more. */
export function readArguments<T extends readonly unknown[]>(
  args: Arguments,
  ...readers: { readonly [K in keyof T]: Reader<T[K]> }
): T {
  const values = readers.map((read, index) => read(args[index], index < args.length));
  if (args.length > readers.length) throw tooManyArguments();
  return values as unknown as T;
}

/** Parts positional from keyword arguments. */
export function splitArguments(args: Arguments): {
  readonly positional: Arguments;
  readonly named: NamedArguments;
} {
  const last = args.at(-1);
  const isNamed = last instanceof DictObject && last.isKeywordArguments;
  return {
    positional: isNamed ? args.slice(0, -1) : args,
    named: new NamedArguments(isNamed ? pairsOf(last) : []),
  };
}

/** Keyword arguments, and which of them were asked for. */
export class NamedArguments {
  readonly #values: ReadonlyMap<string, TemplateValue>;
  readonly #used = new Set<string>();

  constructor(entries: readonly (readonly [TemplateValue, TemplateValue])[]) {
    this.#values = new Map(entries.map(([name, value]) => [displayText(name), value]));
  }

  get entries(): Iterable<readonly [string, TemplateValue]> {
    return this.#values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  read<T>(name: string, reader: Reader<T>): T {
    this.#used.add(name);
    return reader(this.#values.get(name), this.#values.has(name));
  }

  expectAllUsed(): void {
    for (const name of this.#values.keys()) {
      if (!this.#used.has(name)) throw tooManyArguments(`unknown keyword argument '${name}'`);
    }
  }
}

export const value: Reader<TemplateValue> = (given, isGiven) => {
  if (!isGiven) throw missingArgument();
  return given;
};

/** Any value, in the form in which it joins text. */
export const text: Reader<string> = (given, isGiven) => displayText(value(given, isGiven));

/** A text and nothing else. */
export const string: Reader<string> = (given, isGiven) => {
  const string = value(given, isGiven);
  if (typeof string !== "string") throw invalidOperation("value is not a string");
  return string;
};

export const boolean: Reader<boolean> = (given, isGiven) => {
  const boolean = value(given, isGiven);
  if (typeof boolean !== "boolean") throw unfit(boolean, "bool");
  return boolean;
};

/** A whole number; `type` is its name in messages. */
export function integer(type: string, smallest = Number.NEGATIVE_INFINITY): Reader<number> {
  return (given, isGiven) => {
    const read = value(given, isGiven);
    const whole = isFloat(read) ? read.value : typeof read === "boolean" ? Number(read) : read;
    const isFit = typeof whole === "number" && Number.isInteger(whole) && whole >= smallest;
    if (!isFit) throw unfit(read, type);
    return whole;
  };
}

/** A count or a width. */
export const size = integer("usize", 0);

/** None and undefined are as good as nothing. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (given, isGiven) =>
    given === undefined || given === null ? undefined : reader(given, isGiven);
}

function unfit(given: TemplateValue, type: string): Error {
  return invalidOperation(`cannot convert ${kindName(given)} to ${type}`);
}
