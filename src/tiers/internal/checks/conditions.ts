import { type CheckBench, no, type Said, yes } from "./bench.ts";

/**
 * T010: conditions that never hold, and such as never fail.
 *
 * @param bench - The policy.
 */
export function checkContradictions(bench: CheckBench): void {
  const { conditions, placed } = bench.compiled;
  conditions.forEach(({ role, part }, condition) => {
    const keys = placed[condition]?.keys ?? [];
    const about = { number: "T010", keys, params: { part, role } } as const;
    const said: Said = { ...about, code: "condition-always-holds", severity: "warning" };
    const held = bench.search([yes(condition)]);
    if (held.answer === "found") {
      if (bench.never([no(condition)], about))
        bench.shows(said, { example: held.example, wanted: [yes(condition)] }, [[null, () => true]]);
    } else if (held.answer === "none") {
      bench.found({ ...about, code: "condition-contradicts", severity: "error" }, null);
    } else bench.doubts(about);
  });
}
