/** Tests, the words after `is`: which exist (8.3). They take any value and give a bool. */
import type { TemplateExpression } from "../../../base";
import { similarNames } from "../../names/similarNames";
import { visitArguments } from "./calls";
import { valueType } from "./expressions";
import { didYouMean } from "./names";
import type { TemplateChecking } from "./templateChecking";
import { bool, type TemplateType } from "./templateType";

export function testType(
  c: TemplateChecking,
  expression: TemplateExpression & { readonly kind: "test" },
): TemplateType {
  const { input, name, nameRange, args } = expression;
  valueType(c, input);
  visitArguments(c, args);
  if (!testNames.includes(name)) {
    const suggestions = similarNames(name, testNames);
    c.report({
      code: "E0087",
      range: nameRange,
      message: `unknown test \`${name}\``,
      hint: didYouMean(suggestions) ?? `Valid tests: ${testNames.join(", ")}.`,
      suggestions,
    });
  }
  return bool;
}

const testNames: readonly string[] = [
  ..."boolean callable defined divisibleby endingwith eq equalto escaped even".split(" "),
  ..."false filter float ge greaterthan gt in int integer iterable le lessthan".split(" "),
  ..."lower lt mapping ne none number odd safe sameas sequence startingwith".split(" "),
  ..."string test true undefined upper".split(" "),
];
