/** The words that templates know by themselves: filters, tests, statements and the like. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export const filterNames = words(`
  abs attrs batch bool capitalize escape first last default float indent int dictsort items join
  length list lower upper map max min pprint regex_match reject rejectattr replace reverse round
  safe select selectattr slice sort split sum title tojson json format trim unique urlencode`);

export const testNames = words(`
  boolean callable defined divisibleby eq equalto even false filter float ge gt greaterthan in
  integer iterable le lower lt lessthan mapping ne none number odd sameas sequence string test true
  undefined upper`);

export const statementNames = words(
  "if elif else endif for endfor set endset macro endmacro raw endraw",
);

export const expressionWords = words("and or not in is if else true false none");

export const roleNames = words("system user assistant");

/** Of `loop`, in the body of a `for`. */
export const loopMembers = words(
  "index index0 revindex revindex0 first last length depth depth0 cycle previtem nextitem changed",
);
