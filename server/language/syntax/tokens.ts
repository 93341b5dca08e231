/**
 * The kinds of tokens. A keyword's and a punctuator's kind is its own text.
 *
 * Invariant: a keyword that stands for a name (a field called `client`) is a `word` in
 * the tree; who reads the tree never has to ask.
 */
export const keywords = [
  "class",
  "enum",
  "function",
  "client",
  "generator",
  "test",
  "retry_policy",
  "template_string",
  "type_builder",
  "if",
  "else",
  "for",
  "while",
  "let",
  "in",
  "break",
  "continue",
  "return",
  "throw",
  "throws",
  "match",
  "catch",
  "catch_all",
  "assert",
  "watch",
  "instanceof",
  "env",
  "dynamic",
] as const;

export const punctuators = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "::",
  ":",
  ",",
  ";",
  "...",
  ".",
  "$",
  "->",
  "=>",
  "@@",
  "@",
  "|",
  "?",
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "<<=",
  ">>=",
  "==",
  "!=",
  "<=",
  ">=",
  "<",
  ">",
  "<<",
  ">>",
  "&&",
  "||",
  "!",
  "&",
  "^",
  "~",
  "+",
  "-",
  "*",
  "/",
  "%",
  "++",
  "--",
  "#",
  "\\",
] as const;

export const triviaKinds = ["whitespace", "newline", "comment", "docComment"] as const;

export const variableKinds = [
  "word",
  /** `$watch` */
  "accessor",
  "int",
  "float",
  /** `"…"`, quotes included */
  "string",
  /** `#"…"#`, hashes and quotes included */
  "rawString",
  /** `{{ … }}` as the argument of an attribute, braces included */
  "jinja",
  /** An unquoted client: `openai/gpt-4o-mini` */
  "clientWord",
  /** An unquoted value that is more than a word: `gemini-1.5-pro`, `python/pydantic` */
  "bareText",
  /** `//# Title`, up to the end of its line */
  "header",
  /** A character that begins no token */
  "error",
] as const;

export type Keyword = (typeof keywords)[number];
export type Punctuator = (typeof punctuators)[number];
export type TriviaKind = (typeof triviaKinds)[number];
export type TokenKind = Keyword | Punctuator | TriviaKind | (typeof variableKinds)[number];

export const tokenKinds: readonly TokenKind[] = [
  ...keywords,
  ...punctuators,
  ...triviaKinds,
  ...variableKinds,
];

export function isTrivia(kind: TokenKind): kind is TriviaKind {
  return kind === "whitespace" || kind === "newline" || kind === "comment" || kind === "docComment";
}
