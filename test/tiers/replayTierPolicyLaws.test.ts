import fc from "fast-check";
import { epochMsOf, orThrow } from "clientele/core";
import type { Order } from "clientele/customer";
import {
  defineTierPolicy,
  type ReplayPeriod,
  replayTierPolicy,
  restateTier,
  startTierReplay,
  type TierDecision,
  tierPresets,
  type TierReplay,
  type TierReplayReport,
  type TierReplayState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { asDays } from "../support/courseFacts.ts";
import type { Name } from "../support/tierCourses.ts";
import { anyReplay, anyReplayRow, byHand, type ReplayCase, type ReplayRow } from "../support/tierReplay.ts";
import type { BuiltMetric } from "../support/tiers.ts";

const law = (holds: (replay: ReplayCase) => void, numRuns = 12): void => {
  fc.assert(fc.property(anyReplay, holds), { numRuns });
};
const replaysOf = (
  { policy, rows, options }: ReplayCase,
  trace: "moves" | "none" | "full",
): readonly TierReplay<Name>[] =>
  [...replayTierPolicy(rows, policy, { ...options, trace })].map(({ result }) => orThrow(result));
const reportOf = ({ policy, rows, options }: ReplayCase): TierReplayReport<Name> => {
  const replay = startTierReplay<Name, BuiltMetric>(policy, options);
  replay.add(rows);
  return replay.finish();
};
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const isOwn = ({ customerId }: Order): boolean => customerId === "C-1";
const isMove = ({ action }: TierDecision): boolean => ["enrol", "upgrade", "downgrade"].includes(action);

describe("one customer", () => {
  test("is decided upon as by hand, review by review", () => {
    law((replay) => {
      const { policy, rows, options } = replay;
      const [told, plainly, moved] = (["full", "none", "moves"] as const).map((trace) => replaysOf(replay, trace));
      for (const [at, row] of rows.entries()) {
        const { moves = [], reviews, state } = moved?.[at] ?? {};
        // by hand it takes long: the first in full, the others without explanation
        const hand = byHand(row, () => policy, options.reviews, at === 0 ? "full" : "none");
        expect((at === 0 ? told : plainly)?.[at]?.decisions).toEqual(hand);
        expect(plainly?.[at]?.state).toEqual(told?.[at]?.state);
        expect(reviews).toBe(hand.length);
        expect(state).toEqual(hand.at(-1)?.stateAfter ?? null);
        const plain = moves.map(({ asOf, action, from, to, effectiveAt }) => [asOf, action, from, to, effectiveAt]);
        expect(plain).toEqual(
          hand.filter(isMove).map(({ asOf, action, from, to, effectiveAt }) => [asOf, action, from, to, effectiveAt]),
        );
        expect(moves.map(({ review }) => options.reviews[review])).toEqual(moves.map(({ asOf }) => asOf));
      }
    });
  });

  test("is moved by rules that are there, and downwards by some rule or person", () => {
    law((replay) => {
      const full = replaysOf(replay, "full");
      for (const [at, { moves }] of replaysOf(replay, "moves").entries()) {
        const row = replay.rows[at];
        expect(full[at]?.moves).toEqual(moves);
        for (const { action, rules, to } of moves) {
          if (action === "downgrade" || to !== "bronze") expect(rules).not.toEqual([]);
          expect(rules).toEqual([...new Set(rules)].sort());
          for (const rule of rules) {
            const found = rule
              .slice(1)
              .split("/")
              .reduce<unknown>(
                (node, key) => (node as Record<string, unknown> | undefined)?.[key],
                rule.startsWith("/overrides") ? row : replay.policy,
              );
            expect(found).toBeDefined();
          }
        }
      }
    });
  });

  test("can be replayed in parts", () => {
    law((replay) => {
      const { rows, options } = replay;
      const cut = Math.floor(options.reviews.length / 2);
      if (cut === 0) return;
      const first = replaysOf({ ...replay, options: { reviews: options.reviews.slice(0, cut) } }, "full");
      const rest = rows.map((row, at): ReplayRow => {
        const { state = null, enrolment = null } = first[at] ?? {};
        return { ...row, state: state ?? row.state, anchors: { ...row.anchors, enrolment } };
      });
      const second = replaysOf({ ...replay, rows: rest, options: { reviews: options.reviews.slice(cut) } }, "full");
      for (const [at, { decisions, state }] of replaysOf(replay, "full").entries()) {
        expect([...(first[at]?.decisions ?? []), ...(second[at]?.decisions ?? [])]).toEqual(decisions);
        expect(second[at]?.state ?? first[at]?.state).toEqual(state);
      }
    });
  });

  test("is restated as restateTier does", () => {
    law((replay) => {
      const { policy, rows, options } = replay;
      for (const row of rows.filter(({ orders }) => Array.isArray(orders))) {
        const [answer] = replayTierPolicy([row], policy, { ...options, restate: true, trace: "none" });
        const { decisions, restatement } = orThrow(answer?.result ?? { ok: false, error: null });
        const orders = (row.orders as readonly Order[]).map((order) => ({
          ...order,
          refunds: (order.refunds ?? []).map((refund) => ({ ...refund, at: order.at })),
        }));
        const now = byHand({ ...row, orders }, () => policy, options.reviews, "none");
        const steps = decisions.map((decided, at) => ({
          decided,
          at: now[at]?.asOf,
          metrics: metricsAt({ ...row, orders }, replay, now, at),
          overrides: row.overrides ?? null,
        }));
        const { differences, ...states } = orThrow(
          restateTier({ customerId: row.customerId, state: row.state ?? null, steps }, [policy]),
        );
        const plain = (all: typeof differences) =>
          all.map(({ step, asOf, decided, restated }) => [step, asOf, decided.action, restated.action, restated.to]);
        expect(plain(restatement?.differences ?? [])).toEqual(plain(differences));
        expect(restatement).toMatchObject(states);
      }
    }, 10);
  });
});

/** What is measured by hand at a step, from where the decisions before it lead. */
function metricsAt(row: ReplayRow, { policy, options }: ReplayCase, now: readonly TierDecision<Name>[], at: number) {
  const before = now[at - 1]?.stateAfter ?? row.state ?? null;
  const [only] = replayTierPolicy(
    [{ ...row, state: before, anchors: { ...row.anchors, enrolment: row.anchors?.enrolment ?? joined(row, now) } }],
    policy,
    { ...options, reviews: [now[at]?.asOf ?? ""], trace: "full" },
  );
  const [decision] = only?.result.ok ? only.result.value.decisions : [];
  const seen = new Map(decision?.reasons.map(({ metric, observed }) => [metric, observed]));
  const plain = (id: BuiltMetric) => {
    const tagged = seen.get(id) ?? null;
    if (tagged === null) return null;
    if (tagged.kind === "money") return { amount: tagged.amount, currency: tagged.currency };
    return tagged.kind === "number" ? tagged.value : null;
  };
  return { spend: plain("spend"), orders: plain("orders"), idleDays: plain("idleDays") };
}

const joined = (row: ReplayRow, now: readonly TierDecision<Name>[]) =>
  row.state?.by === "enrol" ? row.state.since : (now.find(({ action }) => action === "enrol")?.asOf ?? null);

describe("a population", () => {
  test("the report is the same for every order and partition of the customers, through JSON", () => {
    law((replay) => {
      const { policy, rows, options } = replay;
      const named = rows.map((row, at): ReplayRow => ({ ...row, customerId: at === 0 ? "C-1" : row.customerId }));
      const listed = { ...options, listed: 3 };
      const whole = startTierReplay<Name, BuiltMetric>(policy, listed);
      whole.add(named);
      const merged = startTierReplay<Name, BuiltMetric>(policy, listed);
      for (const row of named.toReversed()) {
        const part = startTierReplay<Name, BuiltMetric>(policy, listed);
        part.add([row]);
        merged.merge(JSON.parse(JSON.stringify(part.state())) as TierReplayState);
      }
      expect(JSON.stringify(merged.state())).toBe(JSON.stringify(whole.state()));
      expect(merged.finish()).toEqual(whole.finish());
      expect(JSON.parse(JSON.stringify(whole.finish()))).toEqual(whole.finish());
    });
  });

  test("nobody is lost: decisions, flows, stays, graces", () => {
    law((replay) => {
      const report = reportOf(replay);
      const replays = replaysOf(replay, "full");
      expect(report.customers).toBe(replay.rows.length);
      expect(report.decisions).toBe(sum(replays.map(({ decisions }) => decisions.length)));
      let before: ReplayPeriod<Name> | null = null;
      for (const period of report.periods) {
        const { actions, judged, notYet, flow, tiers } = period;
        expect(sum(Object.values(actions))).toBe(judged);
        expect(judged + notYet).toBe(report.customers);
        expect(sum(flow.map(({ customers }) => customers))).toBe(judged);
        const into = (tier: Name) => sum(flow.flatMap(({ to, customers }) => (to === tier ? [customers] : [])));
        for (const tier of ["bronze", "silver", "gold"] as const) {
          expect(tiers[tier]).toBe(into(tier));
          const out = sum(flow.flatMap(({ from, customers }) => (from === tier ? [customers] : [])));
          if (before !== null) expect(out).toBe(before.tiers[tier]);
        }
        before = period;
      }
      const { running, started, saved, lost, open } = report.graces;
      expect(running + started).toBe(saved + lost + open);
      const changes = replays.flatMap(({ decisions }, at) =>
        decisions.filter(({ stateAfter }, step) => {
          const held = decisions[step - 1]?.stateAfter ?? replay.rows[at]?.state ?? null;
          return held?.tier !== stateAfter.tier;
        }),
      );
      const stays = sum(report.dwell.map(({ completed, censored }) => completed + censored));
      expect(stays).toBeGreaterThanOrEqual(changes.length);
    });
  });

  test("counts what the decisions say", () => {
    law((replay) => {
      const report = reportOf(replay);
      const decisions = replaysOf(replay, "none").flatMap(({ decisions }) => decisions);
      for (const { asOf, actions, heldBy } of report.periods) {
        const then = decisions.filter((decision) => decision.asOf === asOf);
        for (const [action, count] of Object.entries(actions)) {
          expect(then.filter((decision) => decision.action === action)).toHaveLength(count);
        }
        for (const [kind, count] of Object.entries(heldBy)) {
          expect(then.filter((decision) => decision.heldBy?.kind === kind)).toHaveLength(count);
        }
      }
      for (const { kind, decisions: count, share } of report.holds) {
        expect(count).toBe(decisions.filter(({ heldBy }) => heldBy?.kind === kind).length);
        expect(share).toBe(decisions.length === 0 ? 0 : count / decisions.length);
      }
    });
  });

  test("bounces are opposite moves, near to each other", () => {
    law((replay) => {
      const { thrash, bounceWithin } = reportOf(replay);
      const times = replaysOf(replay, "moves").map((one) => {
        const moves = one.moves.filter(({ action }) => action !== "enrol");
        return moves.filter((move, at) => {
          const last = moves[at - 1];
          if (last === undefined || last.action === move.action) return false;
          return move.review - last.review <= bounceWithin;
        }).length;
      });
      expect(thrash.bounces).toBe(sum(times));
      expect(thrash.customers).toBe(times.filter((count) => count > 0).length);
      expect(sum(thrash.byTimes.map(({ times: so, customers }) => so * customers))).toBe(thrash.bounces);
      expect(sum(thrash.rules.map(({ bounces }) => bounces))).toBe(thrash.bounces);
      expect(thrash.downUp + thrash.upDown).toBe(thrash.bounces);
    });
  });

  test("a preset never sends anybody to and fro on facts that stay", () => {
    const any = fc.record({
      spend: fc.integer({ min: 0, max: 300_000 }),
      orders: fc.nat({ max: 15 }),
      days: fc.nat({ max: 900 }),
      change: fc.double({ min: -1, max: 1, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const reviews = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, "0")}-01T00:00:00Z`);
    const options = { reviews, bounceWithin: 12 };
    const presets = Object.values(tierPresets).map((preset) => defineTierPolicy<string, string>(preset));
    fc.assert(
      fc.property(any, fc.constantFrom(...presets), (facts, preset) => {
        const money = (amount: number) => ({ amount: String(amount), currency: "CNY" });
        const metrics = {
          spend: money(facts.spend),
          turnover: money(facts.spend * 20),
          contractValue: money(facts.spend),
          orders: facts.orders,
          tenureDays: facts.days,
          idleDays: facts.days % 365,
          satisfactionChange: { value: facts.change, n: 9 },
          turnoverRankShare: facts.share,
        };
        const replay = startTierReplay(preset, options);
        replay.add([{ customerId: "c", values: reviews.map((asOf) => ({ asOf, metrics })) }]);
        expect(replay.finish().thrash.bounces).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test("days are as good as the orders they were made of, at ends of days, but for when a first purchase was paid back", () => {
    law((replay) => {
      const { policy, options } = replay;
      if (policy.timeZone !== "Asia/Shanghai" || JSON.stringify(policy.metrics).includes("firstPurchase")) return;
      const reviews = [...new Set(options.reviews.map((asOf) => epochMsOf(asOf.replace(/T.*/, "T15:59:59.999Z"))))];
      const moments = reviews.map((epochMilliseconds) => ({ epochMilliseconds }));
      const whole = { ...replay, options: { reviews: moments } } as unknown as ReplayCase;
      const rows = replay.rows.filter(
        ({ orders }) => Array.isArray(orders) && (orders as readonly Order[]).every(isOwn),
      );
      const days = rows.map((row) => ({ ...row, orders: asDays(row.orders as readonly Order[]) }));
      expect(replaysOf({ ...whole, rows: days }, "moves")).toEqual(replaysOf({ ...whole, rows }, "moves"));
    });
  });

  test("who is refused counts nowhere else", () => {
    fc.assert(
      fc.property(anyReplay, anyReplayRow, (replay, row) => {
        const broken = { ...row, state: { tier: "platinum", since: "2023-01-01T00:00:00Z" } } as unknown as ReplayRow;
        const { refused, ...rest } = reportOf({ ...replay, rows: [broken, ...replay.rows] });
        const { refused: _, ...without } = reportOf(replay);
        expect(rest).toEqual(without);
        expect(refused.byCode).toEqual({ "tier-not-in-policy": 1 });
      }),
      { numRuns: 10 },
    );
  });
});
