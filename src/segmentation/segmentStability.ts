import { DomainError } from "../core/index.ts";
import { quantile, startRandom } from "../numeric/index.ts";
import { byText } from "./internal/placements.ts";
import { whole } from "./internal/findClusters.ts";
import type { SegmentPlacement, SegmentStability } from "./profileModel.ts";

/**
 * Tells how far segments depend on who happens to be a customer: what share of them would be in another segment if the cuts
 * were fitted to a resample.
 *
 * Each resample draws as many customers as there are, with repetition; the method is fitted to it, everyone is placed by that
 * fit, and those are counted who are in another segment than by everyone's fit, or in none. The same seed gives the same
 * answer, whatever the order of the customers.
 *
 * @param subjects - The customers, each with an identifier of their own.
 * @param options - `fit`: fits the method to a sample and gives back what places one customer (null for nowhere), or null
 *   when it cannot be fitted; a sample may hold a customer several times. `seed`: a safe integer. `resamples`: 1 to 10,000
 *   (default 100).
 * @returns The shares.
 * @throws `DomainError` with code `invalid-option` for subjects with equal identifiers or another option out of range, or
 *   `not-fitted` when the method cannot be fitted to everyone; and whatever `fit` throws.
 *
 * @example
 * ```ts
 * import { segmentStability } from "clientele/segmentation";
 *
 * const subjects = Array.from({ length: 50 }, (_, i) => ({ customerId: `c${i}`, orders: i }));
 * const { changed, segments } = segmentStability(subjects, {
 *   seed: 1,
 *   fit: (sample) => {
 *     const mean = sample.reduce((sum, { orders }) => sum + orders, 0) / sample.length;
 *     return ({ orders }) => (orders > mean ? "many" : "few");
 *   },
 * });
 *
 * (changed?.mean ?? 0) > 0.01 && (changed?.mean ?? 1) < 0.06; // => true
 * segments.map(({ segment, customers }) => [segment, customers]); // => [["few", 25], ["many", 25]]
 * ```
 *
 * @see B. Efron, Bootstrap methods: another look at the jackknife, Ann. Stat. 7 (1979).
 */
export function segmentStability<Subject extends Pick<SegmentPlacement, "customerId">, Segment extends string>(
  subjects: Iterable<Subject>,
  options: {
    readonly fit: (sample: readonly Subject[]) => ((subject: Subject) => Segment | null) | null;
    readonly seed: number;
    readonly resamples?: number | undefined;
  },
): SegmentStability<Segment> {
  const { fit, seed, resamples = 100 } = options;
  if (!Number.isSafeInteger(seed)) throw new DomainError("invalid-option", "seed: expected a safe integer");
  whole("resamples", resamples, { from: 1, to: 10_000 });
  const everyone = [...subjects].sort((a, b) => byText(a.customerId, b.customerId));
  const twice = everyone.find(({ customerId }, at) => everyone[at - 1]?.customerId === customerId);
  if (twice !== undefined) {
    throw new DomainError("invalid-option", `subjects: expected each customer once, ${twice.customerId} comes again`);
  }
  const base = fit(everyone);
  if (base === null) throw new DomainError("not-fitted", "the method could not be fitted to everyone");
  const placed = everyone.flatMap((subject) => {
    const segment = base(subject);
    return segment === null ? [] : [{ subject, segment }];
  });

  const draws = startRandom(seed);
  const shares: number[] = [];
  const changes = new Map<Segment, { customers: number; changed: number }>();
  for (const { segment } of placed) {
    const own = changes.get(segment) ?? { customers: 0, changed: 0 };
    own.customers++;
    changes.set(segment, own);
  }
  for (let resample = 0; resample < resamples && placed.length > 0; resample++) {
    const drawn = Uint32Array.from({ length: everyone.length }, () => draws.below(everyone.length)).sort();
    const place = fit(Array.from(drawn).flatMap((at) => everyone[at] ?? []));
    if (place === null) continue;
    let changed = 0;
    for (const { subject, segment } of placed) {
      if (place(subject) === segment) continue;
      changed++;
      const own = changes.get(segment);
      if (own !== undefined) own.changed++;
    }
    shares.push(changed / placed.length);
  }
  shares.sort((a, b) => a - b);
  const done = shares.length;
  return {
    customers: placed.length,
    unplaced: everyone.length - placed.length,
    resamples: done,
    skipped: resamples - done,
    changed:
      done === 0
        ? null
        : {
            mean: shares.reduce((sum, share) => sum + share, 0) / done,
            low: quantile(shares, 0.05),
            median: quantile(shares, 0.5),
            high: quantile(shares, 0.95),
          },
    segments:
      done === 0
        ? []
        : Array.from(changes, ([segment, { customers, changed }]) => ({
            segment,
            customers,
            changed: changed / (customers * done),
          })).sort((a, b) => b.customers - a.customers || byText(a.segment, b.segment)),
  };
}
