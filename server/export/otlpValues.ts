/** The small words of OTLP in JSON: attributes, times and ids. */

/** What an attribute may be; a number is an int when it is whole, unless it is a double. */
export type AttributeValue = string | boolean | number | Double | readonly string[];

export interface Double {
  readonly double: number;
}

export interface Attribute {
  readonly key: string;
  readonly value: object;
}

/** Attributes that are undefined are left out. */
export function attributesOf(
  values: Readonly<Record<string, AttributeValue | undefined>>,
): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

export function double(value: number | undefined): Double | undefined {
  return value === undefined ? undefined : { double: value };
}

/** Nanoseconds since the epoch, as a string: more than a number holds exactly. */
export function unixNano(us: number): string {
  return `${Math.floor(us)}000`;
}

function anyValue(value: AttributeValue): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  if ("double" in value) return { doubleValue: value.double };
  return { arrayValue: { values: value.map((item) => ({ stringValue: item })) } };
}
