/** Intervals between spikes. */
import { ofRun } from "./of-run.tsx";
import { isSpikes, needs, noSpikes } from "./recorded.ts";

export const isi = ofRun({
  id: "isi",
  name: "Intervals",
  meaning: "intervals between spikes, and how irregular they are",
  group: "Statistics",
  usual: [],
  lacks: needs(isSpikes, noSpikes),
});
