import type { MessageCatalog } from "../core/index.ts";
import type { MetricsCode } from "./checkMetrics.ts";
import { type MeasureFindingCode, measureMessages } from "./measureMessages.ts";
import type { UnknownCode } from "./measureModel.ts";

/** The sentences of this module's codes. */
export const ruleMessages: MessageCatalog<MetricsCode | UnknownCode | MeasureFindingCode> = {
  ...measureMessages,
};
