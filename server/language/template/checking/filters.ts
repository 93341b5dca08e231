/** Filters: which exist, what they take, and what they give (8.3). */
import type { TemplateArgument, TemplateExpression, TextRange } from "../../../base";
import { similarNames } from "../../names/similarNames";
import { expanded } from "../../types/expand";
import { listType, nullType, stringType, type Type } from "../../types/type";
import { unionOf } from "../../types/unions";
import { widened } from "../../types/widening";
import { visitArguments } from "./calls";
import { valueType } from "./expressions";
import { methodType } from "./methods";
import { didYouMean } from "./names";
import type { TemplateChecking } from "./templateChecking";
import {
  baseKind,
  bool,
  checkedMembers,
  describe,
  float,
  int,
  numberType,
  ofType,
  type TemplateType,
  text,
  typeOf,
  unchecked,
} from "./templateType";

export function filterType(
  c: TemplateChecking,
  expression: TemplateExpression & { readonly kind: "filter" },
): TemplateType {
  const { input, name, nameRange, args } = expression;
  const range = { start: nameRange.start, end: expression.range.end };
  const type = typeOf(valueType(c, input));
  return filtered(c, type, { name, range, args, inputText: c.textOf(input.range) });
}

export interface AppliedFilter {
  readonly name: string;
  /** Of the name and the arguments. */
  readonly range: TextRange;
  readonly args: readonly TemplateArgument[];
  /** What it is applied to, as it is written. */
  readonly inputText: string;
}

/** What a filter makes of a value of the type. */
export function filtered(c: TemplateChecking, input: Type, applied: AppliedFilter): TemplateType {
  const { name, range, args, inputText } = applied;
  visitArguments(c, args);
  const filter = filters.get(name);
  if (!filter) {
    const suggestions = similarNames(name, filters.keys());
    const hint = didYouMean(suggestions) ?? "The filters are those of MiniJinja.";
    c.report({
      code: "E0072",
      range,
      message: `filter \`${name}\` does not exist`,
      hint,
      suggestions,
    });
    return unchecked;
  }
  const { takes } = filter;
  const members = checkedMembers(c.environment, input);
  if (!takes || members.every((member) => takes.accepts(c, member))) return filter.gives(c, input);
  const message = `\`${inputText}\` is \`${describe(widened(input))}\`, expected ${takes.what}`;
  c.report({ code: "E0073", range, message });
  return unchecked;
}

interface Filter {
  /** Missing for filters that take anything. */
  readonly takes?: Input;
  /** The input fits, or is unchecked. */
  readonly gives: (c: TemplateChecking, input: Type) => TemplateType;
}

interface Input {
  readonly what: string;
  /** Asked of each member of a union. */
  readonly accepts: (c: TemplateChecking, member: Type) => boolean;
}

const numberInput: Input = { what: "a number", accepts: (_, member) => isNumber(member) };
const textInput: Input = {
  what: "a string",
  accepts: (_, member) => baseKind(member) === "string",
};
const listInput: Input = { what: "a list", accepts: (_, { kind }) => kind === "list" };
const mapInput: Input = { what: "a map or a class", accepts: isMapping };
const sizedInput: Input = {
  what: "a list, a string, a map or a class",
  accepts: (c, member) =>
    member.kind === "list" || baseKind(member) === "string" || isMapping(c, member),
};
const numbersInput: Input = {
  what: "a list of numbers",
  accepts: (c, member) =>
    member.kind === "list" && checkedMembers(c.environment, member.item).every(isNumber),
};

function isNumber(type: Type): boolean {
  return baseKind(type) === "int" || baseKind(type) === "float";
}

/** The fields of a class can be listed like the entries of a map. */
function isMapping(c: TemplateChecking, type: Type): boolean {
  if (type.kind === "map") return true;
  return type.kind === "named" && c.environment.typeNamed(type.name)?.kind === "class";
}

const filters: ReadonlyMap<string, Filter> = new Map([
  ...each("capitalize e escape lower upper", { takes: textInput, gives: () => text }),
  ...each("abs", { takes: numberInput, gives: sameNumber }),
  ...each("first last", { takes: listInput, gives: itemOrNone }),
  ...each("count length", { takes: sizedInput, gives: () => int }),
  ...each("dictsort items", { takes: mapInput, gives: entries }),
  ...each("sum", { takes: numbersInput, gives: () => ofType(numberType) }),
  ...each("format indent join json pprint replace safe string title tojson trim urlencode", {
    gives: () => text,
  }),
  ...each("bool regex_match", { gives: () => bool }),
  ...each("float", { gives: () => float }),
  ...each("int", { gives: () => int }),
  ...each("round", { gives: () => ofType(numberType) }),
  ...each("lines split", { gives: () => ofType(listType(stringType)) }),
  ...each("list reject rejectattr reverse select selectattr sort unique", { gives: sameList }),
  ...each("attr attrs batch chain d default groupby map max min slice zip", {
    gives: () => unchecked,
  }),
]);

function each(names: string, filter: Filter): readonly (readonly [string, Filter])[] {
  return names.split(" ").map((name) => [name, filter] as const);
}

function sameNumber(c: TemplateChecking, input: Type): TemplateType {
  return checkedMembers(c.environment, input).length > 0 ? ofType(input) : unchecked;
}

/** An empty list has no first item. */
function itemOrNone(c: TemplateChecking, input: Type): TemplateType {
  const list = expanded(c.environment, input);
  return list.kind === "list" ? ofType(unionOf([list.item, nullType])) : unchecked;
}

function sameList(c: TemplateChecking, input: Type): TemplateType {
  const list = expanded(c.environment, input);
  return list.kind === "list" ? ofType(list) : unchecked;
}

function entries(c: TemplateChecking, input: Type): TemplateType {
  return methodType(c, expanded(c.environment, input), "items") ?? unchecked;
}
