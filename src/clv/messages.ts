import type { MessageCatalog } from "../core/index.ts";
import type { ClvAssumption, ClvReasonCode } from "./estimateModel.ts";
import type { ClvPolicyCode } from "./valueModel.ts";

/** Codes of parts of sentences. */
type ClvPhraseCode =
  | "orders-within"
  | "orders-for-ever"
  | "term-margin"
  | "term-refunds"
  | "term-service"
  | "term-annual-discount"
  | "term-continuous-discount"
  | "term-no-discount";

/** Codes of this module. */
export type ClvCode =
  | ClvPolicyCode
  | ClvReasonCode
  | ClvAssumption
  | "invalid-orders"
  | "as-of-mismatch"
  | "recency-beyond-age"
  | "recency-without-repeat"
  | "repeat-without-recency"
  | "recency-beyond-opportunities"
  | "orders-beyond-recency"
  | "recency-without-order"
  | "too-many-opportunities"
  | "nobody-left"
  | "survivors-rise"
  | "never-purchased"
  | "invalid-rows"
  | "nobody-repeats"
  | "too-few-distinct-rows"
  | "boundary-estimate"
  | "ridge-estimate"
  | "flat-likelihood"
  | "not-converged"
  | "leaving-not-seen"
  | "few-customers"
  | "history-in-two-forms"
  | "model-as-text"
  | "model-wrapped"
  | ClvPhraseCode
  | "no-covariance"
  | "different-data"
  | "penalised-fit"
  | "other-columns"
  | "not-nested"
  | "too-few-fits"
  | "short-observation"
  | "spend-correlates"
  | "heavy-tail"
  | "infinite-spend"
  | "value-out-of-range";

