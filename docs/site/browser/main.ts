import { startFrame } from "./frame.ts";
import { startIslands } from "./islands.ts";
import { startExamples } from "./live/buttons.ts";

startFrame();
startIslands();
startExamples();
