import { describe, expect, test } from "vitest";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";
import { visit } from "./support/browser.ts";

/** One of each kind. */
const PAGES = [
  "index.html",
  "start.html",
  "tour.html",
  "modules.html",
  "guides/index.html",
  "guides/tiers.html",
  "guides/segmentation.html",
  "guides/lifetime-value.html",
  "playgrounds/index.html",
  "playgrounds/sla.html",
  "playgrounds/rfm.html",
  "playgrounds/tiers.html",
  "decisions/001-runtime-dependencies.html",
  "zh-CN/index.html",
  "zh-CN/tour.html",
  "zh-CN/glossary.html",
  "zh-CN/guides/tiers.html",
  "modules/tiers.html",
  "functions/tiers.evaluateTier.html",
  "interfaces/tiers.TierDecision.html",
  "types/core.Result.html",
  "variables/tiers.tierPresets.html",
];

describe.each(PAGES)("%s", (path) => {
  test.each([
    [1280, false],
    [1280, true],
    [390, false],
    [390, true],
  ])("is sound at %i pixels, dark: %s", async (width, dark) => {
    await visit(path, { width, dark }, async ({ page }) => {
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
