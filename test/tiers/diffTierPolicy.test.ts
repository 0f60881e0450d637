import fc from "fast-check";
import { canonicalJson, LOCALES, pointer } from "clientele/core";
import { explain } from "clientele/explain";
import { defineTierPolicy, diffTierPolicy, type TierPolicy, type TierPolicyChange, tierPresets } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { anyLeafChange, anyTierPolicy, checked } from "../support/tierPolicies.ts";
import { bothOf, versions } from "../support/tierVersions.ts";

type Told = readonly [code: string, path: string, pathBefore: string | null, en: string, zh: string];

/** What is told between two versions. */
const TOLD: Readonly<Record<string, readonly Told[]>> = {
  nothing: [],
  "another id, version and scheme": [
    [
      "policy-id-changed",
      "/id",
      "/id",
      "the id of the policy: grades; before: value-and-tenure",
      "策略标识由“value-and-tenure”改为“grades”",
    ],
    ["policy-version-changed", "/version", "/version", "the version: 12; before: 1", "版本由“1”改为“12”"],
    [
      "policy-scheme-changed",
      "/scheme",
      "/scheme",
      "the scheme: nothing; before: value-grade",
      "所属分级体系由“value-grade”改为“无”",
    ],
  ],
  "another term": [
    [
      "policy-begins-changed",
      "/effectiveFrom",
      "/effectiveFrom",
      "in force from: 2026-01-01 00:00:00+08:00; before: nothing",
      "生效起始时刻由“无”改为“2026-01-01 00:00:00+08:00”",
    ],
    [
      "policy-ends-changed",
      "/effectiveTo",
      "/effectiveTo",
      "in force until: nothing; before: 2027-01-01 00:00:00+08:00",
      "生效终止时刻由“2027-01-01 00:00:00+08:00”改为“无”",
    ],
  ],
  "another zone and currency": [
    [
      "policy-time-zone-changed",
      "/timeZone",
      "/timeZone",
      "the time zone: Asia/Urumqi; before: Asia/Shanghai",
      "时区由“Asia/Shanghai”改为“Asia/Urumqi”",
    ],
    ["policy-currency-changed", "/currency", "/currency", "the currency: USD; before: CNY", "币种由“CNY”改为“USD”"],
  ],
  "a threshold raised": [
    [
      "threshold-raised",
      "/tiers/2/attain/all/0/value",
      "/tiers/2/attain/all/0/value",
      "to reach Gold: spend of 12 months, raised from CNY 50,000 to CNY 60,000 (by CNY 10,000, 20 %)",
      "金级客户升级条件：近 12 个月消费额的门槛由 50,000 元提高至 60,000 元（变动 10,000 元，即 20%）",
    ],
  ],
  "a threshold lowered": [
    [
      "threshold-lowered",
      "/tiers/2/attain/all/1/value",
      "/tiers/2/attain/all/1/value",
      "to reach Gold: length of cooperation, lowered from 180 days to 90 days (by 90 days, 50 %)",
      "金级客户升级条件：合作时长的门槛由 180 天降低至 90 天（变动 90 天，即 50%）",
    ],
  ],
  "a threshold from zero": [
    [
      "threshold-raised",
      "/tiers/2/retain/value",
      "/tiers/2/retain/value",
      "to keep Gold: spend of 12 months, raised from CNY 0 to CNY 0.01 (by CNY 0.01)",
      "金级客户保级条件：近 12 个月消费额的门槛由 0 元提高至 0.01 元（变动 0.01 元）",
    ],
  ],
  "a number from zero": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: satisfaction of 6 months, raised from 0 to 0.3 (by 0.3)",
      "金级客户升级条件：近 6 个月满意度的门槛由 0 提高至 0.3（变动 0.3）",
    ],
  ],
  "a number below zero": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: change of satisfaction, raised from -0.5 to -0.25 (by 0.25, 50 %)",
      "金级客户升级条件：满意度变化的门槛由 -0.5 提高至 -0.25（变动 0.25，即 50%）",
    ],
  ],
  "a third": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: satisfaction of 6 months, raised from 3 to 4 (by 1, 33.33 %)",
      "金级客户升级条件：近 6 个月满意度的门槛由 3 提高至 4（变动 1，即 33.33%）",
    ],
  ],
  "hardly raised": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: spend of 12 months, raised from CNY 100,000,000 to CNY 100,000,000.01 (by CNY 0.01)",
      "金级客户升级条件：近 12 个月消费额的门槛由 100,000,000 元提高至 100,000,000.01 元（变动 0.01 元）",
    ],
  ],
  "a share": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: share of wallet, raised from 7 % to 30 % (by 23 percentage points)",
      "金级客户升级条件：钱包份额的门槛由 7 % 提高至 30 %（变动 23 个百分点）",
    ],
  ],
  "a share that is no whole per cent": [
    [
      "threshold-raised",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: share of wallet, raised from 0.3333333333333333 to 50 % (by 16.6666666667 percentage points)",
      "金级客户升级条件：钱包份额的门槛由 0.3333333333333333 提高至 50 %（变动 16.6666666667 个百分点）",
    ],
  ],
  "the same amount": [
    [
      "written-otherwise",
      "/tiers/2/attain/all/0/value",
      "/tiers/2/attain/all/0/value",
      'to reach Gold: written as "50000.00", no longer as "50000", which means the same',
      '金级客户升级条件：写法由 "50000" 改为 "50000.00"，含义不变',
    ],
  ],
  "a date": [
    [
      "threshold-changed",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: joined, changed from 2025-01-01 to 2026-01-01",
      "金级客户升级条件：入会日期的比较值由“2025-01-01”改为“2026-01-01”",
    ],
  ],
  "a date by another operator": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “joined is 2025-01-01 or later” became “joined is before 2025-01-01”",
      "金级客户升级条件：“入会日期不早于 2025-01-01”改为“入会日期早于 2025-01-01”",
    ],
  ],
  "a date exactly": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “joined is after 2025-01-01” became “joined is 2025-01-01”",
      "金级客户升级条件：“入会日期晚于 2025-01-01”改为“入会日期为 2025-01-01”",
    ],
  ],
  "a name": [
    [
      "threshold-changed",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: city, changed from Suzhou to Wuxi",
      "金级客户升级条件：城市的比较值由“Suzhou”改为“Wuxi”",
    ],
  ],
  "another name": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “city is Suzhou” became “city is not Suzhou”",
      "金级客户升级条件：“城市为 Suzhou”改为“城市不为 Suzhou”",
    ],
  ],
  names: [
    [
      "threshold-changed",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: city, changed from Suzhou to Suzhou, Wuxi",
      "金级客户升级条件：城市的比较值由“Suzhou”改为“Suzhou、Wuxi”",
    ],
  ],
  "names of another operator": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “city is one of Suzhou” became “city is none of Suzhou”",
      "金级客户升级条件：“城市为以下之一：Suzhou”改为“城市不在以下之列：Suzhou”",
    ],
  ],
  "one value and several": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “city is Suzhou” became “city is one of Suzhou”",
      "金级客户升级条件：“城市为 Suzhou”改为“城市为以下之一：Suzhou”",
    ],
  ],
  "yes and no": [
    [
      "threshold-changed",
      "/tiers/2/attain/value",
      "/tiers/2/attain/value",
      "to reach Gold: listed, changed from yes to no",
      "金级客户升级条件：是否上市的比较值由“是”改为“否”",
    ],
  ],
  "an operator": [
    [
      "condition-changed",
      "/tiers/2/attain/all/0",
      "/tiers/2/attain/all/0",
      "to reach Gold: “spend of 12 months is at least CNY 50,000” became “spend of 12 months is more than CNY 50,000”",
      "金级客户升级条件：“近 12 个月消费额不少于 50,000 元”改为“近 12 个月消费额超过 50,000 元”",
    ],
  ],
  operators: [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “satisfaction of 6 months is less than 3” became “satisfaction of 6 months is at most 3”",
      "金级客户升级条件：“近 6 个月满意度少于 3”改为“近 6 个月满意度不超过 3”",
    ],
  ],
  "operators of sameness": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “satisfaction of 6 months is exactly 3” became “satisfaction of 6 months is other than 3”",
      "金级客户升级条件：“近 6 个月满意度等于 3”改为“近 6 个月满意度不等于 3”",
    ],
  ],
  "what is not known": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “city is Suzhou (taken as met where it is not known)” became “city is Suzhou (taken as not met where it is not known)”",
      "金级客户升级条件：“城市为 Suzhou（未知时视为符合）”改为“城市为 Suzhou（未知时视为不符合）”",
    ],
  ],
  "what is not known, said": [
    [
      "written-otherwise",
      "/tiers/2/attain",
      "/tiers/2/attain",
      'to reach Gold: written as {"metric":"city","onMissing":"unknown","op":"=","value":"Suzhou"}, no longer as {"metric":"city","onMissing":null,"op":"=","value":"Suzhou"}, which means the same',
      '金级客户升级条件：写法由 {"metric":"city","onMissing":null,"op":"=","value":"Suzhou"} 改为 {"metric":"city","onMissing":"unknown","op":"=","value":"Suzhou"}，含义不变',
    ],
  ],
  "a part added": [
    [
      "condition-added",
      "/tiers/2/attain/all/2",
      null,
      "to reach Gold: new: days since the last order is less than 30 days",
      "金级客户升级条件：新增：距上次下单天数少于 30 天",
    ],
  ],
  "a part removed": [
    [
      "condition-removed",
      "/tiers/2/attain/all/1",
      "/tiers/2/attain/all/1",
      "to reach Gold: no longer: length of cooperation is at least 180 days",
      "金级客户升级条件：取消：合作时长不少于 180 天",
    ],
  ],
  "parts reordered": [
    [
      "conditions-reordered",
      "/tiers/2/attain/all",
      "/tiers/2/attain/all",
      "to reach Gold: the parts stand in another order, which changes nothing",
      "金级客户升级条件：各项的书写顺序有调整，含义不变",
    ],
  ],
  "parts reordered and one changed": [
    [
      "threshold-raised",
      "/tiers/2/attain/all/0/value",
      "/tiers/2/attain/all/1/value",
      "to reach Gold: length of cooperation, raised from 180 days to 200 days (by 20 days, 11.11 %)",
      "金级客户升级条件：合作时长的门槛由 180 天提高至 200 天（变动 20 天，即 11.11%）",
    ],
    [
      "conditions-reordered",
      "/tiers/2/attain/all",
      "/tiers/2/attain/all",
      "to reach Gold: the parts stand in another order, which changes nothing",
      "金级客户升级条件：各项的书写顺序有调整，含义不变",
    ],
  ],
  "a group in place of its only part": [
    [
      "written-otherwise",
      "/tiers/2/attain",
      "/tiers/2/attain",
      'to reach Gold: written as {"all":[{"metric":"spend","onMissing":null,"op":">=","value":"50000"}]}, no longer as {"metric":"spend","onMissing":null,"op":">=","value":"50000"}, which means the same',
      '金级客户升级条件：写法由 {"metric":"spend","onMissing":null,"op":">=","value":"50000"} 改为 {"all":[{"metric":"spend","onMissing":null,"op":">=","value":"50000"}]}，含义不变',
    ],
  ],
  "a second part": [
    [
      "condition-added",
      "/tiers/2/attain/any/1",
      null,
      "to reach Gold: new: length of cooperation is at least 180 days",
      "金级客户升级条件：新增：合作时长不少于 180 天",
    ],
  ],
  "only one part left": [
    [
      "condition-removed",
      "/tiers/2/attain/any/0",
      "/tiers/2/attain/any/0",
      "to reach Gold: no longer: spend of 12 months is at least CNY 50,000",
      "金级客户升级条件：取消：近 12 个月消费额不少于 50,000 元",
    ],
  ],
  "another form of group": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “all of [spend of 12 months is at least CNY 50,000; length of cooperation is at least 180 days]” became “any of [spend of 12 months is at least CNY 50,000; length of cooperation is at least 180 days]”",
      "金级客户升级条件：“同时符合［近 12 个月消费额不少于 50,000 元；合作时长不少于 180 天］”改为“符合［近 12 个月消费额不少于 50,000 元；合作时长不少于 180 天］之一”",
    ],
  ],
  "how many must hold": [
    [
      "parts-needed-changed",
      "/tiers/2/attain/atLeast/n",
      "/tiers/2/attain/atLeast/n",
      "to reach Gold: 2 or more of the parts must hold, no longer 1",
      "金级客户升级条件：须符合的项数由至少 1 项改为至少 2 项",
    ],
    [
      "threshold-lowered",
      "/tiers/2/attain/atLeast/of/1/value",
      "/tiers/2/attain/atLeast/of/1/value",
      "to reach Gold: length of cooperation, lowered from 180 days to 90 days (by 90 days, 50 %)",
      "金级客户升级条件：合作时长的门槛由 180 天降低至 90 天（变动 90 天，即 50%）",
    ],
  ],
  "single, and some of several": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “spend of 12 months is at least CNY 50,000” became “1 or more of [spend of 12 months is at least CNY 50,000]”",
      "金级客户升级条件：“近 12 个月消费额不少于 50,000 元”改为“至少符合［近 12 个月消费额不少于 50,000 元］中的 1 项”",
    ],
  ],
  "the opposite": [
    [
      "threshold-raised",
      "/tiers/2/attain/not/value",
      "/tiers/2/attain/not/value",
      "to reach Gold: days since the last order, raised from 30 days to 60 days (by 30 days, 100 %)",
      "金级客户升级条件：距上次下单天数的门槛由 30 天提高至 60 天（变动 30 天，即 100%）",
    ],
  ],
  "the opposite of it": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “length of cooperation is at least 180 days” became “not [length of cooperation is at least 180 days]”",
      "金级客户升级条件：“合作时长不少于 180 天”改为“不符合［合作时长不少于 180 天］”",
    ],
  ],
  "groups in a group": [
    [
      "threshold-raised",
      "/tiers/2/attain/all/0/any/0/value",
      "/tiers/2/attain/all/1/any/0/value",
      "to reach Gold: days since the last order, raised from 30 days to 60 days (by 30 days, 100 %)",
      "金级客户升级条件：距上次下单天数的门槛由 30 天提高至 60 天（变动 30 天，即 100%）",
    ],
    [
      "conditions-reordered",
      "/tiers/2/attain/all",
      "/tiers/2/attain/all",
      "to reach Gold: the parts stand in another order, which changes nothing",
      "金级客户升级条件：各项的书写顺序有调整，含义不变",
    ],
  ],
  "another metric": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “spend of 12 months is at least CNY 50,000” became “length of cooperation is at least 180 days”",
      "金级客户升级条件：“近 12 个月消费额不少于 50,000 元”改为“合作时长不少于 180 天”",
    ],
  ],
  "something done": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “visit was done at least 2 times within the last 30 days” became “visit was done at least 3 times within the last 1 year”",
      "金级客户升级条件：“最近 30 天内至少发生 2 次 visit”改为“最近 1 年内至少发生 3 次 visit”",
    ],
  ],
  "something done once": [
    [
      "written-otherwise",
      "/tiers/2/attain",
      "/tiers/2/attain",
      'to reach Gold: written as {"performed":{"event":"visit","times":1,"where":null,"within":null}}, no longer as {"performed":{"event":"visit","times":null,"where":null,"within":null}}, which means the same',
      '金级客户升级条件：写法由 {"performed":{"event":"visit","times":null,"where":null,"within":null}} 改为 {"performed":{"event":"visit","times":1,"where":null,"within":null}}，含义不变',
    ],
  ],
  "something done somewhere": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “visit was done at least 1 time, where subject is fair; seen is yes; rooms is 2” became “visit was done at least 1 time”",
      "金级客户升级条件：“至少发生 1 次 visit，且 subject 为 fair；seen 为是；rooms 为 2”改为“至少发生 1 次 visit”",
    ],
  ],
  "something else done": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “visit was done at least 1 time” became “the last visit was at most 30 days ago”",
      "金级客户升级条件：“至少发生 1 次 visit”改为“最近一次 visit 距今不超过 30 天”",
    ],
  ],
  "something last done": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “the last visit was at most 30 days ago” became “the last visit was more than 30 days ago, or there was none”",
      "金级客户升级条件：“最近一次 visit 距今不超过 30 天”改为“最近一次 visit 距今超过 30 天，或从未发生”",
    ],
  ],
  "a segment": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “the customer belongs to the segment vip” became “the customer belongs to the segment press”",
      "金级客户升级条件：“客户属于分群 vip”改为“客户属于分群 press”",
    ],
  ],
  "a sample": [
    [
      "condition-changed",
      "/tiers/2/attain",
      "/tiers/2/attain",
      "to reach Gold: “the customer is in the sample of 10 % that is drawn by trial” became “the customer is in the sample of 20 % that is drawn by trial”",
      "金级客户升级条件：“客户属于按 trial 抽取的 10 % 样本”改为“客户属于按 trial 抽取的 20 % 样本”",
    ],
  ],
  "a retain of its own": [
    [
      "retain-set-apart",
      "/tiers/2/retain",
      null,
      "to keep Gold: all of [spend of 12 months is at least CNY 40,000]; before: the same as to reach it",
      "金级客户的保级条件改为：同时符合［近 12 个月消费额不少于 40,000 元］（原与升级条件相同）",
    ],
  ],
  "no retain any more": [
    [
      "retain-as-attain",
      "/tiers/2/retain",
      "/tiers/2/retain",
      "to keep Gold: the same as to reach it; before: all of [spend of 12 months is at least CNY 40,000]",
      "金级客户的保级条件改为与升级条件相同（原为：同时符合［近 12 个月消费额不少于 40,000 元］）",
    ],
  ],
  "what is asked where there is no retain": [
    [
      "threshold-raised",
      "/tiers/2/attain/all/0/value",
      "/tiers/2/attain/all/0/value",
      "to reach and to keep Gold: spend of 12 months, raised from CNY 50,000 to CNY 60,000 (by CNY 10,000, 20 %)",
      "金级客户升级及保级条件：近 12 个月消费额的门槛由 50,000 元提高至 60,000 元（变动 10,000 元，即 20%）",
    ],
  ],
  "for life": [
    [
      "condition-added",
      "/tiers/2/lifetime",
      null,
      "to keep Gold for life: new: length of cooperation is at least 3,650 days",
      "金级客户终身保级条件：新增：合作时长不少于 3,650 天",
    ],
  ],
  "no longer for life": [
    [
      "condition-removed",
      "/tiers/2/lifetime",
      "/tiers/2/lifetime",
      "to keep Gold for life: no longer: length of cooperation is at least 3,650 days",
      "金级客户终身保级条件：取消：合作时长不少于 3,650 天",
    ],
  ],
  "a tier's other parts": [
    [
      "tier-renamed",
      "/tiers/2/labels",
      "/tiers/2/labels",
      "the name of gold: Golden; before: Gold, 金级客户",
      "gold 的名称由“Gold、金级客户”改为“Golden”",
    ],
    [
      "tier-rank-changed",
      "/tiers/2/rank",
      "/tiers/2/rank",
      "the rank of Golden: 7; before: 2",
      "Golden 的级别由“2”改为“7”",
    ],
    [
      "tier-package-changed",
      "/tiers/2/servicePackage",
      "/tiers/2/servicePackage",
      "the service package of Golden: nothing; before: gold",
      "Golden 的服务包由“gold”改为“无”",
    ],
    [
      "tier-fixed-changed",
      "/tiers/2/downgradeAllowed",
      "/tiers/2/downgradeAllowed",
      "whether Golden can be lost: no; before: yes",
      "Golden 是否可降级由“是”改为“否”",
    ],
  ],
  "a default of a tier, said": [
    [
      "written-otherwise",
      "/tiers/2/downgradeAllowed",
      "/tiers/2/downgradeAllowed",
      "whether Gold can be lost: written as true, no longer as null, which means the same",
      "金级客户是否可降级：写法由 null 改为 true，含义不变",
    ],
  ],
  "a name in one language": [
    [
      "tier-renamed",
      "/tiers/2/labels",
      "/tiers/2/labels",
      "the name of gold: nothing; before: Gold",
      "gold 的名称由“Gold”改为“无”",
    ],
  ],
  "a tier less": [
    [
      "tier-dropped",
      "/tiers/2",
      "/tiers/2",
      "Gold is no longer a tier; to reach it was asked: all of [spend of 12 months is at least CNY 50,000; length of cooperation is at least 180 days]",
      "取消等级金级客户（原升级条件：同时符合［近 12 个月消费额不少于 50,000 元；合作时长不少于 180 天］）",
    ],
  ],
  "a tier more": [
    [
      "tier-added",
      "/tiers/2",
      null,
      "Gold is a new tier; to reach it: all of [spend of 12 months is at least CNY 50,000; length of cooperation is at least 180 days]",
      "新增等级金级客户，升级条件：同时符合［近 12 个月消费额不少于 50,000 元；合作时长不少于 180 天］",
    ],
  ],
  "another base": [
    [
      "tier-dropped",
      "/tiers/0",
      "/tiers/0",
      "Ordinary is no longer a tier; to reach it was asked: open to everyone",
      "取消等级普通客户（原升级条件：不设条件）",
    ],
    [
      "tier-added",
      "/tiers/0",
      null,
      "basic is a new tier; to reach it: open to everyone",
      "新增等级 basic，升级条件：不设条件",
    ],
  ],
  "tiers reordered": [
    [
      "tiers-reordered",
      "/tiers",
      "/tiers",
      "the tiers are written in another order, which changes nothing",
      "各等级的书写顺序有调整，含义不变",
    ],
  ],
  "how customers rise": [
    [
      "upgrade-changed",
      "/upgrade",
      "/upgrade",
      "how customers rise: to the highest tier whose conditions hold; an upgrade takes effect when the next review period begins; before: to the lowest of the higher tiers whose conditions hold, once in a review period at the most; an upgrade takes effect at once",
      "升级办法由“逐级升级：升至符合条件的较高等级中最低的一级，每个考核周期至多一次；升级即时生效”改为“直接升至符合条件的最高等级；升级自下一考核周期开始时生效”",
    ],
  ],
  "how customers rise, said": [
    [
      "written-otherwise",
      "/upgrade",
      "/upgrade",
      'how customers rise: written as {"mode":"toQualified","when":"now"}, no longer as null, which means the same',
      '升级办法：写法由 null 改为 {"mode":"toQualified","when":"now"}，含义不变',
    ],
  ],
  "how far customers fall": [
    [
      "downgrade-mode-changed",
      "/downgrade/mode",
      "/downgrade/mode",
      "how far customers fall: who no longer meets what keeps a tier falls to the highest lower tier that is not lost as well; before: who no longer meets what keeps a tier falls to the next lower one",
      "降级办法由“不再符合保级条件的，逐级降至下一等级”改为“不再符合保级条件的，降至仍符合条件的最高等级”",
    ],
  ],
  "a downgrade rule less": [
    [
      "downgrade-rule-removed",
      "/downgrade/also/1",
      "/downgrade/also/1",
      "the downgrade rule Satisfaction falling is gone; it was: change of satisfaction is at most -0.5",
      "取消降级规则满意度下降（原为：满意度变化不超过 -0.5）",
    ],
  ],
  "a downgrade rule more": [
    [
      "downgrade-rule-added",
      "/downgrade/also/0",
      null,
      "the downgrade rule Dormant is new: days since the last order is at least 180 days",
      "新增降级规则长期未交易：距上次下单天数不少于 180 天",
    ],
  ],
  "downgrade rules reordered": [
    [
      "downgrade-rules-reordered",
      "/downgrade/also",
      "/downgrade/also",
      "the downgrade rules are written in another order, which changes nothing",
      "各降级规则的书写顺序有调整，含义不变",
    ],
  ],
  "a downgrade rule": [
    [
      "downgrade-rule-renamed",
      "/downgrade/also/0/labels",
      "/downgrade/also/0/labels",
      "the name of dormant: Silent; before: Dormant, 长期未交易",
      "dormant 的名称由“Dormant、长期未交易”改为“Silent”",
    ],
    [
      "threshold-raised",
      "/downgrade/also/0/when/value",
      "/downgrade/also/0/when/value",
      "downgrade rule Silent: days since the last order, raised from 180 days to 365 days (by 185 days, 102.78 %)",
      "降级规则 Silent：距上次下单天数的门槛由 180 天提高至 365 天（变动 185 天，即 102.78%）",
    ],
  ],
  grace: [
    [
      "grace-changed",
      "/downgrade/grace",
      "/downgrade/grace",
      "grace: a lost tier is kept for a grace of 2 months, from the judgement that first found it lost; before: a lost tier is kept for a grace of 1 month, from the judgement that first found it lost; its end is moved up to the end of the calendar month",
      "宽限期由“宽限期 1 个月，自首次判定不符合条件时起算；到期时刻顺延至所在自然月末”改为“宽限期 2 个月，自首次判定不符合条件时起算”",
    ],
  ],
  "grace from the end": [
    [
      "grace-changed",
      "/downgrade/grace",
      "/downgrade/grace",
      "grace: a lost tier is kept for a grace of 1 week, from the end of its validity; its end is moved up to the end of the day; before: there is no grace: what is lost is lost at once",
      "宽限期由“不设宽限期，不符合条件即予降级”改为“宽限期 1 周，自等级有效期届满时起算；到期时刻顺延至当日结束”",
    ],
    [
      "validity-changed",
      "/validity",
      "/validity",
      "validity: a tier is held for 1 year before it is tested; its end is moved up to the end of the quarter; before: a tier is held for 1 year before it is tested",
      "等级有效期由“等级有效期 1 年，期满方予检验”改为“等级有效期 1 年，期满方予检验；到期时刻顺延至所在季度末”",
    ],
  ],
  validity: [
    [
      "validity-changed",
      "/validity",
      "/validity",
      "validity: a tier is held to the end of the year in which it was given before it is tested; years begin with month 4; and 1 of these periods more; and 2 months more; before: a tier has no term: every review tests it",
      "等级有效期由“等级不设有效期，每次考核均予检验”改为“等级有效期至授予时所在年度末，期满方予检验；年度自 4 月起；再加 1 个同样的周期；另加 2 个月”",
    ],
  ],
  "validity of other periods": [
    [
      "written-otherwise",
      "/validity",
      "/validity",
      'validity: written as {"ahead":null,"calendar":"halfYear","fiscalStart":null,"plus":null}, no longer as {"ahead":0,"calendar":"halfYear","fiscalStart":null,"plus":null}, which means the same',
      '等级有效期：写法由 {"ahead":0,"calendar":"halfYear","fiscalStart":null,"plus":null} 改为 {"ahead":null,"calendar":"halfYear","fiscalStart":null,"plus":null}，含义不变',
    ],
  ],
  reviews: [
    [
      "schedule-changed",
      "/schedule",
      "/schedule",
      "reviews: tiers are reviewed every half-year, at the first judgement in it; years begin with month 7; before: tiers are reviewed every quarter, at the first judgement in it",
      "考核周期由“每季度考核一次，以该期首次判定为准”改为“每半年度考核一次，以该期首次判定为准；年度自 7 月起”",
    ],
  ],
  "reviews, said": [
    [
      "written-otherwise",
      "/schedule",
      "/schedule",
      'reviews: written as {"every":"quarter","fiscalStart":1}, no longer as {"every":"quarter","fiscalStart":null}, which means the same',
      '考核周期：写法由 {"every":"quarter","fiscalStart":null} 改为 {"every":"quarter","fiscalStart":1}，含义不变',
    ],
  ],
  "no reviews": [
    [
      "schedule-changed",
      "/schedule",
      "/schedule",
      "reviews: tiers are reviewed at every judgement; before: tiers are reviewed every quarter, at the first judgement in it",
      "考核周期由“每季度考核一次，以该期首次判定为准”改为“每次判定均予考核”",
    ],
  ],
  terms: [
    [
      "protection-changed",
      "/protectionAfterUpgrade",
      "/protectionAfterUpgrade",
      "protection after an upgrade: nothing; before: 3 months",
      "升级保护期由“3 个月”改为“无”",
    ],
    [
      "dwell-changed",
      "/minimumDwell",
      "/minimumDwell",
      "how long a tier is kept at the least: 1 year, 6 months; before: nothing",
      "最短保持期由“无”改为“1 年、6 个月”",
    ],
  ],
  "the same length": [
    [
      "written-otherwise",
      "/protectionAfterUpgrade",
      "/protectionAfterUpgrade",
      'protection after an upgrade: written as "P0Y3M", no longer as "P3M", which means the same',
      '升级保护期：写法由 "P3M" 改为 "P0Y3M"，含义不变',
    ],
  ],
  notice: [
    [
      "notice-changed",
      "/notice",
      "/notice",
      "when customers are told: the letter is due 36 hours, 30 minutes, 5.5 seconds before a change takes effect, at the latest with the decision itself; before: the letter is due 14 days before a change takes effect, at the latest with the decision itself",
      "客户通知时间由“变动生效前 14 天发出通知，最迟与判定同时发出”改为“变动生效前 36 小时、30 分钟、5.5 秒发出通知，最迟与判定同时发出”",
    ],
  ],
  "no notice": [
    [
      "notice-changed",
      "/notice",
      "/notice",
      "when customers are told: customers are told with the decision; before: the letter is due 14 days before a change takes effect, at the latest with the decision itself",
      "客户通知时间由“变动生效前 14 天发出通知，最迟与判定同时发出”改为“作出判定时即通知客户”",
    ],
  ],
  notes: [
    [
      "policy-notes-changed",
      "/meta",
      "/meta",
      'the host\'s notes: {"approved":true}; before: nothing',
      '备注由“无”改为“{"approved":true}”',
    ],
  ],
  "a metric's kind and unit": [
    [
      "metric-kind-changed",
      "/metrics/8/kind",
      "/metrics/8/kind",
      "share of wallet is a count, no longer a share of the whole",
      "钱包份额由占比改为计数",
    ],
    [
      "metric-unit-changed",
      "/metrics/8/unit",
      "/metrics/8/unit",
      "share of wallet is counted in cups, no longer in nothing",
      "钱包份额的单位由“无”改为“cups”",
    ],
  ],
  "a unit that goes without saying": [
    [
      "written-otherwise",
      "/metrics/1/unit",
      "/metrics/1/unit",
      'length of cooperation: written as "days", no longer as null, which means the same',
      '合作时长：写法由 null 改为 "days"，含义不变',
    ],
  ],
  "a metric's name": [
    [
      "metric-renamed",
      "/metrics/0/labels",
      "/metrics/0/labels",
      "the metric spend is called turnover, 交易额, no longer spend of 12 months, 近 12 个月消费额",
      "指标 spend 的名称由“spend of 12 months、近 12 个月消费额”改为“turnover、交易额”",
    ],
  ],
  "a metric's window": [
    [
      "metric-window-changed",
      "/metrics/0/window",
      "/metrics/0/window",
      "spend of 12 months is counted: in the quarter before the running one; before: over the last 12 months",
      "近 12 个月消费额的统计期间由“最近 12 个月”改为“上一季度”",
    ],
  ],
  "a metric's fiscal window": [
    [
      "metric-window-changed",
      "/metrics/0/window",
      "/metrics/0/window",
      "spend of 12 months is counted: in the running half-year, of years that begin with month 4; before: in the year that lies 2 periods before the running one",
      "近 12 个月消费额的统计期间由“往前第 2 个年度”改为“本半年度（年度自 4 月起）”",
    ],
  ],
  "a metric's anniversary": [
    [
      "metric-window-changed",
      "/metrics/0/window",
      "/metrics/0/window",
      "spend of 12 months is counted: in the last whole period of 1 year, counted from the start of the tier; before: in the running period of 1 year, counted from the enrolment",
      "近 12 个月消费额的统计期间由“自入会起每 1 年为一期，本期”改为“自等级生效起每 1 年为一期，上一期”",
    ],
  ],
  "an anniversary long ago": [
    [
      "metric-window-changed",
      "/metrics/0/window",
      "/metrics/0/window",
      "spend of 12 months is counted: over all time; before: in the period of 1 year that lies 3 periods before the running one, counted from the first purchase",
      "近 12 个月消费额的统计期间由“自首次购买起每 1 年为一期，往前第 3 期”改为“全部时间”",
    ],
  ],
  "what a metric measures": [
    [
      "metric-measure-changed",
      "/metrics/0/measure",
      "/metrics/0/measure",
      "spend of 12 months measures: the mean cost of an order, rounded half up; before: the cost of orders, less what was given back",
      "近 12 个月消费额的度量内容由“订单净额（扣除退款）”改为“单均金额（四舍五入）”",
    ],
  ],
  "what a metric measures of facts": [
    [
      "metric-measure-changed",
      "/metrics/3/measure",
      "/metrics/3/measure",
      "satisfaction of 6 months measures: the mean of survey answers, only of the survey yearly; of the question q1, q2; before: the mean of survey answers",
      "近 6 个月满意度的度量内容由“问卷平均分”改为“问卷平均分，仅限问卷：yearly；题目：q1、q2”",
    ],
  ],
  "how sure a metric is": [
    [
      "metric-direction-changed",
      "/metrics/3/betterWhen",
      "/metrics/3/betterWhen",
      "satisfaction of 6 months, which way is better: nothing; before: the higher, the better",
      "近 6 个月满意度的优劣方向由“越高越好”改为“无”",
    ],
    [
      "metric-sample-changed",
      "/metrics/3/minSample",
      "/metrics/3/minSample",
      "satisfaction of 6 months, the facts it must rest on: 5; before: 3",
      "近 6 个月满意度所需的最少事实数由“3”改为“5”",
    ],
    [
      "metric-age-changed",
      "/metrics/3/maxAge",
      "/metrics/3/maxAge",
      "satisfaction of 6 months, how old its newest fact may be: 90 days; before: nothing",
      "近 6 个月满意度最新事实的最长时效由“无”改为“90 天”",
    ],
  ],
  "a direction": [
    [
      "metric-direction-changed",
      "/metrics/0/betterWhen",
      "/metrics/0/betterWhen",
      "spend of 12 months, which way is better: the lower, the better; before: the higher, the better",
      "近 12 个月消费额的优劣方向由“越高越好”改为“越低越好”",
    ],
  ],
  "a metric more": [
    [
      "metric-added",
      "/metrics/5",
      null,
      "the metric city is new: a name; brought in, not measured from facts",
      "新增指标城市：名称；由外部提供，非由事实度量",
    ],
    [
      "metric-added",
      "/metrics/6",
      null,
      "the metric listed is new: yes or no; brought in, not measured from facts",
      "新增指标是否上市：是或否；由外部提供，非由事实度量",
    ],
    [
      "metric-added",
      "/metrics/7",
      null,
      "the metric joined is new: a date; brought in, not measured from facts",
      "新增指标入会日期：日期；由外部提供，非由事实度量",
    ],
    [
      "metric-added",
      "/metrics/8",
      null,
      "the metric share of wallet is new: a share of the whole; brought in, not measured from facts",
      "新增指标钱包份额：占比；由外部提供，非由事实度量",
    ],
  ],
  "metrics reordered": [
    [
      "metrics-reordered",
      "/metrics",
      "/metrics",
      "the metrics stand in another order, which changes nothing",
      "各指标的书写顺序有调整，含义不变",
    ],
  ],
};

