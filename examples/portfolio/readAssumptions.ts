import { readFileSync } from "node:fs";
import type { Assumptions } from "./generate.ts";

/** Reads the figures that stand beside this file. */
export const readAssumptions = (): Assumptions =>
  JSON.parse(readFileSync(new URL("assumptions.json", import.meta.url), "utf8")) as Assumptions;
