import fc from "fast-check";
import { LOCALES, pointer } from "clientele/core";
import { explain } from "clientele/explain";
import { reviewTierPolicy, tierPresets } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { hostileValues } from "../support/core.ts";
import { anyTierPolicyInput, leavesOf, withValue } from "../support/tierPolicies.ts";

const { valueAndTenure: sound } = tierPresets;
const [ordinary, silver] = sound.tiers;
const [spend] = sound.metrics;

/** What a form shows beside its fields. */
const shown = (draft: unknown): unknown =>
  reviewTierPolicy(draft).issues.map((issue) => [
    issue.keys.join("."),
    ...LOCALES.flatMap((locale) => explain(issue, { locale })),
  ]);

describe("examples: drafts that are half filled in", () => {
  test.each<[string, unknown, readonly (readonly [keys: string, en: string, zh: string])[]]>([
    [
      "a form that is still empty",
      {},
      [
        ["id", "id is missing", "缺少 id"],
        ["version", "version is missing", "缺少 version"],
        ["timeZone", "timeZone is missing", "缺少 timeZone"],
        ["currency", "currency is missing", "缺少 currency"],
        ["metrics", "metrics is missing", "缺少 metrics"],
        ["tiers", "tiers is missing", "缺少 tiers"],
        ["downgrade", "downgrade is missing", "缺少 downgrade"],
      ],
    ],
    [
      "fields that were cleared",
      { ...sound, id: "", currency: "", effectiveFrom: "", minimumDwell: "" },
      [
        [
          "id",
          'expected a name of 1 to 200 printable characters, received ""',
          '应为名称（1 到 200 个可显示字符），实际为 ""',
        ],
        ["effectiveFrom", 'expected a moment with an offset, received ""', '应为带时区偏移的时刻，实际为 ""'],
        ["currency", 'expected an ISO 4217 currency, received ""', '应为币种代码（ISO 4217），实际为 ""'],
        ["minimumDwell", 'expected an ISO 8601 duration, received ""', '应为时长（ISO 8601），实际为 ""'],
      ],
    ],
    [
      "a missing currency, which does not hide a metric that is not defined",
      {
        ...sound,
        currency: undefined,
        tiers: [ordinary, { ...silver, attain: { metric: "spent", op: ">=", value: "1" } }],
      },
      [
        ["currency", "currency is missing", "缺少 currency"],
        ["tiers.1.attain.metric", "spent is not a metric of this policy", "spent 不是本策略定义的指标"],
      ],
    ],
    [
      "text in number fields",
      {
        ...sound,
        version: "1",
        schedule: { every: "quarter", fiscalStart: "4" },
        tiers: [ordinary, { ...silver, rank: "1", attain: { metric: "tenureDays", op: ">=", value: "90" } }],
      },
      [
        ["version", 'expected a finite number, received "1"', '应为有限的数，实际为 "1"'],
        ["tiers.1.rank", 'expected a finite number, received "1"', '应为有限的数，实际为 "1"'],
        ["schedule.fiscalStart", 'expected a finite number, received "4"', '应为有限的数，实际为 "4"'],
        [
          "tiers.1.attain.value",
          'tenureDays is a number: expected a finite number, received "90"',
          'tenureDays 为数值指标：门槛应为有限的数，实际为 "90"',
        ],
      ],
    ],
    [
      "a number in a field of money, and too fine an amount",
      {
        ...sound,
        tiers: [
          ordinary,
          {
            ...silver,
            attain: {
              all: [
                { metric: "spend", op: ">=", value: 10000 },
                { metric: "spend", op: "<", value: "0.001" },
              ],
            },
          },
        ],
      },
      [
        [
          "tiers.1.attain.all.0.value",
          "spend is money: expected an amount as decimal text, received 10000",
          "spend 为金额指标：门槛应为十进制文本数额，实际为 10000",
        ],
        [
          "tiers.1.attain.all.1.value",
          "0.001 is finer than the smallest coin of CNY, which has 2 decimals",
          "0.001 小于 CNY 的最小货币单位（2 位小数）",
        ],
      ],
    ],
    [
      "a row that was duplicated",
      { ...sound, metrics: [spend, spend, ...sound.metrics.slice(1)], tiers: [...sound.tiers, silver] },
      [
        ["metrics.1.id", "spend is already used at /metrics/0/id", "spend 已在 /metrics/0/id 处使用"],
        ["tiers.4.id", "silver is already used at /tiers/1/id", "silver 已在 /tiers/1/id 处使用"],
        ["tiers.4.rank", "rank 1 is already used at /tiers/1/rank", "级别 1 已在 /tiers/1/rank 处使用"],
      ],
    ],
    [
      "a row that was just added",
      {
        ...sound,
        metrics: [...sound.metrics, {}],
        tiers: [...sound.tiers, { id: "", rank: null }],
        downgrade: { ...sound.downgrade, also: [...(sound.downgrade.also ?? []), {}] },
      },
      [
        ["metrics.5.id", "id is missing", "缺少 id"],
        ["metrics.5.kind", "kind is missing", "缺少 kind"],
        [
          "tiers.4.id",
          'expected a name of 1 to 200 printable characters, received ""',
          '应为名称（1 到 200 个可显示字符），实际为 ""',
        ],
        ["tiers.4.rank", "expected a finite number, received null", "应为有限的数，实际为 null"],
        ["downgrade.also.2.id", "id is missing", "缺少 id"],
        ["downgrade.also.2.when", "when is missing", "缺少 when"],
        [
          "tiers.4.attain",
          "only one tier may ask for nothing, and /tiers/0 already does",
          "只能有一个等级不设条件，而 /tiers/0 处已是",
        ],
      ],
    ],
    [
      "a condition that was just added",
      { ...sound, tiers: [ordinary, { ...silver, attain: { all: [{ metric: "spend" }, { all: [] }, {}] } }] },
      [
        ["tiers.1.attain.all.0.op", "op is missing", "缺少 op"],
        ["tiers.1.attain.all.0.value", "value is missing", "缺少 value"],
        [
          "tiers.1.attain.all.1.all",
          "expected a length of at least 1, received an array",
          "长度不得少于 1，实际为 an array",
        ],
        [
          "tiers.1.attain.all.2",
          "none of the forms allowed here fits an object",
          "an object 不符合此处允许的任何一种形式",
        ],
      ],
    ],
    [
      "a choice that was not made",
      {
        ...sound,
        downgrade: { ...sound.downgrade, mode: null, grace: { duration: "P1M", anchor: "", roundUp: "week" } },
        upgrade: { when: "later" },
      },
      [
        [
          "upgrade.when",
          'expected one of now, nextPeriod, received "later"',
          '应为以下之一：now、nextPeriod，实际为 "later"',
        ],
        [
          "downgrade.mode",
          "expected one of oneStep, toQualified, received null",
          "应为以下之一：oneStep、toQualified，实际为 null",
        ],
        [
          "downgrade.grace.anchor",
          'expected one of firstBreach, expiry, received ""',
          '应为以下之一：firstBreach、expiry，实际为 ""',
        ],
        [
          "downgrade.grace.roundUp",
          'expected one of day, month, quarter, halfYear, year, received "week"',
          '应为以下之一：day、month、quarter、halfYear、year，实际为 "week"',
        ],
      ],
    ],
    [
      "choices that ask for one another",
      {
        ...sound,
        schedule: null,
        upgrade: { when: "nextPeriod" },
        downgrade: { ...sound.downgrade, grace: { duration: "P0D", anchor: "expiry" } },
      },
      [
        [
          "upgrade.when",
          "upgrades that wait for the next period need a schedule of periods",
          "升级须待下一期生效时，必须设定考核周期",
        ],
        [
          "downgrade.grace.anchor",
          "a grace that is counted from the expiry of a tier needs a validity",
          "宽限期自等级到期之日起算时，必须设定等级有效期",
        ],
        ["downgrade.grace.duration", "this term must have a length", "此处的期限不得为零"],
      ],
    ],
  ])("%s", (_, draft, issues) => {
    expect(shown(draft)).toEqual(issues);
  });

  test("a draft without issues is the policy", () => {
    const { policy, issues } = reviewTierPolicy(sound);
    expect([policy?.id, issues]).toEqual(["value-and-tenure", []]);
  });
});

