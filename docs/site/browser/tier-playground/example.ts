import { instant, moneyFromMinor } from "clientele/core";
import type { Contract, Order, SurveyAnswer } from "clientele/customer";
import assumptions from "../../../../examples/portfolio/assumptions.json" with { type: "json" };
import { type Assumptions, generate } from "../../../../examples/portfolio/generate.ts";
import { startRandom } from "../../../../examples/portfolio/random.ts";
import type { SiteLocale } from "../kit/locale.ts";
import { NO_BAD_ROWS, type Person, type Population } from "./population.ts";

/** How many customers of each kind: 4,372 in all, in the proportions of the example's 600. */
const CUSTOMERS: readonly number[] = [306, 1370, 1676, 1020];

const KINDS = ["Trading", "Supply", "Works", "Group", "Partners", "Industries", "Services", "Systems"];

/** The same in Chinese, in the same order: the same draws name the same companies. */
const CHINESE = {
  cities:
    "北京 上海 广州 深圳 苏州 杭州 南京 武汉 成都 重庆 西安 天津 青岛 大连 宁波 厦门 长沙 郑州 合肥 福州 昆明 济南 沈阳 哈尔滨 无锡",
  trades:
    "轴承 阀门 电机 铸件 电缆 紧固件 水泵 密封件 传感器 工具 涂料 弹簧 齿轮 滤清器 焊接 液压 模具 照明 包装 驱动 机器人 电梯 机械 仪器",
  kinds: "贸易 供应 制造 集团 合伙 实业 服务 系统",
};

/** The made-up distributor of the examples, with 4,372 customers and three years of their orders. The same every time. */
export function examplePopulation(locale: SiteLocale): Population {
  const chinese = locale === "zh-CN";
  const kinds = chinese ? CHINESE.kinds.split(" ") : KINDS;
  const trades = chinese ? CHINESE.trades.split(" ") : assumptions.trades;
  const larger: Assumptions = {
    ...assumptions,
    groups: assumptions.groups.map((group, place) => ({ ...group, customers: CUSTOMERS[place] ?? 0 })),
    cities: chinese ? CHINESE.cities.split(" ") : assumptions.cities,
    trades: trades.flatMap((trade) => kinds.map((kind) => (chinese ? trade + kind : `${trade} ${kind}`))),
  };
  const { customers, orders, answers } = generate(larger);
  const ordersOf = byCustomer(orders);
  const answersOf = byCustomer(answers);
  const random = startRandom(larger.seed + 1);
  const people = customers.map(({ id, name, attributes }): Person => {
    const key = attributes?.["group"] === "keyAccounts" && random.chance(0.5);
    return {
      customerId: id,
      name: chinese ? (name ?? "").replace(" ", "") : (name ?? null),
      facts: {
        customerId: id,
        orders: ordersOf.get(id) ?? [],
        answers: answersOf.get(id) ?? [],
        contracts: key ? [contractOf(id, Math.round(random.erlang(2_000_000, 2)), larger.currency)] : [],
      },
      metrics: {},
      state: null,
    };
  });
  return { file: null, from: "facts", asOf: instant(larger.asOf), people, lines: orders.length, bad: NO_BAD_ROWS };
}

function byCustomer<Fact extends Order | SurveyAnswer>(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.customerId);
    if (group === undefined) groups.set(fact.customerId, [fact]);
    else group.push(fact);
  }
  return groups;
}

/** A frame contract of two years. */
const contractOf = (customerId: string, worth: number, currency: string): Contract => ({
  id: `${customerId}-contract`,
  customerId,
  from: "2024-07-01",
  to: "2026-06-30",
  value: moneyFromMinor(worth * 100, currency),
});
