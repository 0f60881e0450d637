import type { Locale } from "clientele/core";
import type { JsonFault, JsonFaultCode } from "./json-places.ts";

/** What is wrong with a JSON text, in words. */
export function faultText({ code, found }: JsonFault, locale: Locale): string {
  const [en, zh] = SENTENCES[code];
  const shown = found.length > 24 ? `${found.slice(0, 24)}…` : found;
  const thing = shown.trim() === "" ? (locale === "en" ? "the end" : "结尾") : JSON.stringify(shown);
  return (locale === "en" ? en : zh).replace("{found}", () => thing);
}

const SENTENCES: Readonly<Record<JsonFaultCode, readonly [english: string, chinese: string]>> = {
  "nothing-there": ["there is nothing here: a policy is expected", "内容为空，请输入策略"],
  "value-expected": [
    "a value is expected here (text in quotes, a number, true, false, null, { or [), not {found}",
    "此处应为一个值（带双引号的文本、数字、true、false、null、{ 或 [），实际为 {found}",
  ],
  "name-expected": [
    "a name in double quotes is expected here, not {found}",
    "此处应为带双引号的字段名，实际为 {found}",
  ],
  "colon-expected": ["a colon is expected after the name, not {found}", "字段名之后应为冒号，实际为 {found}"],
  "comma-or-brace-expected": [
    "a comma or the closing } is expected here, not {found}",
    "此处应为逗号或右花括号 }，实际为 {found}",
  ],
  "comma-or-bracket-expected": [
    "a comma or the closing ] is expected here, not {found}",
    "此处应为逗号或右方括号 ]，实际为 {found}",
  ],
  "comma-before-end": ["nothing follows this comma: take it away", "此逗号之后没有内容，请删除"],
  "text-not-closed": ["this text is not closed: a double quote is missing", "此文本没有结束，缺少双引号"],
  "bad-escape": [
    "{found} cannot stand in a text: write \\\\ for a backslash",
    "文本中不能出现 {found}；反斜杠请写作 \\\\",
  ],
  "line-break-in-text": [
    "this text is not closed in its line: a double quote is missing",
    "此文本在本行没有结束，缺少双引号",
  ],
  "bad-number": [
    "{found} is no number: digits with a point at most, such as 50000 or 0.5",
    "{found} 不是数字；应为 50000 或 0.5 这样的写法",
  ],
  "other-quotes": ["straight double quotes are expected, not {found}", "应使用英文双引号，实际为 {found}"],
  "more-after-end": ["the policy has ended before this: {found} is too much", "策略在此之前已经结束，{found} 是多余的"],
  "name-twice": [
    "{found} stands twice in the same place: only one can count",
    "{found} 在同一层出现了两次，只能保留一个",
  ],
  "too-deep": ["more than 64 levels, one within the other", "嵌套超过 64 层"],
};
