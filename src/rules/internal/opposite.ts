import type { ComparisonOp } from "../model.ts";

/** What holds where another does not, among what is known. */
export const OPPOSITE: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  ">=": "<",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  "=": "!=",
  "!=": "=",
  in: "notIn",
  notIn: "in",
};
