import type { SlaMetric, SlaMetricDefinition } from "./model.ts";

/**
 * The metrics that need no definition, as desks know them. A policy may give one of them another definition under the same
 * name, such as a first response that stands still while the customer is waited for.
 *
 * - `firstResponse`: from the opening to the first response. Internal notes, automated mails and what the customer writes
 *   are none.
 * - `nextResponse`: from the customer's first unanswered message after a response, to the next response.
 * - `periodicUpdate`: from each response to the next, until the case is resolved. `pausableUpdate`: the same, but it stands
 *   still while the customer is waited for.
 * - `requesterWait`: all the time until the case is resolved for good, but for that in which it waits for the customer.
 *   `agentWork`: all of it in which it is on no hold at all.
 * - `timeToOwn`: from the opening until somebody has taken the case.
 * - `firstResolution`: from the opening to the first time it was resolved; `totalResolution`: all the time in which it was
 *   not. A case that is closed is resolved.
 *
 * @example
 * ```ts
 * import { slaMetrics } from "clientele/sla";
 *
 * slaMetrics.agentWork.pauseWhile; // => ["waitingForCustomer", "waitingForThirdParty", "onHold"]
 * ```
 * @see Zendesk, "About SLA policies and how they work", for the names of the field; the definitions are our own.
 */
export const slaMetrics: Readonly<Record<SlaMetric, SlaMetricDefinition>> = {
  firstResponse: { startOn: ["opened"], pauseWhile: [], stopOn: ["response"], cycle: "once", onReopen: "stay" },
  nextResponse: { startOn: ["followUp"], pauseWhile: [], stopOn: ["response"], cycle: "perEvent", onReopen: "stay" },
  periodicUpdate: {
    startOn: ["response"],
    pauseWhile: [],
    stopOn: ["response", "resolved", "closed"],
    cycle: "perEvent",
    onReopen: "newCycle",
  },
  pausableUpdate: {
    startOn: ["response"],
    pauseWhile: ["waitingForCustomer"],
    stopOn: ["response", "resolved", "closed"],
    cycle: "perEvent",
    onReopen: "newCycle",
  },
  requesterWait: {
    startOn: ["opened"],
    pauseWhile: ["waitingForCustomer"],
    stopOn: ["resolved", "closed"],
    cycle: "once",
    onReopen: "resume",
  },
  agentWork: {
    startOn: ["opened"],
    pauseWhile: ["waitingForCustomer", "waitingForThirdParty", "onHold"],
    stopOn: ["resolved", "closed"],
    cycle: "once",
    onReopen: "resume",
  },
  timeToOwn: { startOn: ["opened"], pauseWhile: [], stopOn: ["assigned"], cycle: "once", onReopen: "stay" },
  firstResolution: {
    startOn: ["opened"],
    pauseWhile: [],
    stopOn: ["resolved", "closed"],
    cycle: "once",
    onReopen: "stay",
  },
  totalResolution: {
    startOn: ["opened"],
    pauseWhile: [],
    stopOn: ["resolved", "closed"],
    cycle: "once",
    onReopen: "resume",
  },
};
