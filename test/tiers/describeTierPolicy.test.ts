import fc from "fast-check";
import { canonicalJson, fingerprint, LOCALES } from "clientele/core";
import { explain } from "clientele/explain";
import {
  defineTierPolicy,
  describeTierPolicy,
  diffTierPolicy,
  type TierDescriptionLine,
  type TierPolicy,
  tierPresets,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyLeafChange, anyTierPolicy, checked, type Place } from "../support/tierPolicies.ts";
import { bothOf, versions } from "../support/tierVersions.ts";

/** The document, without the line of the fingerprint, which tells every change without saying which. */
function told(policy: TierPolicy): readonly string[] {
  const sections = describeTierPolicy(policy);
  const mark = fingerprint(policy);
  return LOCALES.map((locale) =>
    sections
      .flatMap((section) => explain(section, { locale }))
      .filter((line) => !line.includes(mark))
      .join("\n"),
  );
}

const full = checked({
  id: "grades",
  version: 3,
  effectiveFrom: "2026-01-01T00:00:00+08:00",
  effectiveTo: "2027-01-01T00:00:00+08:00",
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    {
      id: "spend",
      kind: "money",
      betterWhen: "higher",
      window: { calendar: "year", fiscalStart: 4 },
      measure: { orders: "gross" },
      maxAge: "P90D",
      labels: { en: "Spend", "zh-CN": "消费额" },
    },
    {
      id: "visits",
      kind: "count",
      unit: "visits",
      window: { rolling: "P1Y" },
      measure: { activity: "count", where: { kind: "visit" } },
    },
    { id: "idle", kind: "days", unit: "days", betterWhen: "lower", minSample: 2 },
  ],
  tiers: [
    {
      id: "gold",
      rank: 5,
      servicePackage: "gold-care",
      attain: {
        atLeast: {
          n: 1,
          of: [
            { metric: "spend", op: ">=", value: "50000.00" },
            {
              all: [
                { metric: "visits", op: ">", value: 3 },
                { not: { metric: "idle", op: ">", value: 30, onMissing: "met" } },
              ],
            },
          ],
        },
      },
      lifetime: { any: [{ memberOf: { segment: "founders" } }] },
      downgradeAllowed: false,
    },
    { id: "base", rank: 1, labels: { "zh-CN": "普通" } },
  ],
  upgrade: { mode: "oneStep", when: "nextPeriod" },
  downgrade: {
    mode: "toQualified",
    also: [{ id: "silent", when: { lastPerformed: { event: "visit", op: "before", duration: "P1Y6M" } } }],
    grace: { duration: "P10D", anchor: "expiry", roundUp: "day" },
  },
  validity: { calendar: "quarter", ahead: 2, plus: "P1M" },
  schedule: { every: "month", fiscalStart: 7 },
  protectionAfterUpgrade: "P2M",
  minimumDwell: "P1M",
  meta: { approvedBy: "board" },
});

