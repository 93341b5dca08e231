/**
 * `"{:>8.2f} {name}".format(…)`: Python's format strings.
 *
 * A field is `{`, perhaps an argument's name or number with a path, perhaps `:` and a
 * spec, `}`. Numbered and unnumbered fields do not go together.
 */
import { getItem } from "./access";
import { type Arguments, type NamedArguments, splitArguments } from "./arguments";
import { invalidOperation, TemplateFailure } from "./failure";
import { formatWithSpec, parseSpec } from "./formatSpec";
import type { TemplateValue } from "./value";

export function formatText(text: string, args: Arguments): string {
  const { positional, named } = splitArguments(args);
  return new Formatter(text, positional, named).run();
}

class Formatter {
  readonly #text: string;
  readonly #positional: Arguments;
  readonly #named: NamedArguments;
  #at = 0;
  #nextIndex = 0;
  #numbering: "automatic" | "manual" | undefined;

  constructor(text: string, positional: Arguments, named: NamedArguments) {
    this.#text = text;
    this.#positional = positional;
    this.#named = named;
  }

  run(): string {
    let result = "";
    while (this.#at < this.#text.length) {
      const literal = /(?:[^{}]|\{\{|\}\})*/y;
      literal.lastIndex = this.#at;
      const [plain] = literal.exec(this.#text)!;
      result += plain.replace(/\{\{|\}\}/g, (pair) => pair[0]!);
      this.#at += plain.length;
      if (this.#text[this.#at] === "}") throw this.#strayBrace();
      if (this.#text[this.#at] === "{") result += this.#field();
    }
    return result;
  }

  #strayBrace(): Error {
    const where = `in format string at offset ${this.#at}`;
    return invalidOperation(`invalid single '}' ${where}; use escape sequence '}}'`);
  }

  #field(): string {
    const start = this.#at;
    const [head, name = "", path = ""] = this.#match(
      /\{(\d+|[A-Za-z_]\w*)?((?:\.[A-Za-z_]\w*|\[[^\]]*\])*)/y,
    );
    this.#at += head!.length;
    this.#expectPathEnd();
    const hasSpec = this.#text[this.#at] === ":";
    const { spec, end } = hasSpec
      ? parseSpec(this.#text, this.#at + 1)
      : { spec: undefined, end: this.#at };
    this.#at = end;
    this.#expectClosed(start);
    const value = this.#argument(name, path, start);
    return formatWithSpec(value, spec);
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)!;
  }

  #expectPathEnd(): void {
    const at = this.#at + 1;
    if (this.#text[this.#at] === ".") {
      throw invalidOperation(`missing attribute name after '.' in format spec at offset ${at}`);
    }
    if (this.#text[this.#at] === "[") {
      throw invalidOperation(`incomplete format key at offset ${at}; missing closing ']'`);
    }
  }

  #expectClosed(start: number): void {
    const found = this.#text[this.#at];
    if (found === undefined) {
      throw invalidOperation(`missing closing '}' in format spec at offset ${start}`);
    }
    if (found !== "}") {
      const problem = `expected closing '}' in format spec at offset ${start}`;
      throw invalidOperation(`${problem}; found '${found}'`);
    }
    this.#at++;
  }

  #argument(name: string, path: string, start: number): TemplateValue {
    const value = followPath(this.#find(name, start), path);
    if (value === undefined && name !== "") throw notFound(start);
    return value;
  }

  #find(name: string, start: number): TemplateValue {
    if (/^[A-Za-z_]/.test(name)) {
      if (!this.#named.has(name)) throw notFound(start);
      return this.#named.read(name, (given) => given);
    }
    this.#number(name === "" ? "automatic" : "manual", start);
    const index = name === "" ? this.#nextIndex++ : Number(name);
    if (index >= this.#positional.length) throw notFound(start);
    return this.#positional[index];
  }

  #number(numbering: "automatic" | "manual", start: number): void {
    if (this.#numbering !== undefined && this.#numbering !== numbering) {
      const [from, to] =
        numbering === "manual"
          ? ["automatic numbering", "manual field specification"]
          : ["manual field specification", "automatic numbering"];
      throw invalidOperation(`cannot switch from ${from} to ${to} in field at offset ${start}`);
    }
    this.#numbering = numbering;
  }
}

function notFound(start: number): Error {
  return invalidOperation(`argument not found for format field at offset ${start}`);
}

/** Undefined when a step of the path leads nowhere. */
function followPath(value: TemplateValue, path: string): TemplateValue {
  const steps = path.match(/[^.[\]]+|\[\]/g) ?? [];
  try {
    return steps.reduce(
      (found: TemplateValue, step) => getItem(found, /^\d+$/.test(step) ? Number(step) : step),
      value,
    );
  } catch (error) {
    if (error instanceof TemplateFailure) return undefined;
    throw error;
  }
}
