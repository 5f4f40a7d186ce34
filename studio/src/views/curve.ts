/** A measure over a number that is swept. */
import { ofSweep } from "./of-sweep.tsx";
import { withoutCurve } from "./swept.ts";

export const curve = ofSweep({
  id: "curve",
  name: "Curve",
  meaning: "what is measured, over a number that is swept",
  group: "Sweeps",
  usual: ["units", "network"],
  lacks: withoutCurve,
});