describe("refusals", () => {
  test.each(hostileValues)("a draft that is %s: an issue, no exception", (_, value) => {
    for (const draft of [
      value,
      { ...sound, tiers: [value] },
      { ...sound, tiers: [ordinary, { ...silver, attain: value }] },
    ]) {
      const { policy, issues, findings } = reviewTierPolicy(draft);
      expect([policy, issues.length > 0, findings]).toEqual([null, true, []]);
    }
  });
});

describe("laws", () => {
  const anyJunk = fc.oneof(
    fc.constantFrom("", "abc", "12", 0, -1, 1.5, true, null, [], {}),
    fc.jsonValue({ maxDepth: 1 }),
  );
  /** A policy with junk in a few of its fields. */
  const anyDraft = fc
    .tuple(anyTierPolicyInput, fc.array(fc.tuple(fc.nat(), fc.nat(), anyJunk), { minLength: 1, maxLength: 4 }))
    .map(([policy, changes]) =>
      changes.reduce<unknown>((draft, [leaf, up, junk]) => {
        const leaves = leavesOf(JSON.parse(JSON.stringify(draft)) as Parameters<typeof leavesOf>[0]);
        const { at = [] } = leaves[leaf % leaves.length] ?? {};
        return at.length === 0 ? draft : withValue(draft, at.slice(0, 1 + (up % at.length)), junk);
      }, policy),
    );

  test("every issue has its place as keys and as a pointer, and a sentence in both languages; JSON carries it", () => {
    const unfilled = /\{\w|undefined/;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { policy, issues, findings } = reviewTierPolicy(draft);
        expect(policy === null).toBe(issues.length > 0);
        for (const issue of [...issues, ...findings]) {
          expect(issue.path).toBe(pointer(issue.keys));
          expect(JSON.parse(JSON.stringify(issue))).toEqual(issue);
          for (const locale of LOCALES) {
            const [sentence = ""] = explain(issue, { locale });
            expect(sentence).not.toBe(issue.code);
            // names of the draft may themselves look like places to be filled
            if (!unfilled.test(JSON.stringify(issue.params))) expect(sentence).not.toMatch(unfilled);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("what is wrong in one part is told whatever is wrong in another", () => {
    const wrong: readonly (readonly [key: string, value: unknown])[] = [
      ["currency", "RMB"],
      ["version", "1"],
      ["timeZone", ""],
      ["schedule", { every: "week" }],
      ["notice", { lead: "soon" }],
    ];
    fc.assert(
      fc.property(fc.subarray([...wrong], { minLength: 1 }), (parts) => {
        const { issues } = reviewTierPolicy({ ...sound, ...Object.fromEntries(parts) });
        const told = new Set(issues.map(({ keys }) => keys[0]));
        expect([...told].sort()).toEqual(parts.map(([key]) => key).sort());
      }),
    );
  });
});
