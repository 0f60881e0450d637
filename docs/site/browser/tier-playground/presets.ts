import { tierPresets } from "clientele/tiers";
import { pageLocale } from "../kit/locale.ts";
import { policyText } from "./draft.ts";

export type PresetName = keyof typeof tierPresets;

/** The ladders to begin with, by name, with what they are called in the page's language. */
const PRESETS: readonly (readonly [name: PresetName, english: string, chinese: string])[] = [
  ["valueGrade", "Diamond, gold, silver: by spend and orders", "钻石、金、银：按消费额与订单数"],
  ["valueAndTenure", "The same, with grace and protection", "同上，按消费额与合作时长，含宽限期与保护期"],
  ["strategicKeyOrdinary", "Strategic, key and ordinary accounts", "战略、重点、普通客户"],
  ["abc", "A, B, C by share of turnover", "ABC 分类：按累计交易额占比"],
];

export const presetOptions = (): readonly (readonly [PresetName, string])[] =>
  PRESETS.map(([name, en, zh]) => [name, pageLocale() === "en" ? en : zh]);

export const presetText = (name: PresetName): string => policyText(tierPresets[name]);

export const presetNamed = (name: unknown): PresetName | null => PRESETS.find(([known]) => known === name)?.[0] ?? null;
