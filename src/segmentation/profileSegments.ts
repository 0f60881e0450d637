import { DomainError, invalidFact, LISTED_ROWS, minorDigits, pointer, show, startRowFindings } from "../core/index.ts";
import { medianRank, quantile, wilsonInterval } from "../numeric/index.ts";
import { startSum } from "./internal/concentration.ts";
import { eachCustomer } from "./internal/eachCustomer.ts";
import { byText } from "./internal/placements.ts";
import { unitsPerMajor, valueOf } from "./internal/valueOf.ts";
import type { MetricProfile, ProfileSubject, SegmentProfile, SegmentProfiles, TraitProfile } from "./profileModel.ts";

/** What is gathered of a group of customers. */
interface Group {
  customers: number;
  readonly values: number[];
  readonly metrics: Map<string, number[]>;
  readonly traits: Map<string, Map<string, number>>;
}

/**
 * Tells what is special about each segment: its size, its value, the medians of its customers, and which words stand for
 * them more or less often than for everyone.
 *
 * - Shares have Wilson's interval; a word is over-represented when the interval lies above everyone's share, under-represented
 *   when below.
 * - Medians have the exact interval between two order statistics, whatever the distribution; there is none for fewer than six
 *   customers at 95 %.
 * - Everyone, the segment included, is what it is held against, and is taken as known. With many traits some will stand out by
 *   chance alone: one in twenty at 95 %.
 *
 * A value, metric or trait that is not known is left out of its own figures, which say of how many they are. The order of the
 * customers does not matter.
 *
 * @param customers - With their segments. One who comes again is a finding, and counts as they came first.
 * @param options - `confidence` of the intervals, above 0 and below 1 (default 0.95); `currency`: ISO 4217 code of the values
 *   when they are money; `listed`: how many unusable rows are listed (all are counted; default 100).
 * @returns Everyone and every segment.
 * @throws `DomainError` with code `invalid-option` for customers that cannot be iterated over or another option out of range.
 *
 * @example
 * ```ts
 * import { profileSegments } from "clientele/segmentation";
 *
 * const customers = Array.from({ length: 40 }, (_, i) => ({
 *   customerId: `c${i}`,
 *   segment: i < 10 ? "core" : "rest",
 *   value: i < 10 ? 900 : 100,
 *   metrics: { orders: i < 10 ? 20 + i : i % 5 },
 *   traits: { industry: i < 8 || i > 37 ? "machinery" : "retail" },
 * }));
 * const [rest, core] = profileSegments(customers).segments;
 *
 * [core?.segment, core?.customers, core?.valueShare]; // => ["core", 10, 0.75]
 * core?.metrics.map(({ median, interval, everyone, standing }) => [median, interval?.low, interval?.high, everyone, standing]);
 * // => [[24.5, 21, 28, 3, "above"]]
 * core?.traits.map(({ level, share, everyone, index, representation }) => [level, share, everyone, index, representation]);
 * // => [["machinery", 0.8, 0.25, 3.2, "over"], ["retail", 0.2, 0.75, 0.2 / 0.75, "under"]]
 * rest?.traits[0]?.representation; // => "under"
 * ```
 *
 * @see E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), for shares; W. J. Conover, Practical Nonparametric Statistics (1999),
 *   section 3.2, for medians.
 */
