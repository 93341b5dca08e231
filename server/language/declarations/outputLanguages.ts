/** The languages that generators write, and the words each keeps for itself (appendix B.1). */
import type { Environment } from "../types/environment";

interface OutputLanguage {
  readonly shown: string;
  readonly words: ReadonlySet<string>;
  /** Reserved for parameters in addition. */
  readonly parameterWords?: ReadonlySet<string>;
}

/** The languages of the project's generators in which a word cannot be this kind of name. */
export function languagesReserving(
  word: string,
  place: "member" | "parameter",
  environment: Environment,
): readonly string[] {
  const found = environment.namesOf("outputTypes").flatMap((outputType) => {
    const language = languages.get(outputType);
    const isReserved =
      language?.words.has(word) ||
      (place === "parameter" && language?.parameterWords?.has(word)) ||
      false;
    return language && isReserved ? language.shown : [];
  });
  return [...new Set(found)].sort();
}

export function targetsPython(environment: Environment): boolean {
  return environment.namesOf("outputTypes").some((name) => name.startsWith("python/"));
}

export const outputTypes = [
  "python/pydantic",
  "python/pydantic/v1",
  "typescript",
  "typescript/react",
  "ruby/sorbet",
  "go",
  "rest/openapi",
  "boundary-cloud",
  "rust",
] as const;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

const python: OutputLanguage = {
  shown: "Python",
  words: words(
    `False None True and as assert async await break class continue def del elif else except
    finally for from global if import in is lambda nonlocal not or pass raise return try while
    with yield`,
  ),
  parameterWords: words("list dict set tuple int float str bool"),
};

const ruby: OutputLanguage = {
  shown: "Ruby",
  words: words(
    `alias and begin break case class def defined? do else elsif end ensure false for if in module
    nil not or redo rescue retry return self super then true undef unless until when while yield`,
  ),
};

const go: OutputLanguage = {
  shown: "Go",
  words: words(
    `break case chan const continue default defer else fallthrough for func go goto if import
    interface map package range return select struct switch var`,
  ),
};

const rust: OutputLanguage = {
  shown: "Rust",
  words: words("as async await break const continue"),
};

const languages: ReadonlyMap<string, OutputLanguage> = new Map([
  ["python/pydantic", python],
  ["python/pydantic/v1", python],
  ["ruby/sorbet", ruby],
  ["go", go],
  ["rust", rust],
]);