const REVERSED: Readonly<Record<string, string>> = {
  "threshold-raised": "threshold-lowered",
  "condition-added": "condition-removed",
  "metric-added": "metric-removed",
  "tier-added": "tier-dropped",
  "downgrade-rule-added": "downgrade-rule-removed",
  "retain-set-apart": "retain-as-attain",
};
const back = new Map(
  Object.entries(REVERSED).flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);

/** All of a change but its words, which tell percentages of what was. */
const bare = ({ code, kind, path, pathBefore, before, after }: TierPolicyChange): string =>
  canonicalJson({ code, kind, path, pathBefore, before, after });

/** The same change, told the other way around. */
function turned({ code, kind, path, pathBefore, before, after }: TierPolicyChange): string {
  const other = { added: "removed", removed: "added", changed: "changed" } as const;
  return canonicalJson({
    code: back.get(code) ?? code,
    kind: other[kind],
    path: pathBefore ?? path,
    pathBefore: kind === "removed" ? null : path,
    before: after,
    after: before,
  });
}

const valueAt = (document: unknown, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);

describe("examples", () => {
  test.each(versions)("%s", (...version) => {
    const [before, after] = bothOf(version);
    const changes = diffTierPolicy(before, after);
    const [en = [], zh = []] = LOCALES.map((locale) => explain(changes, { locale }));
    expect(changes.map(({ code, path, pathBefore }, at) => [code, path, pathBefore, en[at], zh[at]])).toEqual(
      TOLD[version[0]],
    );
  });

  test("a change carries what stood and stands there, and how far a threshold moved", () => {
    const [before, after] = bothOf(["", {}, { ...tierPresets.valueAndTenure, protectionAfterUpgrade: null }]);
    expect(diffTierPolicy(before, after)).toEqual([
      {
        code: "protection-changed",
        kind: "changed",
        path: "/protectionAfterUpgrade",
        pathBefore: "/protectionAfterUpgrade",
        before: "P3M",
        after: null,
        params: {
          place: { code: "part-protection", params: {} },
          from: [{ kind: "number", value: 3, unit: "months" }],
          to: { code: "said-nothing", params: {} },
        },
      },
    ]);
    const raised = versions.find(([name]) => name === "a third");
    expect(raised && diffTierPolicy(...bothOf(raised))[0]?.params).toMatchObject({
      label: { en: "satisfaction of 6 months" },
      difference: { kind: "number", value: 1 },
      percent: 33.33,
    });
  });
});

