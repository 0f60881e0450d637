import {
  epochMsOf,
  exact,
  type Instant,
  minusDuration,
  type Money,
  moneyFromMinor,
  orThrow,
  plusDuration,
  type RowFindings,
  sumMoney,
} from "clientele/core";
import { isOpen, nextOpen, workingTime } from "clientele/calendar";
import type { Case, Customer, Order, SurveyAnswer } from "clientele/customer";
import {
  type CustomerHistory,
  type CustomerSummary,
  type HistoryPolicy,
  type OrderCounts,
  ordersWithin,
  startOrderSummary,
  summarizeHistory,
} from "clientele/history";
import { type AcquireToWinBackStage, type StageAnswer, stateAt } from "clientele/lifecycle";
import { fitRfm, type RfmModel, scoreRfm, segmentOf } from "clientele/segmentation";
import {
  complianceReport,
  type ComplianceRow,
  evaluateSla,
  orderQueue,
  type SlaReason,
  type SlaStatus,
} from "clientele/sla";
import {
  checkTierPolicy,
  evaluateTier,
  type PlannedNotice,
  type TierDecision,
  type TierPolicyFinding,
  type TierPortfolioRow,
} from "clientele/tiers";
import {
  type Grade,
  historyPolicyFor,
  type Policies,
  policiesFor,
  PRESET_THRESHOLDS,
  type Thresholds,
} from "./policies.ts";
import { type TierChange, tierChangeOf } from "./tierChange.ts";
import { type Division, divide } from "./division.ts";
import { careOf, type LifecycleCare } from "./lifecycle.ts";
import { replayTiers, type ReplaySection } from "./tierReplay.ts";
import { letterOf, owedService, type OwedService } from "./tierService.ts";
import { type Valuation, valueCustomers } from "./value.ts";
import { winBackOf, type WinBackSection } from "./winBack.ts";

/** What the report is about. */
export interface Portfolio {
  /** Null for the embedded example. */
  readonly file: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly asOf: Instant;
  readonly orders: readonly Order[];
  readonly customers: readonly Customer[];
  readonly cases: readonly Case[];
  readonly answers: readonly SurveyAnswer[];
  /** Rows of the file that could not be read and were left out. */
  readonly skippedRows: number;
}

/** Everything the report says, as data. */
export interface Report {
  readonly file: string | null;
  readonly asOf: Instant;
  readonly timeZone: string;
  readonly currency: string;
  readonly glance: Glance;
  readonly segments: readonly SegmentRow[];
  /** Null when nobody can be scored. */
  readonly division: Division | null;
  readonly tiers: TierSection;
  readonly tierFindings: readonly TierPolicyFinding[];
  readonly tierChange: TierChange;
  readonly replay: ReplaySection;
  readonly lifecycle: readonly StageRow[];
  readonly care: LifecycleCare;
  readonly winBack: WinBackSection;
  readonly value: Valuation;
  readonly promises: PromiseSection | null;
  readonly calls: readonly Call[];
  readonly office: Office;
}

/** When the calls can be made. */
export interface Office {
  readonly openNow: boolean;
  /** The first open moment from now on; null when none is known. */
  readonly opensAt: Instant | null;
  /** Open time of the seven days to come, in milliseconds. */
  readonly weekMs: number;
}

/** The portfolio at a glance. */
export interface Glance {
  readonly customers: number;
  /** Customers with at least one order. */
  readonly buyers: number;
  readonly counts: OrderCounts;
  readonly skippedRows: number;
  readonly findings: RowFindings;
  readonly gross: Money;
  readonly refunded: Money;
  readonly net: Money;
  /** Buyers whose refunds and cancellations reach what they spent. */
  readonly netZeroOrLess: number;
  /** Customers whose first row is a cancellation: bought before the data begins. */
  readonly cancelledFirst: number;
  readonly firstOrderOn: string | null;
  readonly lastOrderOn: string | null;
  readonly months: readonly { readonly month: string; readonly gross: Money }[];
  readonly answers: { readonly count: number; readonly mean: number } | null;
}

/** One segment. */
export interface SegmentRow {
  readonly segment: string;
  readonly customers: number;
  readonly value: Money;
  /** Of the net value of all segments. */
  readonly share: number;
}

