/**
 * What a trace adds to the GenAI metrics of OpenTelemetry: how long operations took, and
 * how many tokens went in and came out. In the JSON form of OTLP.
 */
import { type Attempt, knownEndUs, type TraceTree } from "../events";
import { modelOf, providerName, SCHEMA_URL } from "./genAi";
import { type OtlpOptions, resourceAttributes } from "./otlp";
import { type Attribute, attributesOf, unixNano } from "./otlpValues";

export function toOtlpMetrics(tree: TraceTree, options: OtlpOptions = {}): string {
  const spans = tree.attemptRows.map((row) => tree.span(row));
  const durations = spans.flatMap(({ attempt, durationUs }) =>
    attempt && durationUs !== null
      ? [{ value: durationUs / 1_000_000, attributes: operationAttributes(attempt) }]
      : [],
  );
  const tokens = spans.flatMap(({ attempt }) => (attempt ? tokenMeasurements(attempt) : []));
  const period = periodOf(tree);
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: resourceAttributes(options) },
        scopeMetrics: [
          {
            scope: { name: "spanlens" },
            metrics: [
              histogram("gen_ai.client.operation.duration", "s", durations, durationBounds, period),
              histogram("gen_ai.client.token.usage", "{token}", tokens, tokenBounds, period),
            ],
            schemaUrl: SCHEMA_URL,
          },
        ],
        schemaUrl: SCHEMA_URL,
      },
    ],
  });
}

interface Measurement {
  readonly value: number;
  readonly attributes: readonly Attribute[];
}

interface Period {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

function tokenMeasurements(attempt: Attempt): Measurement[] {
  const { usage } = attempt.response ?? {};
  const types = [
    ["input", usage?.inputTokens],
    ["output", usage?.outputTokens],
  ] as const;
  return types.flatMap(([type, value]) => {
    if (value === undefined || value === null) return [];
    const attributes = attributesOf({ "gen_ai.token.type": type });
    return [{ value, attributes: [...operationAttributes(attempt), ...attributes] }];
  });
}

function operationAttributes(attempt: Attempt): readonly Attribute[] {
  const { request, response } = attempt;
  return attributesOf({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": request && providerName(request.provider),
    "gen_ai.request.model": modelOf(attempt),
    "gen_ai.response.model": response?.model,
    "error.type": response?.error && String(response.error.statusCode ?? response.error.kind),
  });
}

function periodOf(tree: TraceTree): Period {
  const { start } = tree.columns;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (let row = 0; row < tree.count; row++) {
    first = Math.min(first, start[row]!);
    last = Math.max(last, knownEndUs(tree, row));
  }
  return {
    startTimeUnixNano: unixNano(tree.originUs + (Number.isFinite(first) ? first : 0)),
    timeUnixNano: unixNano(tree.originUs + last),
  };
}

/** One data point for each set of attributes. */
function histogram(
  name: string,
  unit: string,
  measurements: readonly Measurement[],
  bounds: readonly number[],
  period: Period,
): object {
  const groups = groupedByAttributes(measurements);
  const dataPoints = [...groups.values()].map((group) => ({
    attributes: group[0]!.attributes,
    ...period,
    count: String(group.length),
    sum: group.reduce((sum, { value }) => sum + value, 0),
    min: Math.min(...group.map(({ value }) => value)),
    max: Math.max(...group.map(({ value }) => value)),
    explicitBounds: bounds,
    bucketCounts: bucketCounts(group, bounds),
  }));
  return { name, unit, histogram: { aggregationTemporality: DELTA, dataPoints } };
}

function groupedByAttributes(
  measurements: readonly Measurement[],
): ReadonlyMap<string, readonly Measurement[]> {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = JSON.stringify(measurement.attributes);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [measurement]);
    else group.push(measurement);
  }
  return groups;
}

function bucketCounts(group: readonly Measurement[], bounds: readonly number[]): string[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const { value } of group) {
    const at = bounds.findIndex((bound) => value <= bound);
    counts[at < 0 ? bounds.length : at]!++;
  }
  return counts.map(String);
}

const DELTA = 1;
/** The bounds that the conventions advise. */
const durationBounds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const tokenBounds = [
  1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
];
