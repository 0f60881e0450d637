import type { MessageCatalog } from "../core/index.ts";
import { calendarMessages } from "../calendar/messages.ts";
import { clvMessages } from "../clv/messages.ts";
import { coreMessages } from "../core/messages.ts";
import { customerMessages } from "../customer/messages.ts";
import { historyMessages } from "../history/messages.ts";
import { lifecycleMessages } from "../lifecycle/messages.ts";
import { ruleMessages } from "../rules/messages.ts";
import { segmentationMessages } from "../segmentation/messages.ts";
import { slaMessages } from "../sla/messages.ts";
import { tierMessages } from "../tiers/messages.ts";

/** The sentences of every module by code. A code belongs to one module: a test holds that none is given twice. */
export const catalogs: Readonly<Record<string, MessageCatalog>> = {
  core: coreMessages,
  customer: customerMessages,
  calendar: calendarMessages,
  history: historyMessages,
  rules: ruleMessages,
  segmentation: segmentationMessages,
  tiers: tierMessages,
  lifecycle: lifecycleMessages,
  clv: clvMessages,
  sla: slaMessages,
};

/** The sentences of all codes. */
export const catalog: MessageCatalog = /* @__PURE__ */ (() =>
  Object.assign({}, ...Object.values(catalogs)) as MessageCatalog)();
