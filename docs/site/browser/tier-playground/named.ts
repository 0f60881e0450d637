import type { Issue } from "clientele/core";
import type { SiteLocale } from "../kit/locale.ts";

/** The parameters of sentences that name a part of the policy by its id, and the lists in which such parts stand. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  tier: ["tiers"],
  lower: ["tiers"],
  first: ["tiers"],
  tiers: ["tiers"],
  metric: ["metrics"],
  other: ["metrics", "tiers"],
};

/** The same remark, with tiers, metrics and downgrade rules by their names for people, as far as the draft names them. */
export function named<Remark extends Pick<Issue, "params">>(
  remark: Remark,
  draft: unknown,
  locale: SiteLocale,
): Remark {
  const nameIn = (list: unknown, id: unknown): string | null => {
    const part = (Array.isArray(list) ? list : []).map(thing).find((one) => one["id"] === id);
    const labels = thing(part?.["labels"]);
    const name = labels[locale] ?? labels[locale === "en" ? "zh-CN" : "en"];
    return typeof name === "string" && name !== "" ? name : null;
  };
  const policy = thing(draft);
  const rules = thing(policy["downgrade"])["also"];
  const nameOf = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => nameOf(key, one));
    if (typeof value !== "string") return value;
    const lists = key === "id" ? [rules, policy["tiers"]] : (PARTS[key] ?? []).map((list) => policy[list]);
    return lists.map((list) => nameIn(list, value)).find((name) => name !== null) ?? value;
  };
  const params = Object.fromEntries(
    Object.entries(remark.params).map(([key, value]) => [key, nameOf(key, value)]),
  ) as Issue["params"];
  return { ...remark, params };
}

const thing = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
