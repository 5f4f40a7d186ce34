/** Rates around a repeated event. */
import { ofRun } from "./of-run.tsx";
import { isSpikes, needs, noSpikes } from "./recorded.ts";

const withoutSpikes = needs(isSpikes, noSpikes);

export const psth = ofRun({
  id: "psth",
  name: "Trials",
  meaning: "rates around a repeated event, averaged over trials",
  group: "Statistics",
  usual: [],
  lacks: (subject) =>
    withoutSpikes(subject) ??
    (subject.wanted.psth?.every === undefined
      ? "The document does not say when its trials begin: `figures: [{ psth: { every: 500 ms } }]`."
      : undefined),
});