/** The grades. */
export interface TierSection {
  readonly since: Instant;
  readonly thresholds: Thresholds;
  /** Whether the thresholds were laid at quantiles of the user's own data. */
  readonly fromData: boolean;
  readonly counts: Readonly<Record<Grade, number>>;
  readonly moves: readonly { readonly from: Grade; readonly to: Grade; readonly customers: number }[];
  /** Three customers in full. */
  readonly explained: readonly {
    readonly name: string;
    readonly decision: TierDecision<Grade>;
    /** The letter to the customer; null when there is nothing to tell. */
    readonly letter: PlannedNotice | null;
  }[];
  /** What one gold customer, or the best grade below, is owed this quarter; null without customers. */
  readonly owed: OwedService | null;
  /** Customers who lack nothing but spend, the nearest first. */
  readonly nearest: readonly Nearest[];
}

/** One stage of the lifecycle. */
export interface StageRow {
  readonly stage: string;
  readonly customers: number;
}

/** How the response promises stand. */
export interface PromiseSection {
  readonly bySeverity: readonly {
    readonly severity: string;
    readonly met: number;
    readonly breached: number;
    readonly overdue: number;
    readonly running: number;
  }[];
  /** Unanswered and past due, the longest first. */
  readonly overdue: readonly OpenPromise[];
  /** Unanswered and still in time, the most urgent first. */
  readonly due: readonly OpenPromise[];
  /** How well they were kept by severity, with intervals. */
  readonly kept: readonly ComplianceRow[];
  /** What to work on next, in order, and why. */
  readonly queue: readonly QueueRow[];
}

/** A case that waits to be worked on. */
export interface QueueRow {
  readonly caseId: string;
  readonly name: string;
  readonly reasons: readonly SlaReason[];
}

/** An unanswered case. */
export interface OpenPromise {
  readonly caseId: string;
  readonly customerId: string;
  readonly name: string;
  readonly status: SlaStatus<"firstResponse">;
}

/** Somebody to call today. */
export interface Call {
  readonly customerId: string;
  readonly name: string;
  readonly tier: Grade;
  readonly stage: string;
  /** Twelve months' net spend: what may be lost. */
  readonly yearSpend: Money;
  readonly why: readonly CallReason[];
}

/** Why somebody should be called. */
export type CallReason =
  | { readonly kind: "overdue"; readonly promise: OpenPromise }
  | { readonly kind: "downgraded"; readonly decision: TierDecision<Grade> }
  | { readonly kind: "leaving"; readonly probabilityAlive: number; readonly recencyDays: number }
  | { readonly kind: "silent"; readonly recencyDays: number; readonly usualDays: number };

/** One customer while the report is made. */
interface Profile {
  readonly id: string;
  readonly name: string;
  readonly history: CustomerHistory;
  readonly summary: CustomerSummary;
  readonly yearSpend: Money;
}