/** The sentences of this module's codes. */
export const clvMessages: MessageCatalog<ClvCode> = {
  "alive-uninformative": {
    en: "there is no repeat purchase yet, so the probability of 1 says nothing: in this model customers leave only after one",
    "zh-CN": "该客户尚无复购，仍然活跃的概率为 1 不具参考意义：此模型假定客户只会在复购之后流失",
  },
  "nobody-leaves": {
    en: "in this model nobody ever leaves, so the probability of 1 says nothing",
    "zh-CN": "此模型假定客户从不流失，仍然活跃的概率为 1 不具参考意义",
  },
  "model-unsettled": {
    en: "the fit of {observed} did not settle its parameters (no standard errors, or the search did not arrive), so what it says is little more than a guess",
    "zh-CN": "{observed}的拟合未能确定其参数（没有标准误，或搜索未收敛），其结果与猜测相差无几",
  },
  "alive-unsettled": {
    en: "the data behind {observed} cannot tell it from a model in which nobody leaves, so the probability of being alive rests on next to nothing",
    "zh-CN": "{observed}所依据的数据无法将其与“无人流失”的模型区分开，仍然活跃的概率几乎没有依据",
  },
  "history-in-two-forms": {
    en: "the history gives its times both in days and in a unit of its own ({unit}), and only one of them can hold",
    "zh-CN": "购买记录同时给出了以天计的时间和另行注明单位（{unit}）的时间，只能保留其一",
  },
  "model-as-text": {
    en: "expected a stored model, received text: read it with JSON.parse first",
    "zh-CN": "应为存储的模型，实际为文本：请先用 JSON.parse 读取",
  },
  "model-wrapped": {
    en: "expected the model itself, received an object that holds it: hand in its {at}",
    "zh-CN": "应为模型本身，实际为包含模型的对象：请传入其{at}",
  },
  "recency-beyond-age": {
    en: "the last purchase, at {recency}, lies beyond the customer's age of {age}",
    "zh-CN": "末次购买时间{recency}超过了客户的观察时长{age}",
  },
  "recency-without-repeat": {
    en: "there is no repeat purchase, yet the last purchase is {recency} after the first",
    "zh-CN": "没有复购，末次购买却在首次购买之后{recency}",
  },
  "repeat-without-recency": {
    en: "there are {frequency} repeat purchases, yet no time from the first purchase to the last",
    "zh-CN": "有{frequency}次复购，首末次购买之间却没有时间间隔",
  },
  "recency-beyond-opportunities": {
    en: "the last opportunity taken is number {recency}, yet there have been only {opportunities}",
    "zh-CN": "末次参与的是第{recency}次机会，而迄今只有{opportunities}次机会",
  },
  "orders-beyond-recency": {
    en: "there are {frequency} orders, more than the opportunities up to the last one taken, number {recency}",
    "zh-CN": "共有{frequency}次购买，多于截至末次参与（第{recency}次）的机会数",
  },
  "recency-without-order": {
    en: "there is no order, yet opportunity {recency} is said to be the last one taken",
    "zh-CN": "没有购买，却记录末次参与为第{recency}次机会",
  },
  "too-many-opportunities": {
    en: "there have been {opportunities} opportunities; at most {most} are taken",
    "zh-CN": "共有{opportunities}次机会，最多支持{most}次",
  },
  "nobody-left": {
    en: "none of the {customers} customers has left, so there is nothing to learn of leaving",
    "zh-CN": "{customers}位客户均未流失，无法估计流失规律",
  },
  "survivors-rise": {
    en: "after {renewals} renewals {now} customers are there, more than the {before} before",
    "zh-CN": "第{renewals}次续约后有{now}位客户，多于此前的{before}位",
  },
  "never-purchased": {
    en: "customer {customerId} has no purchase, so nothing can be foreseen",
    "zh-CN": "客户{customerId}从未购买，无法预测",
  },
  "invalid-rows": {
    en: "rows that cannot be true: {total}, so nothing was fitted; the first is row {first}",
    "zh-CN": "有{total}行数据不可能成立，因此未进行拟合；首个问题行为第{first}行",
  },
  "nobody-repeats": {
    en: "none of the {customers} customers ever ordered again, so there is nothing to learn of repeat orders",
    "zh-CN": "{customers}位客户均无复购，无法估计复购规律",
  },
  "too-few-distinct-rows": {
    en: "histories that differ from each other: {distinct}; the model takes at least {required} to fit",
    "zh-CN": "互不相同的购买记录仅有{distinct}种；拟合模型至少需要{required}种",
  },
  "boundary-estimate": {
    en: "{parameter} ran away to the edge of what it can be ({estimate}): a simpler model fits the data as well",
    "zh-CN": "参数{parameter}趋于边界（{estimate}）：更简单的模型同样能拟合这些数据",
  },
  "ridge-estimate": {
    en: "{first} and {second} ran away together: the data settle only their ratio, {ratio}, as if all customers were alike in this",
    "zh-CN": "{first}与{second}一同趋于无穷：数据只能确定二者之比{ratio}，即客户在此方面看不出差异",
  },
  "flat-likelihood": {
    en: "the parameters are hardly settled by the data: the condition of the information is {condition}",
    "zh-CN": "数据几乎无法确定各参数：信息矩阵的条件数为{condition}",
  },
  "not-converged": {
    en: "the search did not arrive: steps taken {iterations}, slope left {gradientNorm}",
    "zh-CN": "搜索未收敛：已走{iterations}步，剩余梯度为{gradientNorm}",
  },
  "leaving-not-seen": {
    en: "the data cannot tell this model from one in which nobody leaves (NBD): the test against it has p = {pValue}",
    "zh-CN": "数据无法将此模型与“无人流失”的模型（NBD）区分开：与其对照的检验 p = {pValue}",
  },
  "few-customers": {
    en: "the weights come to {customers} customers, fewer than {threshold}: shares of a cohort, taken for its numbers? The standard errors are those of so few",
    "zh-CN": "权重合计仅{customers}位客户，少于{threshold}位：是否误将留存比例当作人数？标准误按如此少的客户计算",
  },
  "no-covariance": {
    en: "the model {format} has no covariance, so no interval can be given: the data do not settle its parameters",
    "zh-CN": "模型{format}没有协方差，无法给出区间：数据不足以确定其参数",
  },
  "different-data": {
    en: "{first} and {other} were fitted on different data (or on the same in different units of time), so their likelihoods cannot be compared",
    "zh-CN": "{first}与{other}拟合所用的数据不同（或时间单位不同），其似然无法比较",
  },
  "penalised-fit": {
    en: "{format} was fitted with a penalty of {penalty}, so its likelihood is not the greatest and cannot be compared",
    "zh-CN": "{format}拟合时带有惩罚项{penalty}，其似然并非极大值，无法比较",
  },
  "other-columns": {
    en: "the columns are not those that {format} was fitted on",
    "zh-CN": "所给数据列并非{format}拟合时所用的数据",
  },
  "not-nested": {
    en: "{simpler} is no special case of {larger}, so no likelihood-ratio test applies",
    "zh-CN": "{simpler}并非{larger}的特例，似然比检验不适用",
  },
  "too-few-fits": {
    en: "only {fits} of {draws} simulated populations could be fitted, too few for an interval",
    "zh-CN": "{draws}个模拟总体中仅有{fits}个可以拟合，不足以给出区间",
  },
  "spend-correlates": {
    en: "spend and frequency correlate at {correlation}; from {threshold} on, expected spend should be used with care",
    "zh-CN": "消费金额与购买频率的相关系数为{correlation}；达到{threshold}时，预期消费额须谨慎使用",
  },
  "short-observation": {
    en: "customers have been known for {meanAge} on average, less than the {meanGap} a typical one takes between two orders: slow customers can hardly be told from lost ones",
    "zh-CN": "客户平均观察时长为{meanAge}，短于典型客户两次下单的间隔{meanGap}：难以区分购买缓慢的客户与已流失的客户",
  },
  "heavy-tail": {
    en: "mean spend varies without bound between customers (q is {q}, at most {threshold}): a few large spenders decide what is expected of everyone",
    "zh-CN": "客户间平均消费额的方差不是有限值（q 为{q}，不超过{threshold}）：少数高消费客户左右了对所有客户的预期",
  },
  "infinite-spend": {
    en: "the model has no finite mean spend for a customer with {frequency} repeat purchases",
    "zh-CN": "对于复购{frequency}次的客户，模型的平均消费额不是有限值",
  },
  "value-out-of-range": {
    en: "the value of {observed} is too large to be written as an amount",
    "zh-CN": "数值{observed}过大，无法表示为金额",
  },
  "assumes-steady-customers": {
    en: "customers order and leave at rates of their own that do not change with time",
    "zh-CN": "假定每位客户的购买率与流失倾向不随时间变化",
  },
  "assumes-independent-spend": {
    en: "how much a customer spends has nothing to do with how often they order",
    "zh-CN": "假定客户的消费金额与购买频率无关",
  },
  "assumes-constant-margin": {
    en: "the margin is the same on every order and stays as it is",
    "zh-CN": "假定每笔订单的利润率相同且保持不变",
  },
  "assumes-margin-so-far": {
    en: "every order so far earned the margin of today",
    "zh-CN": "假定迄今每笔订单的利润率均与当前相同",
  },
  "assumes-constant-retention": {
    en: "the same share of customers stays in every period, however long they have been there",
    "zh-CN": "假定每期留存率相同，与客户已存续的时长无关",
  },
  "assumes-alike-customers": {
    en: "customers are alike: those who come now will do as those who came before",
    "zh-CN": "假定客户彼此相同：新客户的表现与以往客户一致",
  },
  "value-alive": {
    en: "the chance that the customer is still alive is {observed}",
    "zh-CN": "客户仍然活跃的概率为{observed}",
  },
  "value-orders": {
    en: "expected orders {span}, each discounted to now: {observed}",
    "zh-CN": "{span}的预期订单数（逐单折现至今）：{observed}",
  },
  "value-spend": {
    en: "an order of this customer is expected to come to {observed}",
    "zh-CN": "该客户每笔订单的预期金额为{observed}",
  },
  "value-margin-so-far": {
    en: "the margin on what was spent so far is {observed}",
    "zh-CN": "迄今消费的利润为{observed}",
  },
  "value-costs-so-far": {
    en: "the customer has cost {observed} so far",
    "zh-CN": "迄今在该客户身上的成本为{observed}",
  },
  "value-to-come": {
    en: "the orders {span} are worth {observed} today ({terms})",
    "zh-CN": "{span}的订单现值为{observed}（{terms}）",
  },
  "value-mostly-refunded": {
    en: "of {required} spent only {observed} was kept: most of it was given back, yet the orders count as they were placed, so what is to come is likely far too high",
    "zh-CN": "消费{required}，实际留存仅{observed}：大部分已退回，而订单仍按下单时计入，未来价值很可能被大幅高估",
  },
  "orders-within": { en: "of the next {horizon}", "zh-CN": "未来{horizon}" },
  "orders-for-ever": { en: "of all time to come", "zh-CN": "未来无期限" },
  "term-margin": { en: "margin {percent} %", "zh-CN": "利润率{percent}%" },
  "term-refunds": { en: "{percent} % of it given back", "zh-CN": "退款占比{percent}%" },
  "term-service": { en: "{cost} to serve each purchase day", "zh-CN": "每个购买日的服务成本{cost}" },
  "term-annual-discount": { en: "discounted at {percent} % a year", "zh-CN": "年折现率{percent}%" },
  "term-continuous-discount": {
    en: "discounted continuously at {percent} % for each {unit}",
    "zh-CN": "连续折现率{percent}%（每{unit}）",
  },
  "term-no-discount": { en: "not discounted", "zh-CN": "不折现" },
  "invalid-orders": {
    en: "orders that cannot be read: {total}, so nothing was valued; the first is number {first}",
    "zh-CN": "有{total}笔订单无法读取，因此未进行估值；首笔为第{first}笔",
  },
  "as-of-mismatch": {
    en: "the summary is as of {observed}, not as of {expected}",
    "zh-CN": "汇总截至{observed}，而非{expected}",
  },
  "endless-undiscounted": {
    en: "orders count for ever and nothing is discounted, so values have no end; give a horizon or a discount above zero",
    "zh-CN": "未设期限且未折现，价值没有上界；请设定期限或大于零的折现率",
  },
  "cost-negative": { en: "the cost {cost} is below zero", "zh-CN": "成本{cost}不得小于零" },
  "refund-share-out-of-range": {
    en: "the share {share} that is given back does not lie from 0 to 1",
    "zh-CN": "退款占比{share}不在 0 到 1 之间",
  },
  "discount-large": {
    en: "a rate of {rate} a year makes what comes in a year worth {percent} % of itself: is it meant as per cent (0.1 is 10 %)?",
    "zh-CN": "年折现率{rate}意味着一年后的价值仅值现在的{percent}%：是否误以百分数填写（0.1 即 10%）？",
  },
  "margin-no-share": {
    en: "a margin of {margin} is no share of what is paid: expected above 0, at most 1",
    "zh-CN": "利润率{margin}不是付款金额中的合理占比：应大于 0 且不超过 1",
  },
};
