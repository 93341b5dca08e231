/** The arguments of `@assert` and `@check`: a label, and an expression that can be read. */
import type { TemplateExpression, TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { AttributeView } from "../syntax/views/attributes";
import type { JinjaView } from "../syntax/views/strings";
import { freeNames } from "../template/freeNames";
import { parseTemplateExpression } from "../template/parser";
import { error, warning } from "./faults";

/** `known` are the names that the expression may use. */
export function constraintDiagnostics(
  attribute: AttributeView,
  known: readonly string[],
): Diagnostic[] {
  const { arguments: args, name } = attribute;
  const at = args.findIndex((argument) => argument.jinja !== undefined);
  const jinja = args[at]?.jinja;
  const [first] = args;
  const isLabelled = args.length === 2 && at === 1 && first?.word !== undefined;
  if (!jinja || args.length > 2 || (args.length === 2 && !isLabelled)) {
    const message = `invalid @${name} syntax, expected a Jinja expression block`;
    const hint = `Write \`@${name}(label, {{ this > 0 }})\`.`;
    return [error("E0032", attribute.nameRange, message, { hint })];
  }
  const found = expressionDiagnostics(jinja, known);
  if (name === "check" && !isLabelled) {
    found.unshift(
      error("V111", args[at]!.range, "checks must specify a label", {
        hint: "Write `@check(label, {{ … }})`: results are reported by their labels.",
      }),
    );
  }
  return found;
}

function expressionDiagnostics(jinja: JinjaView, known: readonly string[]): Diagnostic[] {
  const parsed = parseTemplateExpression(jinja.content);
  const { start } = jinja.contentRange;
  const placed = ({ start: from, end }: TextRange): TextRange => ({
    start: start + from,
    end: start + end,
  });
  if ("error" in parsed) {
    const { message, range } = parsed.error;
    return [error("V113", placed(range), `error parsing template: ${message}`)];
  }
  return unknownNames(parsed.expression, known).map(({ name, range }) =>
    warning("V114", placed(range), `variable \`${name}\` does not exist`, {
      hint: "Did you mean `this`?",
    }),
  );
}

function unknownNames(expression: TemplateExpression, known: readonly string[]) {
  return freeNames(expression).filter(({ name }) => !known.includes(name));
}
