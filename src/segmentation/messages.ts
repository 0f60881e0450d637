import type { MessageCatalog } from "../core/index.ts";

/** Codes of this module. */
export type SegmentationCode =
  | "degenerate-metric"
  | "no-customers"
  | "no-value"
  | "repeated-customer"
  | "too-few-different-customers"
  | "clusters-not-settled"
  | "empty-segment"
  | "unknown-segment"
  | "segment-circle"
  | "criterion-unused"
  | "given-segment-unused"
  | "unknown-competitor"
  | "segment-without-target"
  | "target-conflict"
  | "target-never-reached"
  | "competitor-unanswered"
  | "target-segment"
  | "no-values"
  | "steps-out-of-order"
  | "currency-of-text"
  | "classes-out-of-order"
  | "lowest-class-asks"
  | "unreachable-class"
  | "criterion-points"
  | "class-score"
  | "no-purchase"
  | "invalid-model"
  | "range-reversed"
  | "range-beyond-bins"
  | "uncovered-combinations"
  | "unreachable-box"
  | "uncovered-score"
  | "bins-mismatch"
  | "score-in-range";

/** The sentences of this module's codes. */
export const segmentationMessages: MessageCatalog<SegmentationCode> = {
  "degenerate-metric": {
    en: "{metric|term} tells nobody apart: all {customers} customers have the same score",
    "zh-CN": "{metric|term}无法区分客户：全部 {customers} 位客户得分相同",
  },
  "no-customers": {
    en: "there is no customer with a purchase to fit a model on",
    "zh-CN": "没有任何有购买记录的客户可用于拟合模型",
  },
  "no-value": {
    en: "nobody is worth more than zero, so there is nothing to share out",
    "zh-CN": "没有任何客户的价值大于零，无从计算占比",
  },
  "repeated-customer": {
    en: "customer {customerId} was there before; the first row counts",
    "zh-CN": "客户 {customerId} 重复出现，以首次出现的记录为准",
  },
  "too-few-different-customers": {
    en: "{clusters} clusters were asked for, but only {different} customers are different",
    "zh-CN": "要求分为 {clusters} 类，但互不相同的客户只有 {different} 位",
  },
  "clusters-not-settled": {
    en: "the centres still moved after {iterations} iterations",
    "zh-CN": "迭代 {iterations} 次后聚类中心仍未稳定",
  },
  "empty-segment": {
    en: "nobody belongs to segment {segment}",
    "zh-CN": "没有任何客户属于分群 {segment}",
  },
  "unknown-segment": {
    en: "the policy has no segment {segment}",
    "zh-CN": "策略中没有分群 {segment}",
  },
  "segment-circle": {
    en: "segments ask for one another in a circle: {path}",
    "zh-CN": "分群相互引用形成循环：{path}",
  },
  "criterion-unused": {
    en: "no segment asks about {metric}",
    "zh-CN": "没有任何分群使用指标 {metric}",
  },
  "given-segment-unused": {
    en: "no segment asks for the given segment {segment}",
    "zh-CN": "没有任何分群引用外部分群 {segment}",
  },
  "unknown-competitor": {
    en: "the policy has no competitor {competitor}",
    "zh-CN": "策略中没有竞争对手 {competitor}",
  },
  "segment-without-target": {
    en: "no target group claims segment {segment}",
    "zh-CN": "没有任何目标客群包含分群 {segment}",
  },
  "target-conflict": {
    en: "target groups {targets} claim segment {segment} with the same priority; the first has it",
    "zh-CN": "目标客群 {targets} 以相同优先级包含分群 {segment}，归属排在最前的客群",
  },
  "target-never-reached": {
    en: "target group {target} has no segment: others claim all of its segments with a higher priority",
    "zh-CN": "目标客群 {target} 没有任何分群：其全部分群均被更优先的客群占有",
  },
  "competitor-unanswered": {
    en: "no target group is positioned against competitor {competitor}",
    "zh-CN": "没有任何目标客群针对竞争对手 {competitor} 定位",
  },
  "target-segment": {
    en: "segment {observed}; {label} is made of {required}: {verdict|term}",
    "zh-CN": "所属分群为 {observed}；{label}包含 {required}：{verdict|term}",
  },
  "no-values": {
    en: "nobody has a value in {criterion}, so it cannot be fitted",
    "zh-CN": "没有任何客户具有{criterion}的取值，无法拟合",
  },
  "steps-out-of-order": {
    en: "a step from {from} stands after one from {before}: steps ascend",
    "zh-CN": "起点为 {from} 的档位排在起点为 {before} 的档位之后：档位须递增",
  },
  "currency-of-text": {
    en: "values looked up in a table are text, and have no currency such as {currency}",
    "zh-CN": "按表查分的取值是文本，不能带有币种 {currency}",
  },
  "classes-out-of-order": {
    en: "a class from {from} stands below one from {above}: the best class comes first",
    "zh-CN": "{from} 分起的类别排在 {above} 分起的类别之后：最好的类别应排在最前",
  },
  "lowest-class-asks": {
    en: "the last class begins at {from}: it begins at 0, so that everyone stands somewhere",
    "zh-CN": "最后一个类别从 {from} 分起：应从 0 分起，使每位客户都有归属",
  },
  "unreachable-class": {
    en: "no customer can reach {class}: it begins at {from}, and at most {most} can be scored",
    "zh-CN": "任何客户都无法达到 {class}：该类别从 {from} 分起，而最高只能得 {most} 分",
  },
  "criterion-points": {
    en: "{label} is {observed}; points: {required}",
    "zh-CN": "{label}为 {observed}，得分：{required}",
  },
  "class-score": {
    en: "the score is {observed}; {label} begins at {required}: {verdict|term}",
    "zh-CN": "总分为 {observed}；{label}从 {required}起：{verdict|term}",
  },
  "no-purchase": {
    en: "customer {customerId} has no purchase, so there is nothing to score",
    "zh-CN": "客户 {customerId} 没有购买记录，无法评分",
  },
  "invalid-model": {
    en: "the stored model cannot be used: at {path} expected {expected|term}",
    "zh-CN": "存储的模型不可用：{path} 处应为{expected|term}",
  },
  "range-reversed": { en: "the range begins at {from} and ends at {to}", "zh-CN": "区间起点 {from} 大于终点 {to}" },
  "range-beyond-bins": {
    en: "the range reaches to {to}, but there are only {bins} scores",
    "zh-CN": "区间上限为 {to}，但只有 {bins} 个分值",
  },
  "uncovered-combinations": {
    en: "{count} combinations of scores belong to no segment, such as {examples}",
    "zh-CN": "{count} 种得分组合不属于任何分群，例如 {examples}",
  },
  "unreachable-box": {
    en: "no customer can fall into this box of {segment}: earlier boxes take all of it",
    "zh-CN": "{segment} 的这一区块不可能有客户：已被前面的区块完全覆盖",
  },
  "uncovered-score": {
    en: "table {table} has no segment for recency {recency}, frequency {frequency}, monetary value {monetary}",
    "zh-CN": "分群表 {table} 未覆盖：最近购买 {recency} 分、频率 {frequency} 分、金额 {monetary} 分",
  },
  "bins-mismatch": {
    en: "table {table} is made for {expected} scores, the model has {observed}",
    "zh-CN": "分群表 {table} 适用于 {expected} 个分值，而模型为 {observed}",
  },
  "score-in-range": {
    en: "{metric|term} scores {observed}; {label} takes {required}",
    "zh-CN": "{metric|term}得 {observed} 分；{label}的范围为 {required}",
  },
};
