import type { Instant } from "clientele/core";
import { type CustomerHistory, type CustomerSummary, type HistoryPolicy, summarizeHistory } from "clientele/history";
import {
  type AbcClassTotal,
  classifyAbc,
  giniCoefficient,
  type MetricProfile,
  type MigrationTotal,
  migrationMatrix,
  profileSegments,
  type RfmModel,
  scoreRfm,
  segmentOf,
  type SegmentPlacement,
  type SegmentTable,
} from "clientele/segmentation";

/** How value is spread, what is special about the segments, and who went where. */
export interface Division {
  /** A, B and C by net value; empty when nobody is worth anything. */
  readonly classes: readonly AbcClassTotal[];
  /** Of the net values above zero: 0 when all are alike, near 1 when one has everything. */
  readonly gini: number | null;
  /** What sets segments apart from everyone, by their medians. */
  readonly traits: readonly SegmentTrait[];
  /** When the earlier segments were. */
  readonly since: Instant;
  /** Comings and goings of each segment, by the cut points of today. */
  readonly migration: readonly MigrationTotal[];
}

/** A median that lies clearly above or below everyone's. */
export interface SegmentTrait {
  readonly segment: string;
  readonly profile: MetricProfile;
}

/** One customer. */
interface Divided {
  readonly history: CustomerHistory;
  readonly summary: CustomerSummary;
}

/** Divides the customers by value, and holds their segments against everyone and against an earlier moment. */
export function divide(
  customers: readonly Divided[],
  {
    model,
    table,
    history,
  }: { readonly model: RfmModel; readonly table: SegmentTable; readonly history: HistoryPolicy },
  { since, asOf, currency }: { readonly since: Instant; readonly asOf: Instant; readonly currency: string },
): Division {
  const placeOf = (summary: CustomerSummary): SegmentPlacement | null => {
    const score = scoreRfm(summary, model);
    if (!score.ok) return null; // no purchase yet
    const place = segmentOf(score.value, table);
    return place.ok ? { customerId: summary.customerId, segment: place.value.segment } : null;
  };
  const placed = customers.flatMap(({ summary }) => {
    const place = placeOf(summary);
    if (place === null) return [];
    const { orders, recencyDays, firstPurchaseOn } = summary;
    const gap = summary.repeat === null || summary.repeat.frequency === 0 ? null : summary.repeat;
    return [
      {
        ...place,
        value: summary.monetary,
        metrics: {
          orders,
          recencyDays,
          gapDays: gap === null || firstPurchaseOn === null ? null : gap.recencyDays / gap.frequency,
        },
      },
    ];
  });
  const earlier = customers.flatMap((one) => {
    const place = placeOf(summarizeHistory(one.history, history, { asOf: since }));
    return place === null ? [] : [place];
  });
  const abc = classifyAbc(
    customers.map(({ summary }) => ({ customerId: summary.customerId, value: summary.monetary })),
    { currency },
  );
  const gini = giniCoefficient(
    customers.map(({ summary }) => Number(summary.monetary.amount)).filter((value) => value > 0),
  );
  const profiles = profileSegments(placed, { currency });
  return {
    classes: abc.ok ? abc.value.classes : [],
    gini: gini.ok ? gini.value : null,
    traits: table.boxes.flatMap(({ segment }) =>
      (profiles.segments.find((profile) => profile.segment === segment)?.metrics ?? [])
        .filter(({ standing }) => standing !== "unclear")
        .map((profile) => ({ segment, profile })),
    ),
    since,
    migration: migrationMatrix(
      { asOf: since, customers: earlier },
      { asOf, customers: placed },
      { segments: table.boxes.map(({ segment }) => segment) },
    ).totals,
  };
}
