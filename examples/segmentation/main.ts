// Draws the pictures of docs/guides/segmentation.md:
//
//     npx tsx --tsconfig tsconfig.json examples/segmentation/main.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { divide } from "./facts.ts";
import { pictures } from "./pictures.ts";

const folder = new URL("../../docs/guides/pictures/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, drawn] of Object.entries(pictures(divide()))) writeFileSync(new URL(name, folder), drawn);
