/** Rates around a spike, and correlations of spike counts. */
import { ofRun } from "./of-run.tsx";
import { isSpikes, needs, noSpikes } from "./recorded.ts";

export const correlation = ofRun({
  id: "correlation",
  name: "Correlation",
  meaning: "rates around a spike, and correlations of pairs of neurons",
  group: "Statistics",
  usual: [],
  lacks: needs(isSpikes, noSpikes),
});
