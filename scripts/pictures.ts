// Draws the pictures of docs/guides/pictures, all of them:
//
//     npm run pictures
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { instant } from "clientele/core";
import { lifecyclePicture } from "../examples/lifecycle/picture.ts";
import { generate } from "../examples/portfolio/generate.ts";
import { readAssumptions } from "../examples/portfolio/readAssumptions.ts";
import { makeReport, type Report } from "../examples/portfolio/report.ts";
import { funnelPicture, stayPicture } from "../examples/portfolio/stagePictures.ts";
import { tierFlowPicture } from "../examples/portfolio/tierChangePicture.ts";
import { divide } from "../examples/segmentation/facts.ts";
import { pictures as segmentationPictures } from "../examples/segmentation/pictures.ts";

/** Draws the pictures of the guides, by file name; those of populations from the report of the embedded example. */
export const guidePictures = ({
  tierChange,
  winBack,
}: Pick<Report, "tierChange" | "winBack">): Readonly<Record<string, string>> => ({
  ...segmentationPictures(divide()),
  "lifecycle.svg": lifecyclePicture(),
  "lifecycle-funnel.svg": funnelPicture(winBack.funnel),
  "lifecycle-stays.svg": stayPicture(winBack.stays),
  "tier-flow.svg": tierFlowPicture(tierChange.simulation),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const assumptions = readAssumptions();
  const { timeZone, currency, asOf } = assumptions;
  const about = { file: null, timeZone, currency, asOf: instant(asOf), skippedRows: 0 };
  const report = makeReport({ ...about, ...generate(assumptions) }, () => undefined);
  const folder = new URL("../docs/guides/pictures/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, drawn] of Object.entries(guidePictures(report))) writeFileSync(new URL(name, folder), drawn);
}