export function profileSegments<Segment extends string>(
  customers: Iterable<ProfileSubject<Segment>>,
  options: {
    readonly confidence?: number | undefined;
    readonly currency?: string | undefined;
    readonly listed?: number | undefined;
  } = {},
): SegmentProfiles<Segment> {
  const { confidence = 0.95, listed = LISTED_ROWS } = options;
  const currency = options.currency ?? null;
  if (!(confidence > 0 && confidence < 1)) {
    throw new DomainError("invalid-option", `confidence: expected above 0 and below 1, received ${show(confidence)}`);
  }
  if (currency !== null && (typeof (currency as unknown) !== "string" || minorDigits(currency) === null)) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const everyone = startGroup();
  const groups = new Map<Segment, Group>();
  const rows = startRowFindings(listed);
  eachCustomer(customers, rows, ({ segment, value, metrics, traits }) => {
    if (typeof (segment as unknown) !== "string") return invalidFact("/segment", "text", segment);
    const own: Own = { value: null, metrics: [], traits: [] };
    if (value !== null && value !== undefined) {
      const read = valueOf(value, currency);
      if (!read.ok) return read.error;
      own.value = read.value;
    }
    for (const [metric, number] of Object.entries(metrics ?? {})) {
      if (number === null || number === undefined) continue;
      if (!Number.isFinite(number)) return invalidFact(pointer(["metrics", metric]), "finite-number", number);
      own.metrics.push([metric, number]);
    }
    for (const [trait, level] of Object.entries(traits ?? {})) {
      if (level === null || level === undefined) continue;
      if (typeof (level as unknown) !== "string") return invalidFact(pointer(["traits", trait]), "text", level);
      own.traits.push([trait, level]);
    }
    const group = groups.get(segment) ?? startGroup();
    groups.set(segment, group);
    for (const one of [everyone, group]) gather(one, own);
    return null;
  });

  const perMajor = unitsPerMajor(currency);
  const total = sumOf(everyone.values);
  const medians = new Map(Array.from(everyone.metrics, ([metric, list]) => [metric, quantile(sorted(list), 0.5)]));
  const profile = ([segment, group]: readonly [Segment, Group]): SegmentProfile<Segment> => {
    const [low, high] = wilsonInterval(group.customers, everyone.customers, confidence);
    const value = sumOf(group.values);
    return {
      segment,
      customers: group.customers,
      size: { share: group.customers / everyone.customers, low, high },
      value: value / perMajor,
      valueShare: total > 0 ? value / total : null,
      valued: group.values.length,
      metrics: Array.from(medians, ([metric, median]) => metricProfile(metric, group, { median, confidence })).sort(
        (a, b) => byText(a.metric, b.metric),
      ),
      traits: Array.from(everyone.traits, ([trait, levels]) => traitProfiles(trait, group, { levels, confidence }))
        .flat()
        .sort((a, b) => byText(a.trait, b.trait) || byText(a.level, b.level)),
    };
  };
  return {
    customers: everyone.customers,
    value: total / perMajor,
    confidence,
    segments: [...groups].map(profile).sort((a, b) => b.customers - a.customers || byText(a.segment, b.segment)),
    rows: rows.result(),
  };
}

/** What is known of one customer. */
interface Own {
  value: number | null;
  readonly metrics: (readonly [string, number])[];
  readonly traits: (readonly [string, string])[];
}

const startGroup = (): Group => ({ customers: 0, values: [], metrics: new Map(), traits: new Map() });

function gather(group: Group, { value, metrics, traits }: Own): void {
  group.customers++;
  if (value !== null) group.values.push(value);
  for (const [metric, number] of metrics) {
    const list = group.metrics.get(metric);
    if (list === undefined) group.metrics.set(metric, [number]);
    else list.push(number);
  }
  for (const [trait, level] of traits) {
    const levels = group.traits.get(trait) ?? new Map<string, number>();
    group.traits.set(trait, levels.set(level, (levels.get(level) ?? 0) + 1));
  }
}

const sorted = (list: readonly number[]): Float64Array => Float64Array.from(list).sort();

/** In ascending order, so that the order of the customers is of no effect. */
function sumOf(values: readonly number[]): number {
  const sum = startSum();
  let total = 0;
  for (const value of sorted(values)) total = sum.add(value);
  return total;
}

function metricProfile(
  metric: string,
  group: Group,
  everyone: { readonly median: number; readonly confidence: number },
): MetricProfile {
  const list = sorted(group.metrics.get(metric) ?? []);
  const known = list.length;
  const found = medianRank(known, everyone.confidence);
  const low = found === null ? NaN : (list[found.rank - 1] ?? NaN) + 0;
  const high = found === null ? NaN : (list[known - found.rank] ?? NaN) + 0;
  return {
    metric,
    known,
    missing: group.customers - known,
    median: known === 0 ? null : quantile(list, 0.5) + 0, // no negative zero
    interval: found === null ? null : { low, high, coverage: found.coverage },
    everyone: everyone.median + 0,
    standing: low > everyone.median ? "above" : high < everyone.median ? "below" : "unclear",
  };
}

function traitProfiles(
  trait: string,
  group: Group,
  everyone: { readonly levels: ReadonlyMap<string, number>; readonly confidence: number },
): readonly TraitProfile[] {
  const own = group.traits.get(trait);
  const known = countOf(own);
  const all = countOf(everyone.levels);
  return Array.from(everyone.levels, ([level, count]): TraitProfile => {
    const customers = own?.get(level) ?? 0;
    const [low, high] = wilsonInterval(customers, known, everyone.confidence);
    const share = known === 0 ? 0 : customers / known;
    const expected = count / all;
    return {
      trait,
      level,
      customers,
      known,
      share,
      low,
      high,
      everyone: expected,
      index: share / expected,
      representation: low > expected ? "over" : high < expected ? "under" : "unclear",
    };
  });
}

function countOf(levels: ReadonlyMap<string, number> | undefined): number {
  let sum = 0;
  for (const count of levels?.values() ?? []) sum += count;
  return sum;
}
