/**
 * Words for people: how a duration, a count and a size read, spelled once for lenses,
 * hovers, the terminal and the panel's page. What is said of a run is worked out by
 * whoever says it.
 *
 * Invariant: pure, in English, and without a locale, so that texts can be compared.
 */

/** A duration in the largest unit that keeps three digits or so: `850 ns`, `4.1 ms`, `2 min 5 s`. */
export function durationText(us: number): string {
  if (us >= SECOND * 59.95) return minutesText(Math.round(us / SECOND));
  if (us >= SECOND * 9.995) return `${(us / SECOND).toFixed(1)} s`;
  if (us >= MILLISECOND * 999.5) return `${(us / SECOND).toFixed(2)} s`;
  if (us >= MILLISECOND * 9.95) return `${Math.round(us / MILLISECOND)} ms`;
  if (us >= 999.5) return `${(us / MILLISECOND).toFixed(1)} ms`;
  if (us >= 0.9995) return `${Math.round(us)} µs`;
  return us > 0 ? `${Math.round(us * 1000)} ns` : "0 µs";
}

/** `1 call`, `2 calls`, `1,204 calls`; a plural that is not the word with an `s` is given. */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${countText(count)} ${count === 1 ? word : plural}`;
}

/** A whole number, its thousands apart: `12,400`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A size in characters or bytes, as `812 B`, `4.1 KB`, `12 MB`. */
export function sizeText(bytes: number): string {
  if (bytes >= MEGABYTE * 0.9995) return `${threeDigits(bytes / MEGABYTE)} MB`;
  if (bytes >= 1000) return `${threeDigits(bytes / 1000)} KB`;
  return `${bytes} B`;
}

function minutesText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined([minutes, "min"], [seconds % 60, "s"]);
  return joined([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
}

function joined(large: readonly [number, string], small: readonly [number, string]): string {
  const first = large.join(" ");
  return small[0] === 0 ? first : `${first} ${small.join(" ")}`;
}

function threeDigits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

const MILLISECOND = 1000;
const SECOND = 1_000_000;
const MEGABYTE = 1_000_000;