describe("examples", () => {
  test("everything that a policy can say, in both languages", () => {
    expect(told(full).map((text) => text.split("\n"))).toEqual([
      [
        "Customer grading rules grades, version 3",
        "  every customer is given one of 2 tiers; 普通 is open to everyone",
        "  in force from 2026-01-01 00:00:00+08:00 on, until 2027-01-01 00:00:00+08:00",
        "  days, months and years are those of Asia/Shanghai",
        "  amounts are in CNY",
        "What is measured",
        "  Spend (spend): an amount in CNY",
        "    the cost of orders, before refunds",
        "    in the running year, of years that begin with month 4",
        "    the higher, the better",
        "    not known when the newest fact is older than 90 days",
        "  visits (visits): a count",
        "    how often the customer was active, only of the kind visit",
        "    over the last 1 year",
        "    counted in visits",
        "  idle (idle): a number of days",
        "    brought in, not measured from facts",
        "    the lower, the better",
        "    not known when it rests on fewer than 2 facts",
        "The tiers, from the lowest to the highest",
        "  普通 (base), rank 1",
        "    open to everyone",
        "  gold (gold), rank 5",
        "    service package: gold-care",
        "    to reach it:",
        "      1 or more of these 2 hold:",
        "        Spend is at least CNY 50,000.00",
        "        all of these hold:",
        "          visits is more than 3 visits",
        "          this does not hold:",
        "            idle is more than 30 days (taken as met where it is not known)",
        "    to keep it: the same as to reach it",
        "    who has it, or a higher tier, never falls below it again once this holds:",
        "      one or more of these hold:",
        "        the customer belongs to the segment founders",
        "    nobody is downgraded from it",
        "How customers rise",
        "  to the lowest of the higher tiers whose conditions hold, once in a review period at the most",
        "  an upgrade takes effect when the next review period begins",
        "How tiers are lost",
        "  who no longer meets what keeps a tier falls to the highest lower tier that is not lost as well",
        "  silent (silent): tiers are lost all the same, and none is reached, while this holds:",
        "    the last visit was more than 1 year, 6 months ago, or there was none",
        "  a lost tier is kept for a grace of 10 days, from the end of its validity",
        "    its end is moved up to the end of the day",
        "When tiers are tested, and what holds them",
        "  tiers are reviewed every calendar month, at the first judgement in it",
        "    years begin with month 7",
        "  a tier is held to the end of the quarter in which it was given before it is tested",
        "    and 2 of these periods more",
        "    and 1 month more",
        "  after an upgrade a tier cannot be lost for 2 months",
        "  a tier is kept for at least 1 month, however it was come by",
        "When customers are told",
        "  customers are told with the decision",
      ],
      [
        "客户分级规则 grades（第 3 版）",
        "  将每位客户评定为 2 个等级之一，其中普通不设条件",
        "  生效期间：自 2026-01-01 00:00:00+08:00 起，至 2027-01-01 00:00:00+08:00 止",
        "  日、月、年按 Asia/Shanghai 时区计算",
        "  金额币种：CNY",
        "评定指标",
        "  消费额（标识 spend）：金额（CNY）",
        "    订单总额（未扣除退款）",
        "    本年度（年度自 4 月起）",
        "    越高越好",
        "    最新一条事实距今超过 90 天时，按未知处理",
        "  visits（标识 visits）：计数",
        "    客户行为次数，仅限类型：visit",
        "    最近 1 年",
        "    单位：visits",
        "  idle（标识 idle）：天数",
        "    由外部提供，非由事实度量",
        "    越低越好",
        "    依据的事实少于 2 条时，按未知处理",
        "等级（由低到高）",
        "  普通（标识 base），级别 1",
        "    不设条件",
        "  gold（标识 gold），级别 5",
        "    服务包：gold-care",
        "    升级条件：",
        "      以下 2 项中至少符合 1 项：",
        "        消费额不少于 50,000.00 元",
        "        同时符合以下各项：",
        "          visits 超过 3 visits",
        "          不符合以下条件：",
        "            idle 超过 30 天（未知时视为符合）",
        "    保级条件：与升级条件相同",
        "    已处于该等级或更高等级的客户，一旦符合以下条件，终身不低于该等级：",
        "      符合以下任一项：",
        "        客户属于分群 founders",
        "    该等级不予降级",
        "升级办法",
        "  逐级升级：升至符合条件的较高等级中最低的一级，每个考核周期至多一次",
        "  升级自下一考核周期开始时生效",
        "降级办法",
        "  不再符合保级条件的，降至仍符合条件的最高等级",
        "  silent（标识 silent）：符合以下条件时，即使满足保级条件也予以降级，且不得升级：",
        "    最近一次 visit 距今超过 1 年、6 个月，或从未发生",
        "  宽限期 10 天，自等级有效期届满时起算",
        "    到期时刻顺延至当日结束",
        "考核与保留",
        "  每自然月考核一次，以该期首次判定为准",
        "    年度自 7 月起",
        "  等级有效期至授予时所在季度末，期满方予检验",
        "    再加 2 个同样的周期",
        "    另加 1 个月",
        "  升级后 2 个月内不予降级",
        "  任何等级至少保持 1 个月",
        "客户告知",
        "  作出判定时即通知客户",
      ],
    ]);
  });

  test("lines tell where in the policy they stand", () => {
    const paths = (line: TierDescriptionLine): readonly string[] => [line.path, ...line.parts.flatMap(paths)];
    expect(describeTierPolicy(full).map(paths)).toEqual([
      ["", "", "/effectiveFrom", "/timeZone", "/currency", ""],
      [
        "/metrics",
        "/metrics/0",
        "/metrics/0/measure",
        "/metrics/0/window",
        "/metrics/0/betterWhen",
        "/metrics/0/maxAge",
        "/metrics/1",
        "/metrics/1/measure",
        "/metrics/1/window",
        "/metrics/1/unit",
        "/metrics/2",
        "/metrics/2/measure",
        "/metrics/2/betterWhen",
        "/metrics/2/minSample",
      ],
      [
        "/tiers",
        "/tiers/1",
        "/tiers/1/attain",
        "/tiers/0",
        "/tiers/0/servicePackage",
        "/tiers/0/attain",
        "/tiers/0/attain",
        "/tiers/0/attain/atLeast/of/0",
        "/tiers/0/attain/atLeast/of/1",
        "/tiers/0/attain/atLeast/of/1/all/0",
        "/tiers/0/attain/atLeast/of/1/all/1",
        "/tiers/0/attain/atLeast/of/1/all/1/not",
        "/tiers/0/retain",
        "/tiers/0/lifetime",
        "/tiers/0/lifetime",
        "/tiers/0/lifetime/any/0",
        "/tiers/0/downgradeAllowed",
      ],
      ["/upgrade", "/upgrade", "/upgrade"],
      [
        "/downgrade",
        "/downgrade/mode",
        "/downgrade/also/0",
        "/downgrade/also/0/when",
        "/downgrade/grace",
        "/downgrade/grace",
      ],
      ["", "/schedule", "/schedule", "/validity", "/validity", "/validity", "/protectionAfterUpgrade", "/minimumDwell"],
      ["/notice", "/notice"],
    ]);
  });

  test("the fingerprint is that of the whole policy", () => {
    const [head] = describeTierPolicy(full);
    expect(head?.parts.at(-1)?.params).toEqual({ fingerprint: fingerprint(full) });
  });

  test.each([
    [{}, "in force without a limit of time"],
    [{ effectiveFrom: "2026-01-01T00:00:00Z" }, "in force from 2026-01-01 00:00:00Z on"],
    [{ effectiveTo: "2026-01-01T00:00:00Z" }, "in force until 2026-01-01 00:00:00Z"],
  ])("%j", (change, line) => {
    expect(told(checked({ ...tierPresets.abc, ...change }))[0]).toContain(`\n  ${line}\n`);
  });
});