/** Makes the report. Pure but for `onProgress`, which hears what is being done. */
export function makeReport(portfolio: Portfolio, onProgress: (what: string) => void): Report {
  const { timeZone, currency, asOf } = portfolio;
  const historyPolicy = historyPolicyFor(timeZone, currency);
  const collected = startOrderSummary(historyPolicy);
  for (let from = 0; from < portfolio.orders.length; from += 50_000) {
    if (from > 0) onProgress(`${from} orders summed up`);
    collected.add(portfolio.orders.slice(from, from + 50_000));
  }
  const summary = collected.finish({ asOf });
  const names = new Map(portfolio.customers.map(({ id, name }) => [id, name ?? id]));
  const histories = new Map([...collected.histories()].map((history) => [history.customerId, history]));
  const profiles = summary.customers.map((customer): Profile => {
    const history = histories.get(customer.customerId) ?? { customerId: customer.customerId, days: [] };
    return {
      id: customer.customerId,
      name: names.get(customer.customerId) ?? customer.customerId,
      history,
      summary: customer,
      yearSpend: ordersWithin(history, historyPolicy, { asOf, window: "P12M" }).monetary,
    };
  });

  const fromData = portfolio.file !== null;
  const thresholds = fromData ? thresholdsOf(profiles) : PRESET_THRESHOLDS;
  const policies = policiesFor(timeZone, currency, thresholds);
  onProgress("customers graded");
  const since = minusDuration(asOf, "P3M", { timeZone });
  const decisions = new Map(
    profiles.map((profile) => [profile.id, gradeOf(profile, historyPolicy, policies, since, asOf)]),
  );
  const stages = new Map(profiles.map((profile) => [profile.id, stageOf(profile, policies, asOf)]));
  onProgress("segments compared");
  const rfm = fitRfm(summary.customers, policies.rfm);
  onProgress("lifetime value fitted");
  const value = valueCustomers(summary.customers, histories.values(), {
    currency,
    timeZone,
    asOf,
    refundShare: refundShare(profiles, currency),
  });
  const promises = portfolio.cases.length === 0 ? null : promisesOf(portfolio.cases, names, decisions, policies, asOf);

  return {
    file: portfolio.file,
    asOf,
    timeZone,
    currency,
    glance: glanceOf(portfolio, profiles, summary.counts, summary.findings),
    segments: rfm.ok ? segmentsOf(profiles, rfm.value.model, policies, currency) : [],
    division: rfm.ok
      ? divide(
          profiles,
          { model: rfm.value.model, table: policies.segments, history: historyPolicy },
          { since, asOf, currency },
        )
      : null,
    tiers: tierSection(profiles, decisions, policies, since, thresholds, fromData),
    tierFindings: checkTierPolicy(policies.tiers),
    tierChange: tierChangeOf(gradedRows(profiles, decisions, historyPolicy, asOf), names, policies.tiers, asOf),
    replay: replayTiers(histories.values(), policies, { asOf, timeZone }),
    lifecycle: policies.lifecycle.stages.map(({ id }) => ({
      stage: id,
      customers: [...stages.values()].filter((answer) => answer.state.stage === id).length,
    })),
    care: careOf(
      profiles.flatMap(({ id, name }) => {
        const answer = stages.get(id);
        return answer === undefined ? [] : [{ id, name, answer }];
      }),
      policies.lifecycle,
      { asOf, timeZone },
    ),
    winBack: winBackOf(histories.values(), policies, { asOf, timeZone, currency, cases: portfolio.cases, names }),
    value,
    promises,
    calls: callsOf(profiles, decisions, stages, value, promises),
    office: officeAt(policies, asOf),
  };
}

function officeAt({ office }: Policies, asOf: Instant): Office {
  const opens = nextOpen(asOf, office);
  return {
    openNow: isOpen(asOf, office),
    opensAt: opens.ok ? opens.value : null,
    weekMs: workingTime({ from: asOf, to: plusDuration(asOf, "P7D", { timeZone: office.timeZone }) }, office),
  };
}

function glanceOf(
  { currency, orders, answers, skippedRows, asOf }: Portfolio,
  profiles: readonly Profile[],
  counts: OrderCounts,
  findings: RowFindings,
): Glance {
  const sum = (of: (summary: CustomerSummary) => Money): Money =>
    orThrow(
      sumMoney(
        profiles.map(({ summary }) => of(summary)),
        currency,
      ),
    );
  const buyers = profiles.filter(({ summary }) => summary.orders > 0);
  const firsts = buyers.map(({ summary }) => summary.firstPurchaseOn ?? "").sort();
  const lasts = buyers.map(({ summary }) => summary.lastPurchaseOn ?? "").sort();
  const values = answers
    .filter(({ at }) => epochMsOf(at) <= epochMsOf(asOf))
    .flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    customers: profiles.length,
    buyers: buyers.length,
    counts,
    skippedRows,
    findings,
    gross: sum(({ gross }) => gross),
    refunded: sum(({ refunded }) => refunded),
    net: sum(({ monetary }) => monetary),
    netZeroOrLess: profiles.filter(({ summary }) => exact(summary.monetary.amount).lte("0")).length,
    cancelledFirst: cancelledFirst(orders),
    firstOrderOn: firsts[0] ?? null,
    lastOrderOn: lasts.at(-1) ?? null,
    months: monthsOf(profiles, currency),
    answers:
      values.length === 0 ? null : { count: values.length, mean: values.reduce((a, b) => a + b, 0) / values.length },
  };
}

