/** The arguments of calls, filters and tests: `(a, *list, key=b, **map)`. */
import type { TemplateArgument } from "../../base";
import { parseExpression, parseSeparated, parseUnconditional } from "./expressions";
import type { TokenStream } from "./tokenStream";

/** The stream is at `(`. */
export function parseArguments(stream: TokenStream): readonly TemplateArgument[] {
  const args: TemplateArgument[] = [];
  stream.expectOperator("(");
  parseSeparated(stream, ")", () => {
    const argument = parseArgument(stream);
    const isKeyword = argument.name !== undefined || argument.spread !== undefined;
    if (!isKeyword && args.some((earlier) => earlier.name ?? earlier.spread === "map")) {
      stream.fail("non-keyword arg after keyword arg", argument.value.range);
    }
    args.push(argument);
  });
  return args;
}

function parseArgument(stream: TokenStream): TemplateArgument {
  if (stream.takeOperator("**")) return { spread: "map", value: parseExpression(stream) };
  if (stream.takeOperator("*")) return { spread: "list", value: parseExpression(stream) };
  const value = parseExpression(stream);
  if (value.kind !== "name" || !stream.takeOperator("=")) return { value };
  return { name: value.name, value: parseUnconditional(stream) };
}
