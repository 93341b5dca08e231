/**
 * The checker of templates: prompts and template strings, with the parameters, functions
 * and enums that they can name (8.2, 8.3).
 *
 * Statement by statement, in the order of the text; `checking/` has the expressions.
 *
 * Invariant: never throws, whatever the template. Ranges are offsets into the text that
 * was handed in, and every problem is a warning.
 */
import { type TemplateNode, textRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { Environment } from "../types/environment";
import type { ParamType } from "../types/type";
import { conditionEffect } from "./checking/conditions";
import { valueType } from "./checking/expressions";
import { filtered } from "./checking/filters";
import { assign } from "./checking/targets";
import { TemplateChecking, type TemplateState } from "./checking/templateChecking";
import {
  checkedMembers,
  joinOf,
  ofType,
  type TemplateType,
  text,
  typeOf,
  unchecked,
} from "./checking/templateType";
import { parseTemplate } from "./parser";

export function checkTemplate(
  source: string,
  environment: Environment,
  params: readonly ParamType[],
): readonly Diagnostic[] {
  const names = params.map(({ name = "", type }) => [name, ofType(type)] as const);
  const c = new TemplateChecking(source, environment, new Map(names));
  const { body, error } = parseTemplate(source);
  if (error) {
    const { message } = error;
    const range = error.range.end <= source.length ? error.range : textRange(0, 1);
    c.report({ code: "E0084", range, message: `failed to parse template: ${message}` });
  }
  checkNodes(c, body);
  return c.diagnostics;
}

function checkNodes(c: TemplateChecking, nodes: readonly TemplateNode[]): void {
  for (const node of nodes) checkNode(c, node);
}

function checkNode(c: TemplateChecking, node: TemplateNode): void {
  switch (node.kind) {
    case "text":
      break;
    case "output":
      valueType(c, node.expression);
      break;
    case "if":
      checkIf(c, node);
      break;
    case "for":
      checkFor(c, node);
      break;
    case "set":
      assign(c, node.target, valueType(c, node.value));
      break;
    case "setBlock":
      checkSetBlock(c, node);
      break;
    case "macro":
      // What its parameters are is not known, so neither is what its body does with them.
      c.declare(node.name, unchecked);
      break;
    case "unsupported": {
      const message = `\`${node.statement}\` blocks are not supported yet`;
      c.report({ code: "E0085", range: node.range, message });
      break;
    }
    default:
      node satisfies never;
  }
}

type Statement<K extends TemplateNode["kind"]> = TemplateNode & { readonly kind: K };

/** Each condition holds in its own branch, and does not in those that follow. */
function checkIf(c: TemplateChecking, { branches, otherwise }: Statement<"if">): void {
  const ends: TemplateState[] = [];
  const before = c.state;
  for (const { condition, body } of branches) {
    valueType(c, condition);
    const { whenTrue, whenFalse } = conditionEffect(c, condition);
    ends.push(c.branch(whenTrue, () => checkNodes(c, body))[1]);
    c.assume(whenFalse);
  }
  checkNodes(c, otherwise ?? []);
  ends.push(c.state);
  c.state = before;
  c.join(ends);
}

/** What the body brings in ends with it. */
function checkFor(c: TemplateChecking, node: Statement<"for">): void {
  const items = itemType(c, valueType(c, node.iterable));
  c.branch(new Map(), () => {
    assign(c, node.target, items);
    if (node.filter) {
      valueType(c, node.filter);
      c.assume(conditionEffect(c, node.filter).whenTrue);
    }
    c.declare("loop", unchecked);
    checkNodes(c, node.body);
  });
  c.branch(new Map(), () => checkNodes(c, node.otherwise ?? []));
}

/** What a loop over a value goes through: the items of a list, the keys of a map. */
function itemType(c: TemplateChecking, iterated: TemplateType): TemplateType {
  if (iterated.kind === "rows") return { kind: "row", columns: iterated.columns };
  const members = checkedMembers(c.environment, typeOf(iterated));
  const items = members.flatMap((member) => {
    if (member.kind === "null") return [];
    if (member.kind === "list") return member.item;
    return member.kind === "map" ? member.key : undefined;
  });
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? ofType(joinOf(known)) : unchecked;
}

function checkSetBlock(c: TemplateChecking, node: Statement<"setBlock">): void {
  c.branch(new Map(), () => checkNodes(c, node.body));
  let value: TemplateType = text;
  for (const filter of node.filters) {
    value = filtered(c, typeOf(value), { ...filter, inputText: "the block" });
  }
  assign(c, node.target, value);
}
