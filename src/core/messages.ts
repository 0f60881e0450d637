import type { MessageCatalog } from "./message.ts";

/** Codes of the ground floor: what can be wrong with any policy or fact. */
export type CoreCode =
  | "wrong-type"
  | "missing-key"
  | "unknown-key"
  | "not-one-of"
  | "below-minimum"
  | "above-maximum"
  | "too-few"
  | "too-many"
  | "malformed"
  | "no-form-fits"
  | "cycle"
  | "too-deep"
  | "too-large"
  | "forbidden-key"
  | "not-plain-data"
  | "duplicate-id"
  | "unsupported-format"
  | "corrupt-policy"
  | "invalid-fact"
  | "currency-mismatch"
  | "written-otherwise"
  | "said-nothing";

/** The sentences of the ground floor's codes. */
export const coreMessages: MessageCatalog<CoreCode> = {
  "wrong-type": {
    en: "expected {expected|term}, received {observed}",
    "zh-CN": "应为{expected|term}，实际为{observed}",
  },
  "missing-key": { en: "{key} is missing", "zh-CN": "缺少{key}" },
  "unknown-key": { en: "{key} is not known here", "zh-CN": "此处不认识{key}" },
  "not-one-of": {
    en: "expected one of {allowed}, received {observed}",
    "zh-CN": "应为以下之一：{allowed}，实际为{observed}",
  },
  "below-minimum": {
    en: "expected at least {minimum}, received {observed}",
    "zh-CN": "不得小于{minimum}，实际为{observed}",
  },
  "above-maximum": {
    en: "expected at most {maximum}, received {observed}",
    "zh-CN": "不得大于{maximum}，实际为{observed}",
  },
  "too-few": {
    en: "expected a length of at least {minimum}, received {observed}",
    "zh-CN": "长度不得少于{minimum}，实际为{observed}",
  },
  "too-many": {
    en: "expected a length of at most {maximum}, received {observed}",
    "zh-CN": "长度不得超过{maximum}，实际为{observed}",
  },
  malformed: { en: "expected {format|term}, received {observed}", "zh-CN": "应为{format|term}，实际为{observed}" },
  "no-form-fits": {
    en: "none of the forms allowed here fits {observed}",
    "zh-CN": "{observed}不符合此处允许的任何一种形式",
  },
  cycle: { en: "the data contains itself", "zh-CN": "数据包含其自身（循环引用）" },
  "too-deep": { en: "the data is nested too deeply", "zh-CN": "数据嵌套过深" },
  "too-large": { en: "the data is too large", "zh-CN": "数据过大" },
  "forbidden-key": { en: "this key is not allowed", "zh-CN": "不允许使用此键" },
  "not-plain-data": { en: "expected plain JSON data", "zh-CN": "应为纯 JSON 数据" },
  "duplicate-id": { en: "{id} is already used at {first}", "zh-CN": "{id}已在{first}处使用" },
  "unsupported-format": {
    en: "expected something stored in format {expected}, received {observed}",
    "zh-CN": "应为以{expected}格式存储的数据，实际为{observed}",
  },
  "corrupt-policy": {
    en: "the stored policy of format {format} is not what was written",
    "zh-CN": "{format}格式的存储策略已损坏，与写入时不一致",
  },
  "invalid-fact": {
    en: "at {path} expected {expected|term}, received {observed}",
    "zh-CN": "{path}处应为{expected|term}，实际为{observed}",
  },
  "currency-mismatch": {
    en: "expected an amount in {expected}, received {observed}",
    "zh-CN": "金额币种应为{expected}，实际为{observed}",
  },
  "written-otherwise": {
    en: "{place}: written as {to}, no longer as {from}, which means the same",
    "zh-CN": "{place}：写法由{from}改为{to}，含义不变",
  },
  "said-nothing": { en: "nothing", "zh-CN": "无" },
};

/** Words for what a value was expected to be. */
export const coreTerms: MessageCatalog = {
  instant: { en: "a moment with an offset", "zh-CN": "带时区偏移的时刻" },
  day: { en: "a day YYYY-MM-DD that exists", "zh-CN": "真实存在的日期 YYYY-MM-DD" },
  duration: { en: "an ISO 8601 duration", "zh-CN": "时长（ISO 8601）" },
  "time-duration": {
    en: "a duration of hours, minutes and seconds (two days of eight hours are PT16H)",
    "zh-CN": "仅含时分秒的时长（两个八小时工作日写作 PT16H）",
  },
  decimal: { en: "an amount as decimal text", "zh-CN": "以十进制文本表示的数额" },
  money: { en: "an amount with its currency", "zh-CN": "带币种的金额" },
  currency: { en: "an ISO 4217 currency", "zh-CN": "币种代码（ISO 4217）" },
  "currency-of-policy": { en: "the currency of the policy", "zh-CN": "策略所用币种" },
  "time-zone": { en: "an IANA time zone", "zh-CN": "时区（IANA 名称）" },
  integer: { en: "a whole number", "zh-CN": "整数" },
  "safe-integer": { en: "a whole number in the exact range", "zh-CN": "可精确表示的整数" },
  "minor-units": {
    en: "a whole number of minor units in the exact range",
    "zh-CN": "可精确表示的最小货币单位整数倍",
  },
  "positive-integer": { en: "a positive whole number", "zh-CN": "正整数" },
  "non-negative-integer": { en: "a whole number of zero or more", "zh-CN": "非负整数" },
  "finite-number": { en: "a finite number", "zh-CN": "有限的数" },
  "non-negative-number": { en: "a number of zero or more", "zh-CN": "非负数" },
  "positive-number": { en: "a positive number", "zh-CN": "正数" },
  text: { en: "text", "zh-CN": "文本" },
  "non-empty-text": { en: "text that is not empty", "zh-CN": "非空文本" },
  id: { en: "a name of 1 to 200 printable characters", "zh-CN": "名称（1 到 200 个可显示字符）" },
  labels: { en: "a label in English or Chinese", "zh-CN": "中文或英文名称" },
  object: { en: "an object", "zh-CN": "对象" },
  record: { en: "an object", "zh-CN": "对象" },
  array: { en: "a list", "zh-CN": "列表" },
  string: { en: "text", "zh-CN": "文本" },
  number: { en: "a finite number", "zh-CN": "有限的数" },
  int: { en: "a whole number", "zh-CN": "整数" },
  boolean: { en: "true or false", "zh-CN": "true 或 false" },
  null: { en: "null", "zh-CN": "null" },
  "known-name": { en: "a name that is known here", "zh-CN": "此处已知的名称" },
  "time-unit": { en: "a unit of time (day, week, month, year)", "zh-CN": "时间单位（day、week、month、year）" },
  "this-customer": { en: "the customer whose orders these are", "zh-CN": "这些订单所属的客户" },
  "covariance-matrix": { en: "a symmetric matrix, one row a parameter", "zh-CN": "每个参数一行的对称矩阵" },
  "plain-data": { en: "plain JSON data", "zh-CN": "纯 JSON 数据" },
};
