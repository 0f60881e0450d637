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
  | "mixed-as-of"
  | "no-purchase"
  | "unscored-metric"
  | "metrics-out-of-count"
  | "reserved-name"
  | "metric-not-listed"
  | "source-needed"
  | "currency-needed"
  | "cuts-needed"
  | "cuts-out-of-count"
  | "cuts-not-ascending"
  | "not-in-mode"
  | "unequal-bins"
  | "nesting-needed"
  | "weight-missing"
  | "weights-of-nothing"
  | "invalid-model"
  | "range-reversed"
  | "range-beyond-bins"
  | "uncovered-combinations"
  | "unreachable-box"
  | "unreachable-segment"
  | "overlapping-boxes"
  | "uncovered-score"
  | "bins-mismatch"
  | "score-in-range";

/** The sentences of this module's codes. */
export const segmentationMessages: MessageCatalog<SegmentationCode> = {
  "degenerate-metric": {
    en: "{metric|term} tells nobody apart: all {customers} customers have the same score",
    "zh-CN": "{metric|term}无法区分客户：全部{customers}位客户得分相同",
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
    "zh-CN": "客户{customerId}重复出现，以首次出现的记录为准",
  },
  "too-few-different-customers": {
    en: "{clusters} clusters were asked for, but only {different} customers are different",
    "zh-CN": "要求分为{clusters}类，但互不相同的客户只有{different}位",
  },
  "clusters-not-settled": {
    en: "the centres still moved after {iterations} iterations",
    "zh-CN": "迭代{iterations}次后聚类中心仍未稳定",
  },
  "empty-segment": {
    en: "nobody belongs to segment {segment}",
    "zh-CN": "没有任何客户属于分群{segment}",
  },
  "unknown-segment": {
    en: "the policy has no segment {segment}",
    "zh-CN": "策略中没有分群{segment}",
  },
  "segment-circle": {
    en: "segments ask for one another in a circle: {path}",
    "zh-CN": "分群相互引用形成循环：{path}",
  },
  "criterion-unused": {
    en: "no segment asks about {metric}",
    "zh-CN": "没有任何分群使用指标{metric}",
  },
  "given-segment-unused": {
    en: "no segment asks for the given segment {segment}",
    "zh-CN": "没有任何分群引用外部分群{segment}",
  },
  "unknown-competitor": {
    en: "the policy has no competitor {competitor}",
    "zh-CN": "策略中没有竞争对手{competitor}",
  },
  "segment-without-target": {
    en: "no target group claims segment {segment}",
    "zh-CN": "没有任何目标客群包含分群{segment}",
  },
  "target-conflict": {
    en: "target groups {targets} claim segment {segment} with the same priority; the first has it",
    "zh-CN": "目标客群{targets}以相同优先级包含分群{segment}，归属排在最前的客群",
  },
  "target-never-reached": {
    en: "target group {target} has no segment: others claim all of its segments with a higher priority",
    "zh-CN": "目标客群{target}没有任何分群：其全部分群均被更优先的客群占有",
  },
  "competitor-unanswered": {
    en: "no target group is positioned against competitor {competitor}",
    "zh-CN": "没有任何目标客群针对竞争对手{competitor}定位",
  },
  "target-segment": {
    en: "segment {observed}; {label} is made of {required}: {verdict|term}",
    "zh-CN": "所属分群为{observed}；{label}包含{required}：{verdict|term}",
  },
  "no-values": {
    en: "nobody has a value in {criterion}, so it cannot be fitted",
    "zh-CN": "没有任何客户具有{criterion}的取值，无法拟合",
  },
  "steps-out-of-order": {
    en: "a step from {from} stands after one from {before}: steps ascend",
    "zh-CN": "起点为{from}的档位排在起点为{before}的档位之后：档位须递增",
  },
  "currency-of-text": {
    en: "values looked up in a table are text, and have no currency such as {currency}",
    "zh-CN": "按表查分的取值是文本，不能带有币种{currency}",
  },
  "classes-out-of-order": {
    en: "a class from {from} stands below one from {above}: the best class comes first",
    "zh-CN": "{from}分起的类别排在{above}分起的类别之后：最好的类别应排在最前",
  },
  "lowest-class-asks": {
    en: "the last class begins at {from}: it begins at 0, so that everyone stands somewhere",
    "zh-CN": "最后一个类别从{from}分起：应从 0 分起，使每位客户都有归属",
  },
  "unreachable-class": {
    en: "no customer can reach {class}: it begins at {from}, and at most {most} can be scored",
    "zh-CN": "任何客户都无法达到{class}：该类别从{from}分起，而最高只能得{most}分",
  },
  "criterion-points": {
    en: "{label} is {observed}; points: {required}",
    "zh-CN": "{label}为{observed}，得分：{required}",
  },
  "class-score": {
    en: "the score is {observed}; {label} begins at {required}: {verdict|term}",
    "zh-CN": "总分为{observed}；{label}从{required}起：{verdict|term}",
  },
  "mixed-as-of": {
    en: "the customers were summarised up to different moments, from {earliest} to {latest}",
    "zh-CN": "各客户的汇总时刻不一致：从{earliest}到{latest}",
  },
  "unscored-metric": {
    en: "customer {customerId} has no value of {metric|term}",
    "zh-CN": "客户{customerId}没有{metric|term}的数值",
  },
  "metrics-out-of-count": {
    en: "two to four metrics can be scored together, not {count}",
    "zh-CN": "可同时评分的指标为二至四个，而不是{count}个",
  },
  "reserved-name": {
    en: "a metric cannot be named {metric}: a score uses that name for something else",
    "zh-CN": "指标不能命名为{metric}：该名称在得分中另有用途",
  },
  "metric-not-listed": {
    en: "{metric} is none of the metrics named in bins",
    "zh-CN": "{metric}不在 bins 所列的指标之中",
  },
  "source-needed": {
    en: "it is not said where the values of {metric|term} are found",
    "zh-CN": "未说明{metric|term}的数值从何处取得",
  },
  "currency-needed": {
    en: "{metric|term} is an amount, so the policy needs a currency",
    "zh-CN": "{metric|term}是金额，策略须指定币种",
  },
  "cuts-needed": { en: "the cuts of {metric|term} are missing", "zh-CN": "缺少{metric|term}的分界值" },
  "cuts-out-of-count": {
    en: "{metric|term} needs {expected} cuts, not {observed}: one less than its scores",
    "zh-CN": "{metric|term}需要{expected}个分界值（比分值数少一），而不是{observed}个",
  },
  "cuts-not-ascending": {
    en: "the cuts of {metric|term} do not ascend",
    "zh-CN": "{metric|term}的分界值未按升序排列",
  },
  "not-in-mode": { en: "mode {mode} does not use {key}", "zh-CN": "{mode}模式不使用{key}" },
  "unequal-bins": {
    en: "mode rfm-r needs the same number of scores for every metric, as R does",
    "zh-CN": "rfm-r 模式要求各指标的分值数相同，与 R 一致",
  },
  "nesting-needed": {
    en: "the order of nesting has to name every metric once",
    "zh-CN": "嵌套顺序须将每个指标各列一次",
  },
  "weight-missing": { en: "{metric|term} has no weight", "zh-CN": "{metric|term}没有权重" },
  "weights-of-nothing": {
    en: "all weights are zero, so there is nothing to weigh",
    "zh-CN": "所有权重均为零，无法加权",
  },
  "no-purchase": {
    en: "customer {customerId} has no purchase, so there is nothing to score",
    "zh-CN": "客户{customerId}没有购买记录，无法评分",
  },
  "invalid-model": {
    en: "the stored model cannot be used: at {path} expected {expected|term}",
    "zh-CN": "存储的模型不可用：{path}处应为{expected|term}",
  },
  "range-reversed": { en: "the range begins at {from} and ends at {to}", "zh-CN": "区间起点{from}大于终点{to}" },
  "range-beyond-bins": {
    en: "the range reaches to {to}, but there are only {bins} scores",
    "zh-CN": "区间上限为{to}，但只有{bins}个分值",
  },
  "uncovered-combinations": {
    en: "{count} combinations of scores belong to no segment, such as {examples}",
    "zh-CN": "{count}种得分组合不属于任何分群，例如{examples}",
  },
  "unreachable-box": {
    en: "no customer can fall into this box of {segment}: earlier boxes take all of it",
    "zh-CN": "{segment}的这一区块不可能有客户：已被前面的区块完全覆盖",
  },
  "unreachable-segment": {
    en: "no customer can be {segment}: earlier boxes take all of it",
    "zh-CN": "不可能有客户属于{segment}：已被前面的区块完全覆盖",
  },
  "overlapping-boxes": {
    en: "this box of {segment} shares combinations with an earlier box of {earlier}, which takes them",
    "zh-CN": "{segment}的这一区块与前面{earlier}的区块部分重叠，重叠部分以靠前的区块为准",
  },
  "uncovered-score": {
    en: "table {table} has no segment for the scores {observed}",
    "zh-CN": "分群表{table}未覆盖得分组合{observed}",
  },
  "bins-mismatch": {
    en: "table {table} is made for {expected} scores, the model has {observed}",
    "zh-CN": "分群表{table}适用于{expected}个分值，而模型为{observed}",
  },
  "score-in-range": {
    en: "{metric|term} scores {observed}; {label} takes {required}",
    "zh-CN": "{metric|term}得{observed}分；{label}的范围为{required}",
  },
};
