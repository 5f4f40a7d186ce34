/** Densities over two states. */
import { ofRun } from "./of-run.tsx";
import { isProfile, needs } from "./recorded.ts";

export const jointDensity = ofRun({
  id: "joint-density",
  name: "Joint density",
  meaning: "how neurons are distributed over two states, at some moments",
  group: "Patterns and distributions",
  usual: ["network"],
  lacks: needs(
    (one) => isProfile(one) && one.label === "joint density",
    "No joint density is recorded: add `density` under `record:`, at a scale that has one over two states.",
  ),
});
