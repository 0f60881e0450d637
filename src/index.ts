/**
 * Customer-relationship policy as code: what a customer is to us, what we owe them, and why. Everything the modules offer,
 * in one place; each is also `clientele/<module>`.
 *
 * @module
 */
export * from "./calendar/index.ts";
export * from "./clv/index.ts";
export * from "./core/index.ts";
export * from "./customer/index.ts";
export * from "./explain/index.ts";
export * from "./history/index.ts";
export * from "./lifecycle/index.ts";
export * from "./rules/index.ts";
export * from "./segmentation/index.ts";
export * from "./sla/index.ts";
export * from "./tiers/index.ts";