/** Counts customers whose earliest row is a cancellation. */
function cancelledFirst(orders: readonly Order[]): number {
  const first = new Map<string, { readonly at: number; readonly negative: boolean }>();
  for (const { customerId, at, amount } of orders) {
    const ms = epochMsOf(at);
    const known = first.get(customerId);
    if (known === undefined || ms < known.at)
      first.set(customerId, { at: ms, negative: amount.amount.startsWith("-") });
  }
  return [...first.values()].filter(({ negative }) => negative).length;
}

function monthsOf(profiles: readonly Profile[], currency: string): Glance["months"] {
  const minor = new Map<string, number>();
  for (const { history } of profiles) {
    for (const { on, spentMinor } of history.days) {
      const month = on.slice(0, 7);
      minor.set(month, (minor.get(month) ?? 0) + spentMinor);
    }
  }
  return [...minor]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-36)
    .map(([month, spent]) => ({ month, gross: moneyFromMinor(spent, currency) }));
}

/** Quantiles of the last year's spend, to two digits: thresholds to begin with where nobody has set any. */
function thresholdsOf(profiles: readonly Profile[]): Thresholds {
  const spends = profiles
    .map(({ yearSpend }) => Number(yearSpend.amount))
    .filter((spend) => spend > 0)
    .sort((a, b) => a - b);
  const at = (share: number): string => {
    const spend = spends[Math.floor(share * (spends.length - 1))] ?? 0;
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(spend, 1))) - 1);
    return String(Math.max(1, Math.round(spend / unit) * unit));
  };
  return { silver: at(0.6), gold: at(0.85), diamond: at(0.95) };
}

/** A customer who is near the next grade. */
export interface Nearest {
  readonly name: string;
  readonly customerId: string;
  readonly tier: Grade;
  readonly next: Grade;
  /** What is missing of the spend. */
  readonly missing: Money;
}

/** The five customers to whom the least share of the asked spend is missing, and nothing else. */
function nearestOf(
  profiles: readonly Profile[],
  decisions: ReadonlyMap<string, TierDecision<Grade>>,
): readonly Nearest[] {
  const near = profiles.flatMap(({ id, name }) => {
    const decision = decisions.get(id);
    const next = decision?.nextTier ?? null;
    const [only, ...others] = next?.missing ?? [];
    if (decision === undefined || next === null || others.length > 0 || next.blockedBy.length > 0) return [];
    if (only?.gap?.kind !== "money" || only.required?.kind !== "money") return [];
    const { amount, currency } = only.gap;
    const share = exact(amount).dividedBy(exact(only.required.amount)).toNumber();
    return [
      {
        share,
        row: { name, customerId: id, tier: decision.to, next: next.tier, missing: { amount, currency } },
      },
    ];
  });
  return near
    .toSorted((a, b) => a.share - b.share)
    .slice(0, 5)
    .map(({ row }) => row);
}

/** Grades a customer three months ago, from nothing, and again today from there. */
function gradeOf(
  { id, history }: Profile,
  historyPolicy: HistoryPolicy,
  { tiers }: Policies,
  since: Instant,
  asOf: Instant,
): TierDecision<Grade> {
  const metricsAt = (at: Instant) => {
    const { orders, monetary } = ordersWithin(history, historyPolicy, { asOf: at, window: "P12M" });
    const { recencyDays } = summarizeHistory(history, historyPolicy, { asOf: at });
    return { spend: monetary, orders, idleDays: recencyDays };
  };
  const before = orThrow(
    evaluateTier({ customerId: id, state: null, metrics: metricsAt(since) }, tiers, { asOf: since, trace: "none" }),
  );
  return orThrow(evaluateTier({ customerId: id, state: before.stateAfter, metrics: metricsAt(asOf) }, tiers, { asOf }));
}

