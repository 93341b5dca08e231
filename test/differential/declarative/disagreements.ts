/**
 * Where we and the released language are of different minds, on purpose: reviewed one by
 * one. The mistakes are those of `mistakes.ts`.
 */
import type { Verdict } from "./comparison";

export interface Disagreement {
  readonly verdict: Exclude<Verdict, "agree">;
  readonly reason: string;
}

/** What the released language cannot read, it reports where the block around it begins. */
const unread: Disagreement = {
  verdict: "otherLine",
  reason: "we point at the word that does not fit, they at the block or the line that it is in",
};

export const disagreements: Readonly<Record<string, Disagreement>> = {
  duplicateTest: {
    verdict: "otherLine",
    reason: "we point at the test's name, they at its functions",
  },
  classCycle: {
    verdict: "otherLine",
    reason: "our cycle begins with the first name of the alphabet, theirs with the first declared",
  },
  unclosedParenthesis: unread,
  emptyUnionMember: unread,
  unclosedList: unread,
  unclosedAttribute: unread,
  unclosedClass: unread,
  unclosedEnum: unread,
  unclosedClient: unread,
  unclosedOptions: unread,
  unclosedPrompt: unread,
  modelNumber: {
    verdict: "weRefuse",
    reason: "a model's name is a string; they put the number into the request",
  },
  httpUnknownField: {
    verdict: "otherLine",
    reason: "we point at the field, they at the block",
  },
  httpTotal: {
    verdict: "otherLine",
    reason: "we point at the field, they at the block",
  },
  fallbackWithoutStrategy: {
    verdict: "otherLine",
    reason: "we point at the client, they at its options",
  },
  fallbackEmpty: {
    verdict: "otherLine",
    reason: "we point at the client, they at the array",
  },
  fallbackNumber: {
    verdict: "theyRefuse",
    reason: "E0092 is a warning",
  },
  policyNegative: {
    verdict: "weRefuse",
    reason: "fewer than no retries mean nothing",
  },
  policyWithoutType: {
    verdict: "theyRefuse",
    reason: "without a type the strategy is constant_delay",
  },
  noPrompt: {
    verdict: "otherLine",
    reason: "what is missing is reported at the closing brace, they point at the function",
  },
  noClient: {
    verdict: "otherLine",
    reason: "what is missing is reported at the closing brace, they point at the function",
  },
  twoPrompts: {
    verdict: "weRefuse",
    reason: "only one prompt can be sent; they take the last",
  },
  templateUnclosed: {
    verdict: "otherLine",
    reason: "we point at the end of the string, where the braces are missing",
  },
  testUnknownFunction: {
    verdict: "weRefuse",
    reason: "E0088 is an error, as in the next compiler; they warn",
  },
  testParameters: {
    verdict: "weRefuse",
    reason: "the parentheses of a test mean nothing; they let them pass",
  },
  testBuilderRedefines: {
    verdict: "otherLine",
    reason: "we point at the entry alone, they at the class first",
  },
  testBuilderForeignItem: {
    verdict: "otherLine",
    reason: "we take the item for the end of the test",
  },
  unclosedString: {
    verdict: "weRefuse",
    reason: "a quote begins a string; they read on without one",
  },
  equalsInOption: {
    verdict: "weRefuse",
    reason: "they take the `=` for a part of the value",
  },
  parameterKeyword: {
    verdict: "weRefuse",
    reason: "reserved words name nothing; they take them for parameters",
  },
  tupleType: {
    verdict: "weRefuse",
    reason: "there are no tuples in the language that runs",
  },
  blockAliasTwice: {
    verdict: "otherLine",
    reason: "we point at the second one alone, they at both",
  },
  aliasWord: {
    verdict: "weRefuse",
    reason: "the next compiler wants quotes around an alias",
  },
  descriptionTwoWords: {
    verdict: "weRefuse",
    reason: "the next compiler wants quotes around more than one word",
  },
  policyMisspelledType: {
    verdict: "otherLine",
    reason: "we point at the key that is unknown, they at the block that lacks another",
  },
  policyLowerCase: {
    verdict: "theyRefuse",
    reason: "only types, variants, clients and LLM functions need a capital",
  },
  templateLowerCase: {
    verdict: "theyRefuse",
    reason: "only types, variants, clients and LLM functions need a capital",
  },
  generatorKeyTwice: {
    verdict: "theyRefuse",
    reason: "of a repeated key the last one counts",
  },
  testArgsTwice: {
    verdict: "theyRefuse",
    reason: "of a repeated key the last one counts",
  },
};
