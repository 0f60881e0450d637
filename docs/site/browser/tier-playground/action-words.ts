import type { TierAction } from "clientele/tiers";
import { words } from "../kit/locale.ts";

/** What happens to a customer, in the page's language. */
export const actionWords = (): Readonly<Record<TierAction, string>> =>
  words({
    enrol: ["graded for the first time", "首次评级"],
    upgrade: ["rises", "升级"],
    retain: ["stays", "等级不变"],
    graceStarted: ["stays: a grace begins", "保留，宽限期开始"],
    graceContinued: ["stays: in grace", "保留，宽限期中"],
    downgrade: ["falls", "降级"],
    held: ["stays: held", "保留等级"],
    insufficientData: ["stays: too little is known", "维持，数据不足"],
  });
