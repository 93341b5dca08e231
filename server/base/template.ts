/**
 * The tree of a prompt template: the Jinja dialect of prompts, template strings and
 * constraints, parsed once by `language` and rendered by `llm`.
 *
 * Invariant: plain data, so that it can travel in a program to a worker. Ranges are
 * offsets into the template's text as it was given to the parser.
 */
import type { TextRange } from "./text";

export interface Template {
  readonly body: readonly TemplateNode[];
  /** Set when the text did not parse: rendering fails with this message. `body` is then empty. */
  readonly error?: TemplateError;
}

export interface TemplateError {
  readonly message: string;
  readonly range: TextRange;
}

export type TemplateNode =
  /** Text with whitespace control (`-`, trim_blocks, lstrip_blocks) already applied. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output"; readonly range: TextRange; readonly expression: TemplateExpression }
  | {
      readonly kind: "if";
      readonly range: TextRange;
      readonly branches: readonly {
        readonly condition: TemplateExpression;
        readonly body: readonly TemplateNode[];
      }[];
      readonly otherwise?: readonly TemplateNode[];
    }
  | {
      readonly kind: "for";
      readonly range: TextRange;
      readonly target: TemplateTarget;
      readonly iterable: TemplateExpression;
      readonly filter?: TemplateExpression;
      readonly recursive: boolean;
      readonly body: readonly TemplateNode[];
      readonly otherwise?: readonly TemplateNode[];
    }
  | {
      readonly kind: "set";
      readonly range: TextRange;
      readonly target: TemplateTarget;
      readonly value: TemplateExpression;
    }
  | {
      readonly kind: "setBlock";
      readonly range: TextRange;
      readonly target: TemplateTarget;
      readonly filters: readonly TemplateFilter[];
      readonly body: readonly TemplateNode[];
    }
  | {
      readonly kind: "macro";
      readonly range: TextRange;
      readonly name: string;
      readonly params: readonly TemplateParam[];
      readonly body: readonly TemplateNode[];
    }
  /** `with`, `autoescape`, `filter`, `call`, `do`: known, reported, never rendered. */
  | { readonly kind: "unsupported"; readonly range: TextRange; readonly statement: string };

export interface TemplateParam {
  readonly name: string;
  readonly default?: TemplateExpression;
}

export type TemplateTarget =
  | { readonly kind: "name"; readonly range: TextRange; readonly name: string }
  | { readonly kind: "tuple"; readonly range: TextRange; readonly items: readonly TemplateTarget[] }
  /** `set ns.attr = …` */
  | {
      readonly kind: "attribute";
      readonly range: TextRange;
      readonly object: TemplateExpression;
      readonly name: string;
    };

export interface TemplateFilter {
  readonly range: TextRange;
  readonly name: string;
  readonly nameRange: TextRange;
  readonly args: readonly TemplateArgument[];
}

export interface TemplateArgument {
  /** Set for a keyword argument. */
  readonly name?: string;
  /** `*list` or `**map`. */
  readonly spread?: "list" | "map";
  readonly value: TemplateExpression;
}

export type TemplateExpression = { readonly range: TextRange } & TemplateExpressionForm;

export type TemplateExpressionForm =
  /** An int is a number or a bigint; a float is `{ float }`, as in values. */
  | {
      readonly kind: "literal";
      readonly value: string | number | bigint | boolean | null | { readonly float: number };
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly TemplateExpression[] }
  | {
      readonly kind: "dict";
      readonly entries: readonly {
        readonly key: TemplateExpression;
        readonly value: TemplateExpression;
      }[];
    }
  | {
      readonly kind: "attribute";
      readonly object: TemplateExpression;
      readonly name: string;
      readonly nameRange: TextRange;
    }
  | {
      readonly kind: "item";
      readonly object: TemplateExpression;
      readonly index: TemplateExpression;
    }
  | {
      readonly kind: "slice";
      readonly object: TemplateExpression;
      readonly start?: TemplateExpression;
      readonly stop?: TemplateExpression;
      readonly step?: TemplateExpression;
    }
  | {
      readonly kind: "call";
      readonly callee: TemplateExpression;
      readonly args: readonly TemplateArgument[];
    }
  | {
      readonly kind: "filter";
      readonly input: TemplateExpression;
      readonly name: string;
      readonly nameRange: TextRange;
      readonly args: readonly TemplateArgument[];
    }
  | {
      readonly kind: "test";
      readonly input: TemplateExpression;
      readonly name: string;
      readonly nameRange: TextRange;
      readonly args: readonly TemplateArgument[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "not";
      readonly operand: TemplateExpression;
    }
  | {
      readonly kind: "binary";
      readonly operator: TemplateOperator;
      readonly left: TemplateExpression;
      readonly right: TemplateExpression;
    }
  | {
      readonly kind: "conditional";
      readonly value: TemplateExpression;
      readonly condition: TemplateExpression;
      readonly otherwise?: TemplateExpression;
    };

/**
 * All of them group to the left, comparisons and `**` too: `3 > 2 > 1` is `(3 > 2) > 1`,
 * as in MiniJinja.
 */
export type TemplateOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**"
  | "~"
  | "and"
  | "or"
  | TemplateComparison;
export type TemplateComparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