test("refusals: a policy that went through no door", () => {
  const policy = defineTierPolicy(tierPresets.abc);
  const copy = { ...policy } as unknown as TierPolicy;
  const notChecked = expect.objectContaining({ code: "policy-not-checked" });
  expect(() => diffTierPolicy(copy, policy)).toThrow(notChecked);
  expect(() => diffTierPolicy(policy, copy)).toThrow(notChecked);
});

describe("laws", () => {
  const runs = { numRuns: 25 };
  const anyVersions = fc.oneof(
    anyLeafChange.map(({ before, after }) => [before, after] as const),
    fc.tuple(anyTierPolicy, anyTierPolicy),
    fc.constantFrom(...versions).map(bothOf),
  );

  test("a policy does not differ from itself", () => {
    fc.assert(
      fc.property(anyTierPolicy, (policy) => {
        expect(diffTierPolicy(policy, checked(structuredClone(policy)))).toEqual([]);
      }),
      runs,
    );
  });

  test("nothing that differs goes unsaid", () => {
    fc.assert(
      fc.property(anyVersions, ([before, after]) => {
        expect(diffTierPolicy(before, after).length > 0).toBe(canonicalJson(before) !== canonicalJson(after));
      }),
      runs,
    );
  });

  test("every changed leaf stands below a change", () => {
    fc.assert(
      fc.property(anyLeafChange, ({ before, after, at }) => {
        const leaf = `${pointer(at)}/`;
        const places = diffTierPolicy(before, after).flatMap(({ path, pathBefore }) => [path, pathBefore ?? path]);
        expect(places.filter((place) => leaf.startsWith(`${place}/`))).not.toEqual([]);
      }),
      runs,
    );
  });

  test("the other way around, the same changes are told the other way around", () => {
    fc.assert(
      fc.property(anyVersions, ([before, after]) => {
        const there = diffTierPolicy(before, after);
        expect(diffTierPolicy(after, before).map(bare).sort()).toEqual(there.map(turned).sort());
      }),
      runs,
    );
  });

  test("paths lead to what is told; every place of a sentence is filled, in both languages; JSON carries it", () => {
    fc.assert(
      fc.property(anyVersions, ([before, after]) => {
        const changes = diffTierPolicy(before, after);
        for (const { kind, path, pathBefore, before: was, after: is } of changes) {
          if (kind !== "removed") expect(valueAt(after, path)).toEqual(is);
          if (pathBefore !== null) expect(valueAt(before, pathBefore)).toEqual(was);
        }
        const plain = changes.filter(({ code }) => code !== "written-otherwise" && code !== "policy-notes-changed");
        for (const locale of LOCALES) {
          const sentences = explain(JSON.parse(JSON.stringify(plain)) as typeof plain, { locale });
          expect(sentences).toEqual(explain(plain, { locale }));
          expect(sentences.filter((text) => /[{}]|: not known|undefined|NaN|object/.test(text))).toEqual([]);
        }
      }),
      runs,
    );
  });
});
