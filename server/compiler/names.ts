/**
 * Names, paths and members as values. What a word stands for, the checker has said.
 *
 * One word of a path begins its value (a variable, a variant, a function); the words
 * before it are steps on the way, and those behind it are fields.
 */
import { type TextRange, unreachable } from "../base";
import { type Constant, Op } from "../bytecode";
import type { EnvReferenceView, Meaning, MemberView, NameView, PathView, Token } from "../language";
import { type Body, BuiltOnError, expectView, placeOf } from "./body";
import { compileValue } from "./expressions";
import { compileString } from "./literals";

export function compileName(body: Body, view: NameView): void {
  compileStart(body, body.meaningOf(view.token), placeOf(view.syntax));
}

export function compilePath(body: Body, view: PathView): void {
  compileWords(body, view.segments);
}

/** The value that the words stand for: a path, or its beginning. */
export function compileWords(body: Body, words: readonly Token[]): void {
  const meanings = words.map((word) => body.meaningOf(word));
  const start = meanings.findLastIndex((meaning) => meaning.kind !== "field");
  for (let index = start; index < words.length; index++) {
    const place = { start: words[0]!.start, end: words[index]!.end };
    compileStart(body, meanings[index]!, place);
  }
}

export function compileMember(body: Body, view: MemberView): void {
  const meaning = body.meaningOf(expectView(view.name, "name of a member"));
  compileValue(body, view.object);
  compileStart(body, meaning, placeOf(view.syntax));
}

/** `env.NAME` is short for `env.get_or_panic("NAME")`. */
export function compileEnvironment(body: Body, view: EnvReferenceView): void {
  const meaning = body.meaningOf(view.name);
  if (meaning.kind !== "env") {
    compileStart(body, meaning, placeOf(view.syntax));
    return;
  }
  compileString(body, meaning.name);
  callBuiltin(body, "env.get_or_panic", 1, placeOf(view.syntax));
}

export function callBuiltin(body: Body, path: string, count: number, place: TextRange): void {
  body.code.at(place).emitConstant(Op.Call, { kind: "builtin", name: path }, count);
}

/** A field takes the value on the stack; anything else puts one there. */
function compileStart(body: Body, meaning: Meaning, place: TextRange): void {
  const { code } = body;
  switch (meaning.kind) {
    case "local":
      code.emit(Op.LoadLocal, body.slotOf(meaning.local));
      break;
    case "field":
      code.at(place).emitConstant(Op.LoadField, { kind: "field", name: meaning.name });
      break;
    case "constant":
      code.at(place).emitConstant(Op.LoadGlobal, { kind: "global", name: meaning.name });
      break;
    case "variant":
      code.emitConstant(Op.Constant, {
        kind: "variant",
        enumName: meaning.enumName,
        name: meaning.name,
      });
      break;
    default:
      code.emitConstant(Op.Constant, expectFunction(meaning));
  }
}

/** The function that a word names, as it stands in the program; undefined for other words. */
export function functionNamed(meaning: Meaning): Constant | undefined {
  switch (meaning.kind) {
    case "function":
    case "templateString":
      return { kind: "function", name: meaning.name };
    case "method":
      return { kind: "function", name: `${meaning.owner}.${meaning.name}` };
    case "derived":
      return { kind: "function", name: `${meaning.functionName}.${meaning.member}` };
    case "builtin":
      return { kind: "builtin", name: meaning.path };
    case "local":
    case "constant":
    case "class":
    case "enum":
    case "alias":
    case "client":
    case "retryPolicy":
    case "variant":
    case "field":
    case "namespace":
    case "env":
    case "watch":
    case "builtinType":
      return undefined;
    default:
      return unreachable(meaning, "meaning");
  }
}

function expectFunction(meaning: Meaning): Constant {
  const named = functionNamed(meaning);
  if (!named) throw new BuiltOnError(`a ${meaning.kind} as a value`);
  return named;
}
