/**
 * The modules' kernels: columns and plain numbers in and out, for workers, warehouses and hot paths. Nothing here loads zod,
 * date-fns or decimal.js.
 *
 * @module
 */
export * from "./calendar/kernel.ts";
export * from "./clv/kernel.ts";
export * from "./core/kernel.ts";
export * from "./history/kernel.ts";
export * from "./lifecycle/kernel.ts";
export * from "./rules/kernel.ts";
export * from "./segmentation/kernel.ts";
export * from "./tiers/kernel.ts";
