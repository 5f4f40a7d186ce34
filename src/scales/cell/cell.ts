import type { Scale } from "../../contract/index.ts";
import { unitScale } from "../units.ts";

/**
 * Neurons exactly as written, each by itself: spikes located to rounding, every stimulus, voltage clamp, white noise. Projections are
 * for the scales of populations.
 */
export const cell: Scale = unitScale({
  id: "cell",
  populations: (experiment) => experiment.populations,
  refuse(experiment) {
    if (experiment.populations.length === 0) return [{ code: "scale-needs-neurons", data: { scale: "cell" } }];
    return experiment.rates.length > 0 ? [{ code: "scale-ignores-rates", data: { scale: "cell", other: "`rates`" } }] : [];
  },
});