/** Where customers stand now, with what is measured now: for what would happen under other rules. */
const gradedRows = (
  profiles: readonly Profile[],
  decisions: ReadonlyMap<string, TierDecision<Grade>>,
  historyPolicy: HistoryPolicy,
  asOf: Instant,
): readonly TierPortfolioRow[] =>
  profiles.map(({ id, history, summary, yearSpend }) => ({
    customerId: id,
    state: decisions.get(id)?.stateAfter ?? null,
    metrics: {
      spend: yearSpend,
      orders: ordersWithin(history, historyPolicy, { asOf, window: "P12M" }).orders,
      idleDays: summary.recencyDays,
    },
  }));

function stageOf({ history }: Profile, { lifecycle }: Policies, asOf: Instant): StageAnswer<AcquireToWinBackStage> {
  const events = history.days
    .filter(({ orders }) => orders > 0)
    .map(({ firstAt }) => ({ kind: "purchased", at: firstAt }) as const);
  return orThrow(stateAt({ startedAt: history.days[0]?.firstAt ?? asOf, events }, lifecycle, { asOf }));
}

/** What of every unit of money is given back. */
function refundShare(profiles: readonly Profile[], currency: string): number {
  const total = (of: (summary: CustomerSummary) => Money): number =>
    Number(
      orThrow(
        sumMoney(
          profiles.map(({ summary }) => of(summary)),
          currency,
        ),
      ).amount,
    );
  const gross = total((summary) => summary.gross);
  return gross > 0 ? Math.min(1, total((summary) => summary.refunded) / gross) : 0;
}

function segmentsOf(
  profiles: readonly Profile[],
  model: RfmModel,
  { segments }: Policies,
  currency: string,
): readonly SegmentRow[] {
  const members = new Map<string, Money[]>();
  for (const { summary } of profiles) {
    const score = scoreRfm(summary, model);
    if (!score.ok) continue; // no purchase: counted at a glance
    const { segment } = orThrow(segmentOf(score.value, segments));
    members.set(segment, [...(members.get(segment) ?? []), summary.monetary]);
  }
  const rows = segments.boxes.map(({ segment }) => {
    const amounts = members.get(segment) ?? [];
    return { segment, customers: amounts.length, value: orThrow(sumMoney(amounts, currency)) };
  });
  const total = rows.reduce((sum, { value }) => sum + Number(value.amount), 0);
  return rows.map((row) => ({ ...row, share: total === 0 ? 0 : Number(row.value.amount) / total }));
}

function tierSection(
  profiles: readonly Profile[],
  decisions: ReadonlyMap<string, TierDecision<Grade>>,
  { tiers, packages }: Policies,
  since: Instant,
  thresholds: Thresholds,
  fromData: boolean,
): TierSection {
  const all = [...decisions.values()];
  const grades = tiers.tiers.map(({ id }) => id);
  const counts = Object.fromEntries(grades.map((grade) => [grade, all.filter(({ to }) => to === grade).length]));
  const moves = grades.flatMap((from) =>
    grades
      .filter((to) => to !== from)
      .map((to) => ({
        from,
        to,
        customers: all.filter((decision) => decision.from === from && decision.to === to).length,
      })),
  );
  // the biggest spenders among those who rose, fell, and stayed
  const bySpend = profiles.toSorted((a, b) => exact(b.yearSpend.amount).comparedTo(exact(a.yearSpend.amount)));
  const explained = (["upgrade", "downgrade", "retain"] as const).flatMap((action) => {
    const found = bySpend.find(({ id }) => decisions.get(id)?.action === action);
    const decision = found && decisions.get(found.id);
    return found && decision ? [{ name: found.name, decision, letter: letterOf(decision, tiers, packages) }] : [];
  });
  const served = (["gold", "silver", "ordinary"] as const)
    .flatMap((grade) => bySpend.filter(({ id }) => decisions.get(id)?.to === grade).slice(0, 1))
    .flatMap(({ id, name }) => {
      const decision = decisions.get(id);
      return decision === undefined ? [] : [{ name, decision }];
    })[0];
  return {
    since,
    thresholds,
    fromData,
    counts: counts as Record<Grade, number>,
    moves: moves.filter(({ customers }) => customers > 0),
    explained,
    owed: served === undefined ? null : owedService(served, tiers, { packages, embedded: !fromData }),
    nearest: nearestOf(profiles, decisions),
  };
}

