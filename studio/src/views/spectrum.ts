/** Power spectra of the activity of populations. */
import { ofRun } from "./of-run.tsx";
import { isActivity, needs } from "./recorded.ts";

export const spectrum = ofRun({
  id: "spectrum",
  name: "Spectrum",
  meaning: "power spectra of the activity",
  group: "Statistics",
  usual: [],
  lacks: needs(isActivity, "Neither spikes nor activity are recorded: add `activity` under `record:`."),
});
