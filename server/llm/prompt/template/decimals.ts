/**
 * Decimal digits of floats, rounded from their exact value with ties to even.
 *
 * JavaScript's own `toFixed` and `toExponential` round ties up.
 */

/** A positive number with `digits` digits after the point. */
export function fixedDigits(value: number, digits: number): string {
  const scaled = String(roundedAt(value, digits)).padStart(digits + 1, "0");
  const pointAt = scaled.length - digits;
  return digits === 0 ? scaled : `${scaled.slice(0, pointAt)}.${scaled.slice(pointAt)}`;
}

/** The first `count` digits of a positive number, and the power of ten of the first one. */
export function exactDigits(
  value: number,
  count: number,
): { readonly mantissa: string; readonly exponent: number } {
  if (value === 0) return { mantissa: "0".repeat(count), exponent: 0 };
  const exponent = Number(value.toExponential().split("e")[1]);
  const mantissa = String(roundedAt(value, count - 1 - exponent));
  if (mantissa.length === count) return { mantissa, exponent };
  return { mantissa: mantissa.slice(0, count), exponent: exponent + 1 };
}

/** `value × 10^power`, rounded. */
function roundedAt(value: number, power: number): bigint {
  const { mantissa, exponent } = binary(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator *= 2n ** BigInt(exponent);
  else denominator *= 2n ** BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** `value = mantissa × 2^exponent`, exactly. */
function binary(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