test("refusals: a policy that went through no door", () => {
  const copy = { ...defineTierPolicy(tierPresets.abc) } as unknown as TierPolicy;
  expect(() => describeTierPolicy(copy)).toThrow(expect.objectContaining({ code: "policy-not-checked" }));
});

describe("laws", () => {
  const runs = { numRuns: 25 };
  const ofNotes = (at: Place): boolean => at[0] === "meta";
  /** Whether two policies differ in nothing but letters, order and the host's notes. */
  const alike = (before: TierPolicy, after: TierPolicy): boolean =>
    diffTierPolicy(before, after).every(({ code }) =>
      /^written-otherwise$|reordered$|^policy-notes-changed$/.test(code),
    );

  test("every leaf that matters is told: changed alone, it changes the words in one language at least", () => {
    fc.assert(
      fc.property(
        anyLeafChange.filter(({ at }) => !ofNotes(at)),
        ({ before, after }) => {
          if (alike(before, after)) expect(canonicalJson(after)).not.toBe(canonicalJson(before));
          else expect(told(after)).not.toEqual(told(before));
        },
      ),
      runs,
    );
  });

  test.each(versions.slice(1))("%s", (...version) => {
    const [before, after] = bothOf(version);
    if (!alike(before, after)) expect(told(after)).not.toEqual(told(before));
    else if (!diffTierPolicy(before, after).some(({ code }) => code.endsWith("reordered"))) {
      const amounts = version[0] === "the same amount" || version[0].startsWith("a group in place of");
      if (!amounts) expect(told(after)).toEqual(told(before));
    }
  });

  test("every place of a sentence is filled, in both languages; JSON carries it", () => {
    fc.assert(
      fc.property(anyTierPolicy, (policy) => {
        const sections = describeTierPolicy(policy);
        expect(JSON.parse(JSON.stringify(sections))).toEqual(sections);
        for (const text of told(policy)) {
          expect(text).not.toMatch(/[{}]|undefined|NaN|object|(?:described|asks|metric|measures|window|period)-[a-z]/);
        }
      }),
      runs,
    );
  });
});
