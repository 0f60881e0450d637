// Draws the picture of docs/guides/tier-changes.md:
//
//     npx tsx --tsconfig tsconfig.json examples/portfolio/pictures.ts
import { writeFileSync } from "node:fs";
import { instant } from "clientele/core";
import { generate, readAssumptions } from "./generate.ts";
import { makeReport } from "./report.ts";
import { tierFlowPicture } from "./tierChangePicture.ts";

const { timeZone, currency, asOf, ...rest } = readAssumptions();
const facts = generate({ timeZone, currency, asOf, ...rest });
const about = { file: null, timeZone, currency, asOf: instant(asOf), skippedRows: 0 };
const { tierChange } = makeReport({ ...about, ...facts }, () => undefined);
const file = new URL("../../docs/guides/pictures/tier-flow.svg", import.meta.url);
writeFileSync(file, tierFlowPicture(tierChange.simulation));
