/** The words that BAML keeps for itself: no name of a field, parameter or local (appendix B.2). */
import type { Diagnostic } from "../diagnostics";
import type { Token } from "../syntax/tree";

export function isReservedWord(word: string): boolean {
  return words.has(word);
}

/** V105: of a parameter or a local. */
export function reservedWord(name: Token): Diagnostic {
  return {
    code: "V105",
    severity: "error",
    range: name.range,
    message: `\`${name.text}\` is a reserved keyword`,
    hint: "Choose another name.",
  };
}

const words: ReadonlySet<string> = new Set(
  `std this yield emit async await image audio video pdf and and_eq any assert asserts bigint
  bool box break byte catch chan char char8_t char16_t char32_t class compl const consteval
  constexpr continue constructor crossinline debugger declare delegate defer do dynamic dyn elif
  else enum export extends extern false finally fixed float for foreach func function get global
  go goto implements import in inline instanceof int internal into join keyof lambda lazy let lock
  long macro module move mut namespace native new nil noexcept nonlocal not not_eq null nullptr or
  or_eq package params private protected protocol provides public pub readonly ref reflexpr
  register reinterpret_cast requires return sbyte sealed select self Self set short sizeof some
  stackalloc static static_assert static_cast strictfp string struct subscript super switch
  template thread_local throw throws trait transient transitive true try typedef typealias typeof
  u16 u32 u64 uint ulong union unsafe unsized unsigned use using var virtual void volatile wchar_t
  while with xor xor_eq`.split(/\s+/),
);
