/** Mean rates of populations. */
import { ofRun } from "./of-run.tsx";
import { isSpikes, needs, noSpikes } from "./recorded.ts";

export const rates = ofRun({
  id: "rates",
  name: "Rates",
  meaning: "mean rates and their spread over the neurons",
  group: "Statistics",
  usual: [],
  lacks: needs(isSpikes, noSpikes),
});