function promisesOf(
  cases: readonly Case[],
  names: ReadonlyMap<string, string>,
  decisions: ReadonlyMap<string, TierDecision<Grade>>,
  { sla }: Policies,
  asOf: Instant,
): PromiseSection {
  const graded = cases.map((item): Case => ({ ...item, tier: decisions.get(item.customerId)?.to ?? null }));
  const { queue } = orderQueue(graded, sla, { asOf });
  const open = cases.map((item): OpenPromise & { readonly severity: string } => ({
    caseId: item.id,
    customerId: item.customerId,
    name: names.get(item.customerId) ?? item.customerId,
    severity: item.severity,
    status: orThrow(evaluateSla(item, sla, { asOf })),
  }));
  const response = ({ status }: OpenPromise) => status.metrics.firstResponse;
  const unanswered = open.filter((item) => response(item).stoppedAt === null);
  const byRemaining = (a: OpenPromise, b: OpenPromise): number =>
    (response(a).remainingMs ?? 0) - (response(b).remainingMs ?? 0);
  const severities = sla.severities ?? [];
  return {
    bySeverity: severities.map((severity) => {
      const those = open.filter((item) => item.severity === severity);
      const count = (holds: (item: OpenPromise) => boolean): number => those.filter(holds).length;
      return {
        severity,
        met: count((item) => response(item).state === "met"),
        breached: count((item) => response(item).state === "breached" && response(item).stoppedAt !== null),
        overdue: count((item) => response(item).state === "breached" && response(item).stoppedAt === null),
        running: count((item) => response(item).state === "running"),
      };
    }),
    overdue: unanswered.filter((item) => response(item).state === "breached").sort(byRemaining),
    due: unanswered.filter((item) => response(item).state === "running").sort(byRemaining),
    kept: complianceReport(graded, sla, { asOf, by: ["severity"] }).rows,
    queue: queue
      .filter(({ metric }) => metric !== null)
      .map(({ row, reasons }) => ({ caseId: row.id, name: names.get(row.customerId) ?? row.customerId, reasons })),
  };
}

/** How many of their usual gaps somebody has to be silent for. */
const LONG_SILENCE = 3;

/** Overdue answers first, then those who seem to leave, by what they spent in a year. The lost are for a win-back. */
function callsOf(
  profiles: readonly Profile[],
  decisions: ReadonlyMap<string, TierDecision<Grade>>,
  stages: ReadonlyMap<string, StageAnswer<AcquireToWinBackStage>>,
  value: Valuation,
  promises: PromiseSection | null,
): readonly Call[] {
  const overdue = new Map(promises?.overdue.map((promise) => [promise.customerId, promise]));
  const calls = profiles.flatMap((profile): (Call & { readonly urgent: boolean })[] => {
    const decision = decisions.get(profile.id);
    const stage = stages.get(profile.id)?.state.stage ?? "";
    const promise = overdue.get(profile.id);
    if (decision === undefined || (stage === "lost" && promise === undefined)) return [];
    const why: CallReason[] = [];
    if (promise !== undefined) why.push({ kind: "overdue", promise });
    if (decision.action === "downgrade") why.push({ kind: "downgraded", decision });
    const { recencyDays, repeat } = profile.summary;
    const alive = value.known ? (value.probabilityAlive.get(profile.id) ?? null) : null;
    if (recencyDays !== null && alive !== null && alive < 0.8) {
      why.push({ kind: "leaving", probabilityAlive: alive, recencyDays });
    } else if (recencyDays !== null && repeat !== null && repeat.frequency >= LONG_SILENCE) {
      const usualDays = repeat.recencyDays / repeat.frequency;
      if (recencyDays > 7 && recencyDays >= LONG_SILENCE * usualDays)
        why.push({ kind: "silent", recencyDays, usualDays });
    }
    if (why.length === 0) return [];
    const { id, name, yearSpend } = profile;
    return [{ customerId: id, name, tier: decision.to, stage, yearSpend, why, urgent: promise !== undefined }];
  });
  return calls
    .sort(
      (a, b) => Number(b.urgent) - Number(a.urgent) || exact(b.yearSpend.amount).comparedTo(exact(a.yearSpend.amount)),
    )
    .slice(0, 10)
    .map(({ urgent: _, ...call }) => call);
}
